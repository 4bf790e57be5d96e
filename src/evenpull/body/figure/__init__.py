"""Pictures in SVG, made without a browser: exercises, tests, the muscle map, the pain map, the pelvis on its ropes."""

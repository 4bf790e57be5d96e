"""Pictures in SVG, made without a browser: exercises and tests, the muscle map, the pain map, the pelvis on its ropes."""

"""Small drawings made by hand in SVG: bars of certainty, the pelvis on its ropes, curves, lines over a picture."""

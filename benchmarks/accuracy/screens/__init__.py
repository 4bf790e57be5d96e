"""The parts of `movement.py`: what is compared, with what, and how it is judged."""

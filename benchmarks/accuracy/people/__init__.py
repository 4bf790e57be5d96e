"""People for measuring inference, made apart from it."""

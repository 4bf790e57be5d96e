"""The body: its skeleton and joint angles (`skeleton`), and every picture that is drawn from them (`figure`)."""

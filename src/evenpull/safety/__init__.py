"""Screening, condition codes, what they remove and limit, and the gate before every test, picture and plan."""

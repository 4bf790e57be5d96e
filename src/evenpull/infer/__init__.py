"""Measurements become a joint posterior over every muscle group's length and strength, calls, and the ledger behind them."""

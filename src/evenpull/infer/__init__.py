"""Measurements become a joint posterior over every group's length and strength, calls, and the ledger behind them."""

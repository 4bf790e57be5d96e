"""A programme and the log of what was done become the programme of the days that follow; every change says why."""

"""Lines of a report, and which of its criteria were missed."""

from __future__ import annotations

import sys


class Report:
    """Lines of the report, and whether any criterion was missed."""

    def __init__(self) -> None:
        """Start empty."""
        self.missed: list[str] = []

    def say(self, line: str = "") -> None:
        """Print a line."""
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    def table(self, *columns: str) -> None:
        """Print the head of a table."""
        self.say("\n| " + " | ".join(columns) + " |")
        self.say("|" + "---|" * len(columns))

    def judge(self, name: str, value: str, *, met: bool) -> None:
        """Print a criterion with what was found."""
        self.say(f"* {'met' if met else '**missed**'}: {name}: {value}")
        if not met:
            self.missed.append(name)

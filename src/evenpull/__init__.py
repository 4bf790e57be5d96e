"""Evenpull: which muscles are probably short or weak, how sure that is, and what to do this week.

The package root imports nothing heavy; the verbs (`assess`, `plan`, `retest`) are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "assess", "plan", "retest"]

if TYPE_CHECKING:
    from evenpull.app.assess import assess
    from evenpull.app.plan import plan
    from evenpull.app.retest import retest


def __getattr__(name: str) -> Any:
    """Load a verb when it is first asked for, so that importing the package stays light."""
    if name == "assess":
        from evenpull.app.assess import assess  # noqa: PLC0415 - lazy by design

        return assess
    if name == "plan":
        from evenpull.app.plan import plan  # noqa: PLC0415 - lazy by design

        return plan
    if name == "retest":
        from evenpull.app.retest import retest  # noqa: PLC0415 - lazy by design

        return retest
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Nothing of MuJoCo leaks: its warnings and fatal errors become an error of our own while a block of calls runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import mujoco

from evenpull.core.words import say
from evenpull.errors import ComputeError


@contextmanager
def guarded(data: Any) -> Iterator[None]:
    """Run a block of MuJoCo calls on `data`; a warning or a fatal error inside is raised as ours.

    Raises:
        ComputeError: With MuJoCo's own sentence.
    """
    said: list[str] = []
    before = mujoco.get_mju_user_warning()
    counted = data.warning.number.copy()
    mujoco.set_mju_user_warning(said.append)
    try:
        yield
    except mujoco.FatalError as fault:
        raise ComputeError(say("the body cannot be computed: {reason}", reason=fault)) from fault
    finally:
        mujoco.set_mju_user_warning(before)
    new = (data.warning.number > counted).nonzero()[0]
    said.extend(str(mujoco.mju_warningText(int(kind), int(data.warning.lastinfo[kind]))) for kind in new)
    if said:
        raise ComputeError(say("the body cannot be computed: {reason}", reason=said[0]))

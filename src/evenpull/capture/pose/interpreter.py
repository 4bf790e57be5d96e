"""The only place that touches the inference runtime: a file of weights becomes a function from array to arrays."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.core.words import say
from evenpull.errors import ComputeError, MissingExtra

Tensor = NDArray[np.float32]


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the runtime's greeting off the standard error, which it writes to past Python."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


class Network:
    """One network with one picture as its input.

    Args:
        path: The weights.
        threads: Processor threads that one inference may use.

    Raises:
        MissingExtra: When the runtime is not installed.
        ComputeError: When the runtime cannot load the weights.
    """

    def __init__(self, path: Path, *, threads: int) -> None:
        try:
            from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - optional, and heavy to import
        except ImportError as fault:
            raise MissingExtra("pose", install='pip install "evenpull[pose]"') from fault
        try:
            with _silent():
                self._interpreter = Interpreter(model_path=str(path), num_threads=threads)
                self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as fault:
            raise ComputeError(
                say("the pose weights cannot be loaded"), hint=say("Fetch them again: make vendor")
            ) from fault
        self._input: int = self._interpreter.get_input_details()[0]["index"]
        self._outputs: dict[tuple[int, ...], int] = {
            tuple(int(n) for n in detail["shape"]): detail["index"] for detail in self._interpreter.get_output_details()
        }

    def __call__(self, tensor: Tensor, *, wanted: tuple[tuple[int, ...], ...]) -> Mapping[tuple[int, ...], Tensor]:
        """Run it on one (1, height, width, 3) tensor and return the outputs of the `wanted` shapes."""
        self._interpreter.set_tensor(self._input, tensor)
        self._interpreter.invoke()
        return {shape: self._interpreter.get_tensor(self._outputs[shape]) for shape in wanted}

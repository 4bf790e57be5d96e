"""Muscle electrodes: recordings and the sheet that says what was recorded. What they mean is not decided here."""

from __future__ import annotations

from evenpull.capture.emg.recording import EmgRecording, read_emg
from evenpull.capture.emg.sheet import EmgChannel, EmgSheet, Healthy, read_sheets

__all__ = ["EmgChannel", "EmgRecording", "EmgSheet", "Healthy", "read_emg", "read_sheets"]

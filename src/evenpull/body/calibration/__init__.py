"""The calibrated healthy adult: published moments, strengths and ranges, the fit to them, and what it gave."""

from evenpull.body.calibration.healthy import Sex, fingerprint, healthy

__all__ = ["Sex", "fingerprint", "healthy"]

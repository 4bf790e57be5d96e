"""Draw the stiffness of posture anew for the installed body and calibration: `python -m evenpull.body.settle`."""

from __future__ import annotations

from evenpull.body.calibration import healthy
from evenpull.body.model.load import load_body
from evenpull.body.settle.draws import make_draws, write_draws
from evenpull.core.words import say


def main() -> None:
    """Write `draws.json`."""
    body = load_body()
    found = make_draws(body, healthy(body))
    write_draws(found)
    print(
        say(
            "{kept} kept of {tried}; {share:.1%} stand and have the measured signs on wedges",
            kept=len(found.values),
            tried=found.tried,
            share=found.agreeing,
        )
    )


if __name__ == "__main__":
    main()

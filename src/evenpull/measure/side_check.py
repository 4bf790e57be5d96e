"""Whether a picture shows the person or their mirror image. Nothing in the picture tells, so the person does."""

from __future__ import annotations

from evenpull.capture.person.model import PictureConfirmation
from evenpull.core.words import say
from evenpull.measure.view import View

UNCONFIRMED = say("Which side is right in this picture is not confirmed.")
HOW_TO_CONFIRM = say(
    "Hold something in the right hand, look at the picture once, and say on which side of it that hand is."
)


def is_mirrored(confirmation: PictureConfirmation | None, *, view: View) -> bool | None:
    """Return whether left and right are exchanged in a picture, or None when that is not known.

    Facing an ordinary camera the right hand is at the picture's left; from behind it is at its right. A true side view
    shows no such thing: there the side that was turned to the camera must be said (`view: left` or `view: right`).

    Args:
        confirmation: What the person said about the picture.
        view: The view as it looks, before any exchange.
    """
    if confirmation is None or confirmation.right_hand_shown is None:
        return None
    if view in ("left", "right"):
        return None if confirmation.view not in ("left", "right") else confirmation.view != view
    ordinary = "picture_left" if view.startswith("front") else "picture_right"
    return confirmation.right_hand_shown != ordinary

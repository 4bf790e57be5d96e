"""Fixed word lists of the catalogue and of the files that people write: equipment and body regions."""

from __future__ import annotations

from typing import Final

REGIONS: Final = ("trunk_low", "neck_upper", "hip", "knee", "ankle_foot", "shoulder_arm", "general")

EQUIPMENT: Final = (
    *("mat", "chair", "wall", "step", "bench", "foam_roller", "ball", "soft_ball", "band", "strap", "dumbbell"),
    *("kettlebell", "doorway", "helper", "tape", "phone", "goniometer", "dynamometer", "table"),
    *("pillow", "stick", "massage_gun", "hand_roller", "hook_tool", "swiss_ball", "medicine_ball", "slider"),
    *("balloon", "rope", "cable", "bar", "barbell", "machine", "pressure_cuff"),
)
"""What an exercise or test may need; `bar` is one to hang from, `ball` the size of a tennis ball."""

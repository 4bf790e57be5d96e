"""What the body does not have, and why: shown wherever a result could be read as if it had."""

from __future__ import annotations

NOT_MODELLED: tuple[tuple[str, str], ...] = (
    (
        "trapezius, serratus anterior, rhomboids, levator scapulae, pectoralis minor",
        "the shoulder blade follows the arm's elevation by a fixed rhythm; no muscle moves it on its own",
    ),
    ("neck muscles, head on neck", "head and neck are one piece with the thorax"),
    (
        "thoracic spine",
        "thorax and ribs are one piece; rotation and bending above L1 are lumped into the lumbar joints",
    ),
    ("T12/L1", "the thorax sits on L1 without a joint, as in Christophy 2012"),
    ("obturator internus and externus", "no published line of action in the models at hand"),
    ("transversus abdominis, diaphragm, pelvic floor, abdominal pressure", "no line of action; they act by pressure"),
    ("thoracolumbar fascia, ligaments, discs, joint capsules", "passive moments are added per coordinate later"),
    ("iliotibial band as a ligament, plantar fascia, intrinsic foot muscles", "no line of action in the base model"),
    ("peroneus tertius", "not in the base model; extensor digitorum longus runs beside it"),
    ("popliteus, plantaris, gluteal fascia", "not in the base model"),
    ("wrist, hand and finger muscles and joints", "left out on purpose; the hand is one piece with the radius"),
    ("glenohumeral ligaments", "the file's springs are dropped; capsules are added per coordinate later"),
    ("knee abduction and rotation of their own", "they follow the knee angle"),
    ("latissimus dorsi from spine and pelvis", "the three strands of the arm model begin on the thorax"),
)

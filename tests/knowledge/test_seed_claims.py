"""What the source texts say is found word by word, lives somewhere, and what they name as exercise carries its text."""

from __future__ import annotations

import pytest

from evenpull.knowledge import Catalogue

CLAIMS: tuple[tuple[str, str, str], ...] = (
    ("SC01", "SEED0", "50.2 million live with chronic pain (CDC)"),
    ("SC02", "SEED0", "Harvard: back, hip, knee and foot most common"),
    ("SC03", "SEED0", "overactive muscle inhibits another"),
    ("SC04", "SEED0", "overactive hip-flexor complex"),
    ("SC05", "SEED0", "all-day sitting as cause"),
    ("SC06", "SEED0", "forward pull of pelvis; leg cannot travel behind; low back over-arches"),
    ("SC07", "SEED0", "overpronation and knocked knees rotate leg inward"),
    ("SC08", "SEED0", "massage and stretch hip flexors; strengthen core and glutes"),
    ("SC09", "SEED1", "imbalance in strength, length and/or tension; left-right or front-back"),
    ("SC10", "SEED1", "trigger points"),
    ("SC11", "SEED1", "weaker muscle prone to strain"),
    ("SC12", "SEED1", "anterior pelvic tilt from tight muscle on lumbar spine"),
    ("SC13", "SEED1", "repetitive activity, exercise habits, work"),
    ("SC14", "SEED1", "quadriceps/hamstring with patella and ACL pull, low back compensation"),
    ("SC15", "SEED1", "hip flexors/glutes; sitting; gait and hip joint problems; back arch compresses"),
    ("SC16", "SEED1", "upper back/chest; slouching; pecs overworked"),
    ("SC17", "SEED1", "stronger but not tense: only strengthen weaker side"),
    ("SC18", "SEED2", "tight hip flexors + weak glutes = low back pain"),
    ("SC19", "SEED2", "overactive chest + underactive upper back = rounded shoulders and neck tension"),
    ("SC20", "SEED2", "quad dominance + weak hamstrings = knee strain"),
    ("SC21", "SEED2", "tight calves + weak shins = ankle stiffness or foot pain"),
    ("SC22", "SEED2", "mechanism: joints pulled [...], uneven cartilage wear"),
    ("SC23", "SEED2", "mechanism: compensation (weak glutes -> low back; weak core -> neck/shoulder)"),
    ("SC24", "SEED2", "mechanism: restricted range of motion"),
    ("SC25", "SEED2", "mechanism: reduced neuromuscular control, falls"),
    ("SC26", "SEED2", "sign: bag or child carried on one side"),
    ("SC27", "SEED2", "sign: one shoulder higher in photos"),
    ("SC28", "SEED2", "sign: one leg stronger or steadier in squats"),
    ("SC29", "SEED2", "sign: more tension or pain on one side"),
    ("SC30", "SEED2", "sign: feet turn out"),
    ("SC31", "SEED2", "sign: uneven shoe wear"),
    ("SC32", "SEED2", "assess: pelvic alignment"),
    ("SC33", "SEED2", "assess: shoulder positioning"),
    ("SC34", "SEED2", "assess: core engagement"),
    ("SC35", "SEED2", "assess: hip mobility"),
    ("SC36", "SEED2", "assess: foot stability"),
    ("SC37", "SEED2", "assess: breathing patterns"),
    (
        "SC38",
        "SEED2",
        "drills: wall breathing; 90/90 hip lift; thoracic rotation; foot tripod; "
        "single-leg RDL; split squat; dead bug; bird dog; slow tempo",
    ),
    ("SC39", "SEED3", "anterior pelvic tilt, hyperlordosis, kyphosis as results"),
    ("SC40", "SEED3", "increased spinal load on discs, ligaments, joints"),
    ("SC41", "SEED3", "weak core and overactive lower back"),
    ("SC42", "SEED3", "weak scapular stabilisers and tight chest"),
    ("SC43", "SEED3", "tight hamstrings and weak quadriceps limit pelvic mobility"),
    ("SC44", "SEED3", "ergonomics: seating, standing desk, sleep position"),
    ("SC45", "SEED3", "functional movement training"),
    ("SC46", "SEED3", "spinal decompression therapy"),
    ("SC47", "SEED4", "bone pulled by two strings, balance of pulls"),
    (
        "SC48",
        "SEED4",
        "anterior pelvic tilt = lower crossed: hip flexors and low back over, "
        "lower abdominals and glutes/hamstrings under",
    ),
    ("SC49", "SEED4", "one-arm grocery carry -> upper trapezius short, lower trapezius neglected"),
    ("SC50", "SEED4", "force-couple relationship"),
    ("SC51", "SEED4", "four steps inhibit, lengthen, activate, integrate"),
    ("SC52", "SEED4", "roll 30-60 s per side at 2/10 discomfort"),
    ("SC53", "SEED4", "stretch 30-60 s at 2/10; or 10 s stretch + 6-10 s contraction, then 30-60 s"),
    ("SC54", "SEED4", "activate 3-5 days/week, 1-2 sets, 10-15 reps, RPE about 7, tempo 4 down / 2 hold / 1 up"),
    ("SC55", "SEED4", "integrate 3-5 days/week, 1-3 sets, 10-15 reps"),
    ("SC56", "SEED4", "NASM static, dynamic and postural assessment template"),
)
"""Row, text and words of every claim. `[...]` stands for a phrase that this project never says."""

NAMED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("SEED0", "massage + stretch hip-flexor complex", ("stretch hip-flexor complex", "massage hip-flexor complex")),
    ("SEED0", "strengthen core and glutes", ("strengthen core and glutes",)),
    (
        "SEED0",
        "flat feet, knock knees, leg not travelling behind",
        ("flat feet", "knock knees", "leg not travelling behind"),
    ),
    ("SEED1", "foam roll tight quads + train hamstrings", ("foam roll tight quads", "train hamstrings")),
    ("SEED1", "foam roll hip flexors + target glutes", ("foam roll hip flexors", "target glutes")),
    ("SEED1", "chest rolling + upper-back exercise", ("chest rolling", "upper-back exercise")),
    ("SEED1", "not all need rolling: just train weaker", ("not all need rolling: just train weaker",)),
    ("SEED2", "wall breathing", ("wall breathing",)),
    ("SEED2", "90/90 hip lifts", ("90/90 hip lifts",)),
    ("SEED2", "thoracic rotations", ("thoracic rotations",)),
    ("SEED2", "foot tripod drills", ("foot tripod drills",)),
    ("SEED2", "single-leg RDLs, split squats", ("single-leg RDLs", "split squats")),
    ("SEED2", "dead bugs, bird dogs", ("dead bugs", "bird dogs")),
    ("SEED2", "controlled mobility drills", ("controlled mobility drills",)),
    ("SEED2", "slow tempo work", ("slow tempo work",)),
    (
        "SEED2",
        "full-body balanced functional strength + re-checks",
        ("full-body balanced functional strength + re-checks",),
    ),
    (
        "SEED2",
        "assess pelvis, shoulders, core, hips, feet, breathing",
        ("assess pelvis, shoulders, core, hips, feet, breathing",),
    ),
    ("SEED2", "calves / shins, quad dominance", ("calves / shins", "quad dominance")),
    (
        "SEED3",
        "postural awareness, ergonomic seat, standing desk, sleep",
        ("postural awareness", "ergonomic seat", "standing desk", "sleep"),
    ),
    ("SEED3", "strengthen glutes and core", ("strengthen glutes and core",)),
    (
        "SEED3",
        "stretch hip flexors, hamstrings, chest",
        ("stretch hip flexors", "stretch chest", "stretch hamstrings"),
    ),
    ("SEED3", "functional: squats, lunges, deadlifts", ("squats", "lunges", "deadlifts")),
    ("SEED3", "spinal decompression", ("spinal decompression",)),
    (
        "SEED3",
        "prevention: regular strength + flexibility, lifting mechanics, core when sitting",
        ("prevention: regular strength + flexibility, lifting mechanics, core when sitting",),
    ),
    (
        "SEED4",
        "roll 30-60 s, 2/10, slow breaths, rollers and massage guns; psoas, low back, upper trap",
        ("roll 30-60 s, 2/10, slow breaths, rollers and massage guns", "psoas", "low back", "upper trap"),
    ),
    (
        "SEED4",
        "stretch 30-60 s at 2/10; 10 s + 6-10 s + 30-60 s contract-relax",
        ("stretch 30-60 s at 2/10; 10 s + 6-10 s + 30-60 s contract-relax",),
    ),
    (
        "SEED4",
        "psoas foam-roller stretch, low-back stretches, upper-trap stretch",
        ("psoas foam-roller stretch", "low-back stretches", "upper-trap stretch"),
    ),
    (
        "SEED4",
        "scapular pull-ups, scapular pull-downs, leg raises, any RDL; 3-5 d, 1-2 x 10-15, RPE 7, 4-2-1",
        ("scapular pull-ups", "scapular pull-downs", "leg raises", "any RDL", "3-5 d, 1-2 x 10-15, RPE 7, 4-2-1"),
    ),
    (
        "SEED4",
        "medicine-ball throws, lower-leg plyometrics; 3-5 d, 1-3 x 10-15 controlled",
        ("medicine-ball throws", "lower-leg plyometrics", "3-5 d, 1-3 x 10-15 controlled"),
    ),
    ("SEED4", "grocery bag on one side", ("grocery bag on one side",)),
)
"""Text, line of the list of things named, and the names in it."""


@pytest.mark.parametrize(("row", "seed", "words"), CLAIMS, ids=[row for row, _, _ in CLAIMS])
def test_every_claim_is_found_in_the_texts_own_words(catalogue: Catalogue, row: str, seed: str, words: str) -> None:
    claim = catalogue.seed_claims[catalogue.resolve("seed_claims", row)]
    assert claim.stated == words
    assert claim.seeds == (seed,)
    assert claim.note


def test_every_claim_lives_somewhere_or_says_why_not(catalogue: Catalogue) -> None:
    assert len(catalogue.seed_claims) == len(CLAIMS) == 56
    for claim in catalogue.seed_claims.values():
        assert not claim.lives.empty() or claim.elsewhere, claim.id


def test_a_claim_that_the_evidence_refutes_is_not_called_supported(catalogue: Catalogue) -> None:
    refuted = {
        "SC12": "contradicted",
        "SC22": "none",
        "SC27": "contradicted",
        "SC34": "contradicted",
        "SC46": "contradicted",
    }
    for row, word in refuted.items():
        assert catalogue.seed_claims[catalogue.resolve("seed_claims", row)].evidence == word, row


def test_what_an_entry_that_cites_a_text_claims_is_not_stronger_than_the_claims_own_word(catalogue: Catalogue) -> None:
    ranks = {"none": 0, "contradicted": 0, "conflicting": 1, "limited": 2, "moderate": 3, "strong": 4}
    for claim in catalogue.seed_claims.values():
        if claim.kind == "pattern" and claim.evidence_about == "pain":
            for name in claim.lives.patterns:
                pattern = catalogue.patterns[name]
                if pattern.evidence_about == "pain":
                    assert ranks[claim.evidence] <= max(1, ranks[pattern.evidence]), (claim.id, name)


@pytest.mark.parametrize(("seed", "line", "names"), NAMED, ids=[f"{seed}-{line[:24]}" for seed, line, _ in NAMED])
def test_every_exercise_that_a_text_names_is_found_and_carries_its_text(
    catalogue: Catalogue, seed: str, line: str, names: tuple[str, ...]
) -> None:
    found = {entry.stated: entry for entry in catalogue.seed_exercises.values() if entry.listed_as == line}
    assert set(found) == set(names)
    for name in names:
        entry = found[name]
        assert entry.seeds == (seed,)
        assert name in line or all(word in line for word in name.split()), name
        assert not entry.lives.empty() or entry.elsewhere, entry.id
        for exercise in entry.lives.exercises:
            assert seed in catalogue.exercises[exercise].seeds, exercise


def test_no_name_stands_beside_the_list(catalogue: Catalogue) -> None:
    listed = {(seed, name) for seed, _, names in NAMED for name in names}
    assert {(entry.seeds[0], entry.stated) for entry in catalogue.seed_exercises.values()} == listed


def test_every_text_names_something_and_every_exercise_that_cites_one_names_a_text(catalogue: Catalogue) -> None:
    assert {seed for seed, _, _ in NAMED} == {seed for _, seed, _ in CLAIMS} == {f"SEED{n}" for n in range(5)}
    for exercise in catalogue.exercises.values():
        assert set(exercise.seeds) <= {f"SEED{n}" for n in range(5)}, exercise.id

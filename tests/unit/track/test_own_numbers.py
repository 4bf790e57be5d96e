"""Pain, activities and the back form: told beyond error and beyond what matters, and never with a test in view."""

from __future__ import annotations

import pytest

from evenpull.track.own import limits_of, not_asked, own_changes, verdict_of

SCALES = {"pain": "lower", "activities": "higher", "roland_morris": "lower"}


@pytest.mark.parametrize(
    ("outcome", "ends", "course", "told"),
    [
        ("pain", (4, 2), "better", True),
        ("pain", (4, 2.5), "better", False),  # 1.5: inside the error of 1.77
        ("pain", (9, 7), "better", False),  # 2 points, but 22 % of a severe start, and 33 % count
        ("pain", (9, 6), "better", True),
        ("pain", (8, 10), "worse", True),  # for the worse points are enough
        ("pain", (4, 4), "same", False),
        ("pain", (None, 2), "same", False),
        ("pain", (0, 2), "worse", True),
        ("activities", (4, 6), "better", False),  # 2.0: under the 2.3 of a middle change
        ("activities", (4, 6.3), "better", True),
        ("activities", (6, 3.5), "worse", True),
        ("roland_morris", (12, 7), "better", True),
        ("roland_morris", (20, 15), "better", False),  # 25 %
        ("roland_morris", (12, 8), "better", False),
    ],
)
def test_a_change_is_told_beyond_error_and_beyond_what_matters(catalogue, outcome, ends, course, told) -> None:
    limits = limits_of(outcome, catalogue)
    assert verdict_of(*ends, better=SCALES[outcome], limits=limits) == (
        course,
        "really_changed" if told else "cannot_tell",
    )


def test_the_limits_are_those_of_the_catalogue_and_a_recalled_one_never_loosens(catalogue) -> None:
    pain, own, back = (limits_of(name, catalogue) for name in SCALES)
    assert (pain.error, pain.matters, pain.share, pain.recalled) == (1.77, 2.0, 0.33, False)
    assert (own.error, own.matters, own.recalled) == (2.0, 2.3, True)
    assert (back.error, back.matters, back.share) == (5.0, 5.0, 0.30)
    for fact in ("own_activities_0_to_10", "roland_morris"):
        values = catalogue.reference_facts[fact].values
        recalled = [each.value for each in values if each.role and each.value.known == "recalled"]
        read = [each.value.value for each in values if each.role == "matters" and each.value.known != "recalled"]
        assert recalled
        assert max(read) >= max(value.value for value in recalled)


def test_activities_are_matched_by_their_words_and_told_as_a_mean(old, again, catalogue) -> None:
    def change(data):
        data["activities"] = [
            {"what": "Sitting  through a meeting.", "able": 8},
            {"what": "lifting my child", "able": 8},
            {"what": "running for the bus", "able": 2},
        ]

    found = [each for each in own_changes(old, again(change), catalogue) if each.outcome == "activities"]
    together, *single = found
    assert (together.old, together.new, together.verdict) == (5.0, 8.0, "really_changed")
    assert [(each.name, each.old, each.new) for each in single] == [
        ("sitting through a meeting", 4.0, 8.0),
        ("lifting my child", 6.0, 8.0),
        ("running for the bus", None, 2.0),
    ]
    assert all(each.verdict == "cannot_tell" and each.limits is None for each in single)


def test_what_a_retest_asks_and_nobody_answered_is_named_and_the_back_form_is_for_backs_only(old, again) -> None:
    assert not_asked(old, again()) == ("global_change", "roland_morris")

    def answer(data):
        data["global_change"], data["roland_morris"] = "better", {"ticked": 3}

    assert not_asked(old, again(answer)) == ()

    def knee(data):
        data["pains"][0]["site"], data["pains"][0]["side"] = "anterior_knee", "left"
        data["activities"] = []

    person = again(knee)
    assert not_asked(person, person) == ("global_change",)

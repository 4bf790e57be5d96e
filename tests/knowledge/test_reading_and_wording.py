"""The reading grade and the search for words that are never said."""

from __future__ import annotations

import pytest

from evenpull.knowledge.reading import reading_grade, syllables
from evenpull.knowledge.wording import find_words

SYLLABLES = {
    1: "cat knee hips stretched walked breathe sides toes once there used aches weight",
    2: "table muscle hamstring needed stretches little shoulder often ankles surely being inches tingling fuel",
    3: "exercise physician clinician area evidence carefully previous possible probably injury quadriceps medicine",
    4: "exercises diagnosis operation usually reliable",
    6: "physiotherapist",
}


@pytest.mark.parametrize(("count", "word"), [(n, word) for n, words in SYLLABLES.items() for word in words.split()])
def test_common_words_have_their_syllables(count: int, word: str) -> None:
    assert syllables(word) == count


def test_the_grade_is_the_published_formula() -> None:
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59
    assert reading_grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    # 4 words in 2 sentences, 6 syllables
    assert reading_grade("Muscle hurts. Little pain.") == pytest.approx(0.39 * 2 + 11.8 * 6 / 4 - 15.59)


def test_long_words_and_long_sentences_are_harder() -> None:
    easy = "Sit on a chair. Lift one foot. Hold it for a while."
    longer = "Sit on a chair and lift one foot and hold it for a while."
    harder = "Individualised rehabilitation necessitates comprehensive neuromuscular evaluation."
    assert reading_grade(easy) < reading_grade(longer) < reading_grade(harder)
    assert reading_grade(harder) > 12
    assert reading_grade("") == 0


def test_numbers_and_marks_do_not_make_a_text_hard() -> None:
    assert reading_grade("Do it 10 times.") < 2
    assert reading_grade("2 x 30 s, then rest.") < 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your pelvis is misaligned.", ["misalign"]),
        ("MISALIGNMENT is common.", ["MISALIGN"]),
        ("It is not switched-off.", ["switched-off"]),
        ("It is switched\n  off now.", ["switched\n  off"]),
        ("Secures the strap.", []),
        ("It cures nothing.", ["cures"]),
        ("The light was switched on.", []),
    ],
)
def test_words_are_found_at_word_beginnings_whatever_case_and_spacing(text: str, found: list[str]) -> None:
    assert find_words(text, ("misalign", "switched off", "cures")) == found


def test_no_words_find_nothing() -> None:
    assert find_words("anything", ()) == []

"""A session in a real browser: played by keyboard alone, reloaded in the middle; nothing is lost, nothing outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evenpull.knowledge import Catalogue
from evenpull.plan.adapt.log import Sides, read_log

SLOW_MACHINE_MS = 150_000
NARROW = 360
COUNT_TONES = """
window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
"""

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("planned in browser")]


@pytest.fixture
def page(browser: Any, planned_address: str, entered: Any) -> Iterator[Any]:
    context = browser.new_context(
        storage_state=entered,
        viewport={"width": NARROW, "height": 740},
        color_scheme="dark",
        reduced_motion="reduce",
        base_url=planned_address.partition("/enter")[0],
    )
    context.set_default_timeout(SLOW_MACHINE_MS)
    outside: list[str] = []

    def local_only(route: Any) -> None:
        if "127.0.0.1" in route.request.url:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", local_only)
    context.add_init_script(COUNT_TONES)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda fault: wrong.append(str(fault)))
    yield opened
    assert outside == [], "the page asked for something outside this computer"
    assert wrong == []
    context.close()


def tab_to(page: Any, wanted: str) -> None:
    """Go on with the tabulator until the focus is on what fits a selector."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def choose(page: Any, name: str, value: int) -> None:
    """Choose a point of a scale with the keyboard."""
    tab_to(page, f"input[name={name}]")
    page.keyboard.press("Space")
    for _ in range(value):
        page.keyboard.press("ArrowRight")
    assert page.evaluate(f"document.querySelector('input[name={name}]:checked').value") == str(value)


def fits(page: Any) -> bool:
    """Tell whether nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def play_through(page: Any) -> None:
    """Go through one exercise with the arrow key alone."""
    page.keyboard.press("Space")
    page.wait_for_selector(".player.running")
    while page.get_attribute("[data-player]", "data-kind") != "over":
        page.keyboard.press("ArrowRight")


def test_a_session_is_played_by_keyboard_and_a_reload_loses_nothing(
    page: Any, folder: Path, catalogue: Catalogue
) -> None:
    page.goto("/")
    page.wait_for_selector("h1:has-text('This week')")
    assert fits(page)
    tab_to(page, "a.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Before you start')")
    assert fits(page)
    choose(page, "start_pain", 3)
    tab_to(page, "input[name=signs]")
    page.keyboard.press("Space")
    tab_to(page, "button.main")
    page.keyboard.press("Enter")
    page.wait_for_url("**/session/1")
    page.wait_for_selector("[data-player]:not([hidden])")
    assert fits(page)
    page.keyboard.press("Space")
    page.wait_for_selector(".player.running")
    assert page.evaluate("window.tones") > 10, "the tones of the whole exercise are handed over at once"
    assert page.query_selector(".lung.shown") is None, "nothing moves where less motion is wanted"
    page.keyboard.press("ArrowRight")
    with page.expect_response("**/keep"):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.reload()
    page.wait_for_selector("[data-player]:not([hidden])")
    assert page.get_attribute("[data-player]", "data-at") == "1"
    assert "Right side" in page.inner_text("[data-side]")
    assert page.input_value("input[name=left]") == "1"
    assert read_log(folder, catalogue) is None
    play_through(page)
    assert page.input_value("input[name=left]") == "2"
    choose(page, "pain", 3)
    page.keyboard.press("Enter")
    page.wait_for_url("**/session/2")
    log = read_log(folder, catalogue)
    assert log is not None
    assert log.days[0].exercises[0].sets == Sides(left=2, right=1)
    for number in (2, 3):
        page.wait_for_url(f"**/session/{number}")
        page.wait_for_selector("[data-player]:not([hidden])")
        play_through(page)
        choose(page, "effort", 5)
        choose(page, "pain", 2)
        page.keyboard.press("Enter")
    page.wait_for_url("**/session/after")
    tab_to(page, "input[name=alarm]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector("h2:has-text('Done for today')")
    day = read_log(folder, catalogue).days[0]  # type: ignore[union-attr]
    assert (day.start_pain, day.worst_pain, day.alarm, len(day.exercises)) == (3, 3, "no", 3)
    page.goto("/progress")
    assert "1 of the last 7 days" in page.inner_text("main")
    assert fits(page)
    page.goto("/week")
    page.click("text=Take back the session")
    page.wait_for_selector("text=Start the session")
    assert read_log(folder, catalogue) is None


def test_help_is_two_keys_away_and_silence_is_kept_when_sound_is_off(page: Any, folder: Path) -> None:
    page.goto("/session")
    page.check("input[name=start_pain][value='2']", force=True)
    page.check("input[name=signs][value=no]")
    page.click("button.main")
    page.wait_for_selector("[data-player]:not([hidden])")
    page.uncheck("[data-sound]")
    before = page.evaluate("window.tones")
    page.click("[data-play]")
    page.wait_for_selector(".player.running")
    assert page.evaluate("window.tones") == before
    page.click("text=Stop and get help")
    page.click("button[value=chest]")
    page.wait_for_selector("h1:has-text('The session has ended')")
    assert "local emergency number" in page.inner_text("main")
    assert '"end":"stopped"' in (folder / ".session.json").read_text(encoding="utf-8")

"""The tug of war in a real browser: a slider moves, the words follow, and the body where the browser can draw it."""

from __future__ import annotations

from typing import Any

import pytest

SLOW_MACHINE_MS = 150_000
DRAWS = "() => Boolean(document.createElement('canvas').getContext('webgl2'))"
SLIDE = """(input) => { input.value = "-8"; input.dispatchEvent(new Event("input", { bubbles: true })); }"""

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("planned in browser")]


def test_a_slider_moves_the_body_and_its_words(browser: Any, planned_address: str, entered: Any) -> None:
    context = browser.new_context(
        storage_state=entered, viewport={"width": 360, "height": 740}, base_url=planned_address.partition("/enter")[0]
    )
    context.set_default_timeout(SLOW_MACHINE_MS)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto("/tug?who=what_if")
    if page.evaluate(DRAWS):
        page.wait_for_selector("[data-stage][data-ready=yes] canvas")
    page.wait_for_selector("input[type=range]")
    page.eval_on_selector("input[name='iliopsoas.length']", SLIDE)
    page.wait_for_selector("[data-said]:has-text('hip flexors 8 % shorter')")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if page.evaluate(DRAWS):
        assert "times as large" in page.inner_text("[data-drawn]")
        page.click("[data-view=front]")
    assert wrong == []
    context.close()

"""A newcomer uses the page in a real browser: from the first page to the report, and to the referral."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from evenpull.capture.person import read_person
from evenpull.knowledge import Catalogue

SLOW_MACHINE_MS = 150_000

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("page in browser")]


@pytest.fixture
def page(browser: Any, tmp_path: Path, serve: Callable[[Path], str]) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(SLOW_MACHINE_MS)
    opened = context.new_page()
    opened.outside = []
    opened.refused = []
    opened.on("request", lambda request: opened.outside.append(request.url) if "127.0.0.1" not in request.url else None)
    opened.on("console", lambda said: opened.refused.append(said.text) if said.type == "error" else None)
    opened.goto(serve(tmp_path / "me"))
    yield opened
    assert opened.outside == [], "the page asked for something outside this computer"
    assert [text for text in opened.refused if "Content Security Policy" in text] == []
    context.close()


def about(page: Any) -> None:
    page.select_option("select[name=sex]", "female")
    for name, value in {"age_years": "38", "height_cm": "168", "mass_kg": "64"}.items():
        page.fill(f"input[name={name}]", value)
    page.check("input[name=goals][value=less_pain]")
    page.click("text=Save and go on")
    page.wait_for_selector("h1:has-text('Safety')")


def all_no(page: Any) -> None:
    for field in page.query_selector_all("ol.asked fieldset"):
        if not field.is_visible():
            continue
        no = field.query_selector("input[value=no]")
        amount = field.query_selector("input[type=number]")
        if no is not None:
            no.check()
        elif amount is not None:
            amount.fill("0")
        else:
            field.query_selector("input[type=radio]").check()


def test_a_newcomer_gets_from_the_first_page_to_a_report(page: Any, tmp_path: Path, catalogue: Catalogue) -> None:
    about(page)
    all_no(page)
    page.click("text=Save and go on")
    page.wait_for_selector("h1:has-text('Where does it hurt')")
    page.select_option("select[name=add]", "low_back:both")
    page.click("text=Add this place")
    page.wait_for_selector("legend:has-text('back')")
    for name, value in {"now": "3", "usual": "3", "worst": "5"}.items():
        page.check(f"input[name='low_back:both:{name}'][value='{value}']", force=True)
    page.fill("input[name='low_back:both:weeks']", "20")
    page.fill("input[name='low_back:both:days_per_week']", "4")
    page.click("text=Save and go on")
    page.wait_for_selector("h1:has-text('Safety')")
    all_no(page)
    page.click("text=Save and go on")
    page.wait_for_selector("h1:has-text('Habits')")
    page.click("text=Save and go on")
    page.wait_for_selector("h1:has-text('Three tests')")
    page.click("text=Save and go on")
    page.wait_for_selector("h1:has-text('photo')")
    page.click("form[action='/pictures'] button.main")
    page.wait_for_selector("text=Work it out")
    page.click("text=Work it out")
    page.wait_for_selector("text=Open the report", timeout=SLOW_MACHINE_MS)
    report = page.context.new_page()
    report.goto(page.url.rsplit("/", 1)[0] + "/result/report.html")
    assert "Not a diagnosis" in report.inner_text("body")
    report.close()
    assert read_person(tmp_path / "me", catalogue).person.pains[0].weeks == 20


def test_the_map_can_be_touched(page: Any) -> None:
    about(page)
    page.goto(page.url.rsplit("/", 1)[0] + "/pain")
    spot = page.query_selector("[data-site=knee_front][data-side=left]")
    assert spot is not None
    spot.dispatch_event("click")
    page.wait_for_selector("input[name=place][value='knee_front:left']", state="attached")


def test_an_alarming_answer_ends_with_the_referral_page(page: Any) -> None:
    about(page)
    all_no(page)
    page.check("input[name=chest_pain][value=yes]")
    page.click("text=Save and go on")
    page.wait_for_url("**/referral")
    read = page.inner_text("body").lower()
    assert "emergency" in read
    assert "bridge" not in read


def test_the_keyboard_alone_is_enough_for_the_first_page(page: Any) -> None:
    page.focus("select[name=sex]")
    page.keyboard.type("F")
    for value in ("38", "168", "64"):
        page.keyboard.press("Tab")
        page.keyboard.type(value)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Save and go on":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Safety')")

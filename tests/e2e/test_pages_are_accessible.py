"""Every page of the local app under axe at a phone's width, its colours in both themes: nothing serious is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SLOW_MACHINE_MS = 150_000
PAGES = (
    "/about",
    "/safety",
    "/pain",
    "/questions",
    "/tests",
    "/pictures",
    "/result",
    "/week",
    "/session",
    "/progress",
    "/tug?who=what_if",
    "/result/report.html",
    "/week/print",
)
ALL = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("planned in browser")]


def serious(axe: Any, page: Any, rules: dict[str, Any], where: str) -> list[str]:
    """Return what axe calls serious or critical, with the first places of each."""
    broken = axe.run(page, options=rules).response["violations"]
    return [
        f"{where}: {one['id']} " + "; ".join(node["html"][:160] for node in one["nodes"][:3])
        for one in broken
        if one["impact"] in {"serious", "critical"}
    ]


def test_axe_finds_nothing_serious(browser: Any, planned_address: str, entered: Any, folder: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(
        storage_state=entered,
        viewport={"width": 390, "height": 844},
        base_url=planned_address.partition("/enter")[0],
        bypass_csp=True,
        reduced_motion="reduce",  # else a colour is taken half way through its change
    )
    context.set_default_timeout(SLOW_MACHINE_MS)
    page = context.new_page()
    found = []
    for address in PAGES:
        page.emulate_media(color_scheme="light")
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found += serious(axe, page, ALL, f"{address} light")
        page.emulate_media(color_scheme="dark")
        found += serious(axe, page, COLOURS, f"{address} dark")
    context.close()
    assert found == []

"""What every browser test shares: one Chromium, local pages that are stopped at the end, a person with a plan."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from evenpull.app.assess import assess
from evenpull.app.diary import BEFORE_FILE
from evenpull.app.session import SESSION_FILE
from evenpull.app.write import write_results
from evenpull.capture.person import read_person, write_person
from evenpull.knowledge import Catalogue
from evenpull.plan.adapt.log import LOG_FILE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium; absent: skip, or fail where everything is required."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        if os.environ.get("EVENPULL_REQUIRE_ALL") == "1":
            pytest.fail("no Chromium on this machine")
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "evenpull.cli", "start", str(folder), "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert server.stdout is not None
    try:
        yield server.stdout.readline().split(": ", 1)[1].strip()
    finally:
        server.terminate()
        server.wait(timeout=60)


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Start the local page of a folder for one test; gives its one-time address."""
    with ExitStack() as running:
        yield lambda folder: running.enter_context(_served(folder))


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue, examples_dir: Path) -> Path:
    """The desk worker with a plan that begins today."""
    made = tmp_path_factory.mktemp("planned") / "me"
    shutil.copytree(examples_dir / "desk_worker", made)
    person = read_person(made, catalogue).person
    assert person.screening is not None
    today = dt.date.today()
    screening = person.screening.model_copy(update={"date": today})
    write_person(made, person.model_copy(update={"start": today, "screening": screening}))
    write_results(assess(made, simulate=False), catalogue, made / "result", pdf=False)
    return made


@pytest.fixture(scope="session")
def planned_address(planned: Path) -> Iterator[str]:
    """The one-time address of the page of that person."""
    with _served(planned) as address:
        yield address


@pytest.fixture(scope="session")
def entered(browser: Any, planned_address: str) -> Any:
    """What the browser keeps after that address was opened."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(planned_address, timeout=150_000)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def folder(planned: Path) -> Path:
    """The folder of that person before any session, whichever test ran before in it."""
    for name in (LOG_FILE, BEFORE_FILE, SESSION_FILE):
        (planned / name).unlink(missing_ok=True)
    return planned

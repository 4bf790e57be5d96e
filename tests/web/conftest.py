"""A visitor with a worked-out result on a chosen day, for the everyday pages."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

from fastapi.testclient import TestClient

from evenpull.app.assess import assess
from evenpull.app.write import write_results
from evenpull.capture.person import read_person
from evenpull.knowledge import Catalogue
from evenpull.plan.adapt.log import Log, read_log
from evenpull.web.app import create_app
from evenpull.web.draft import Draft
from evenpull.web.security import Keys

START = dt.date(2027, 3, 1)


class Everyone:
    """A client that has entered, on a day that a test can change."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        keys = Keys()
        self.folder = folder
        self.catalogue = catalogue
        self.today = START
        draft = Draft(folder=folder, catalogue=catalogue, today=lambda: self.today)
        self.client = TestClient(create_app(draft, keys), follow_redirects=False)
        assert self.client.get("/enter", params={"token": keys.token}).status_code == 303

    def get(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.headers.get("location"))
        return answer.text

    def post(self, address: str, *, status: int = 303, **data: str) -> str:
        answer = self.client.post(address, data=data)
        assert answer.status_code == status, (address, answer.status_code, answer.text[:400])
        return answer.headers.get("location", "") or answer.text

    def log(self) -> Log:
        return read_log(self.folder, self.catalogue) or Log()

    def person(self):
        return read_person(self.folder, self.catalogue).person

    def whole_session(self, *, pain: str = "3", effort: str = "5") -> None:
        """Do today's session through plain forms alone."""
        address = self.post("/session", start_pain="3", signs="no")
        while address != "/session/after":
            page = self.get(address)
            fields = {"left": "2", "right": "2"} if 'name="right"' in page else {"left": "2"}
            address = self.post(address, **fields, effort=effort, pain=pain)
        self.post("/session/after", worst_pain=pain, alarm="no")


@pytest.fixture(scope="session")
def worked_out(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue, examples_dir: Path) -> Path:
    """The desk worker's folder with its result, made once."""
    folder = tmp_path_factory.mktemp("everyday") / "me"
    shutil.copytree(examples_dir / "desk_worker", folder)
    write_results(assess(folder, simulate=False), catalogue, folder / "result", pdf=False)
    return folder


@pytest.fixture
def copied(worked_out: Path, tmp_path: Path) -> Path:
    """A copy of the folder for one test, its times kept."""
    return Path(shutil.copytree(worked_out, tmp_path / "me"))


@pytest.fixture
def everyone(copied: Path, catalogue: Catalogue) -> Everyone:
    """The desk worker on the first day of the plan."""
    return Everyone(copied, catalogue)


@pytest.fixture
def on_day(everyone: Everyone) -> Callable[[int], Everyone]:
    """The desk worker some days after the plan began."""

    def moved(days: int) -> Everyone:
        everyone.today = START + dt.timedelta(days=days)
        return everyone

    return moved

"""Who may open the page, and what it may load."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

from fastapi.testclient import TestClient

from evenpull.knowledge import Catalogue
from evenpull.web.app import create_app
from evenpull.web.draft import Draft
from evenpull.web.security import Keys


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
def client(tmp_path: Path, catalogue: Catalogue, keys: Keys) -> TestClient:
    draft = Draft(folder=tmp_path / "me", catalogue=catalogue, today=lambda: dt.date(2027, 3, 1))
    return TestClient(create_app(draft, keys), follow_redirects=False)


def enter(client: TestClient, keys: Keys) -> None:
    assert keys.token is not None
    assert client.get("/enter", params={"token": keys.token}).status_code == 303


def test_without_the_token_every_page_is_closed(client: TestClient) -> None:
    for address in ("/", "/about", "/safety", "/result", "/result/report.html", "/pictures/thumb/0"):
        assert client.get(address).status_code == 403


def test_the_token_works_once(client: TestClient, keys: Keys) -> None:
    token = keys.token
    enter(client, keys)
    assert client.get("/about").status_code == 200
    client.cookies.clear()
    assert client.get("/enter", params={"token": token}).status_code == 403


def test_a_wrong_token_does_not_spend_the_right_one(client: TestClient, keys: Keys) -> None:
    assert client.get("/enter", params={"token": "x"}).status_code == 403
    enter(client, keys)


def test_another_host_name_or_a_form_from_elsewhere_is_refused(client: TestClient, keys: Keys) -> None:
    enter(client, keys)
    assert client.get("/about", headers={"host": "evil.example"}).status_code == 403
    assert client.post("/about", headers={"origin": "http://evil.example"}).status_code == 403


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: TestClient, keys: Keys) -> None:
    cookie = client.get("/enter", params={"token": keys.token}).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_every_page_has_a_strict_policy_and_is_not_stored(client: TestClient, keys: Keys) -> None:
    enter(client, keys)
    for address in ("/about", "/nowhere", "/static/style.css"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_no_page_names_an_address_outside(client: TestClient, keys: Keys) -> None:
    enter(client, keys)
    assert "://" not in client.get("/about").text


def test_a_form_without_scripts_says_where_it_comes_from(client: TestClient, keys: Keys) -> None:
    """Under `no-referrer` a browser sends the origin `null` with a plain form, which the guard refuses."""
    enter(client, keys)
    assert client.get("/about").headers["referrer-policy"] == "same-origin"
    assert client.post("/about", headers={"origin": "null"}).status_code == 403

"""Take pictures over from a phone: an upload-only page on the home network, opened by hand, closed after ten minutes.

The page of `evenpull start` listens on this computer alone. When the person asks for it, this door opens a second,
much smaller page on the computer's address in the home network: one token, spent by the first phone that comes, one
folder, uploads and nothing else. Nothing that was saved can be read through it.
"""

from __future__ import annotations

import hmac
import io
import secrets
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import segno
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from evenpull.capture.person.limits import MAX_PICTURES
from evenpull.core.words import say
from evenpull.errors import EvenpullError, InputError, StoreError, Where
from evenpull.safety.gate import require
from evenpull.web.draft import Draft
from evenpull.web.forms import faults_by_field
from evenpull.web.looks import STATIC, Looks
from evenpull.web.security import HEADERS, PAGE_POLICY
from evenpull.web.uploads import keep_upload

OPEN_SECONDS = 600.0
COOKIE = "evenpull_phone"
ONLY_ON_SAFE_ORIGINS = frozenset({"Cross-Origin-Opener-Policy"})
"""Browsers heed it on this computer and over TLS only, and complain elsewhere."""

_ELSEWHERE = ("192.0.2.1", 9)
"""An address kept for documentation: asking for the way to it sends nothing and tells this computer's own address."""


def home_address() -> str:
    """Return this computer's address in the network that it is connected to.

    Raises:
        StoreError: When it is in no network.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_ELSEWHERE)
            own = str(asking.getsockname()[0])
        except OSError:
            own = "0.0.0.0"
    if own.startswith(("0.", "127.")):
        raise StoreError(
            say("this computer is in no network that a phone could reach"),
            where=Where(field="phone"),
            hint=say("Join the network that your phone is in, or add the files from this computer."),
        )
    return own


@dataclass(slots=True, kw_only=True)
class Visit:
    """One opening of the door: its token, the phone that came, how long it lasts, how many pictures arrived.

    Args:
        closes: When it closes, on the clock below, s.
        clock: Seconds that only go forward.
    """

    closes: float
    clock: Callable[[], float]
    token: str | None = field(default_factory=lambda: secrets.token_urlsafe(18))
    phone: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    arrived: int = 0

    @property
    def left_s(self) -> float:
        """Return how long it stays open, s."""
        return max(0.0, self.closes - self.clock())

    def spend(self, token: str) -> bool:
        """Let the first phone in; the token then opens nothing any more."""
        if self.token is None or self.left_s == 0.0 or not hmac.compare_digest(self.token.encode(), token.encode()):
            return False
        self.token = None
        return True

    def knows(self, request: Request) -> bool:
        """Tell whether a request comes from that phone while the door is open."""
        given = request.cookies.get(COOKIE, "").encode()
        return self.left_s > 0.0 and hmac.compare_digest(self.phone.encode(), given)


def phone_app(draft: Draft, visit: Visit, *, host: str) -> FastAPI:
    """Return the application that a phone sees: one page that takes a photo or a clip.

    Args:
        draft: The folder that the files go to.
        visit: Who may come, and until when.
        host: Name and port that requests must be addressed to.
    """
    app = FastAPI(title="Evenpull", docs_url=None, redoc_url=None, openapi_url=None)
    looks = Looks()
    app.mount("/static", StaticFiles(directory=STATIC), name="static")

    def page(*, status: int = 200, fault: str = "") -> Response:
        return looks.show("phone.html", status=status, arrived=visit.arrived, fault=fault)

    @app.get("/in/{token}")
    def enter(token: str) -> Response:
        if not visit.spend(token):
            return looks.show("phone_closed.html", status=403)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(COOKIE, visit.phone, httponly=True, samesite="strict", path="/")
        return answer

    @app.get("/")
    def show() -> Response:
        return page()

    @app.post("/")
    async def take(request: Request) -> Response:
        person, profile = draft.person(), draft.profile()
        if person is None or profile is None:
            return looks.show("phone_closed.html", status=409)
        require(profile, for_what="photos")
        form = await request.form(max_files=MAX_PICTURES)
        for upload in form.getlist("file"):
            await keep_upload(upload, folder=draft.folder, person=person)
            visit.arrived += 1
        return RedirectResponse("/", status_code=303)

    @app.middleware("http")
    async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        open_path = request.url.path.startswith(("/in/", "/static/"))
        here = request.headers.get("host", "") == host
        from_here = request.method != "POST" or request.headers.get("origin") in (None, f"http://{host}")
        if not here or not from_here or not (open_path or visit.knows(request)):
            answer: Response = looks.show("phone_closed.html", status=403)
        else:
            answer = await call_next(request)
        for name, value in HEADERS.items():
            if name not in ONLY_ON_SAFE_ORIGINS:
                answer.headers.setdefault(name, value)
        answer.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        return answer

    @app.exception_handler(EvenpullError)
    def said(_request: Request, fault: EvenpullError) -> Response:
        text = " ".join(faults_by_field(fault).values()) if isinstance(fault, InputError) else str(fault)
        return page(status=422, fault=text)

    @app.exception_handler(404)
    def not_found(_request: Request, _fault: Exception) -> Response:
        return looks.show("phone_closed.html", status=404)

    return app


class Door:
    """Opens and closes the page for the phone; at most one is open.

    Args:
        draft: The folder behind it.
        clock: Seconds that only go forward.
    """

    def __init__(self, draft: Draft, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.draft = draft
        self.clock = clock
        self.visit: Visit | None = None
        self.address = ""
        self._server: uvicorn.Server | None = None
        self._timer: threading.Timer | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether a phone may come or is in."""
        return self.visit is not None and self.visit.left_s > 0.0

    def open(self) -> None:
        """Open anew for ten minutes, with a new token.

        Raises:
            StoreError: When this computer is in no network.
        """
        self.close()
        own = home_address()
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.bind((own, 0))
        listener.listen()
        host = f"{own}:{listener.getsockname()[1]}"
        self.visit = Visit(closes=self.clock() + OPEN_SECONDS, clock=self.clock)
        self.address = f"http://{host}/in/{self.visit.token}"
        app = phone_app(self.draft, self.visit, host=host)
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=False)
        self._server = uvicorn.Server(config)
        run: dict[str, Any] = {"target": self._server.run, "kwargs": {"sockets": [listener]}, "daemon": True}
        threading.Thread(**run).start()
        self._timer = threading.Timer(OPEN_SECONDS, self.close)
        self._timer.daemon = True
        self._timer.start()

    def close(self) -> None:
        """Close at once; closing twice does nothing."""
        if self._timer is not None:
            self._timer.cancel()
        if self._server is not None:
            self._server.should_exit = True
        self.visit, self.address, self._server, self._timer = None, "", None, None

    def picture(self) -> bytes:
        """Return the address as a QR code, SVG in UTF-8; empty when the door is closed or a phone is in."""
        if self.visit is None or self.visit.token is None:
            return b""
        out = io.BytesIO()
        segno.make(self.address, error="m").save(out, kind="svg", scale=6, border=4, light="white", nl=False)
        return out.getvalue()

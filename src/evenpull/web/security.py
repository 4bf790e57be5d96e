"""Who may talk to the page: this computer only, with the one-time token; and what a page may load: itself only."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import Request

COOKIE = "evenpull"
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
"""The report is one self-contained file: its own inline styles and data pictures, no script at all."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(slots=True)
class Keys:
    """The one-time token that opens the page, and the session that it is exchanged for."""

    token: str | None = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def spend(self, token: str) -> bool:
        """Exchange the token for the session, once."""
        if self.token is None or not hmac.compare_digest(self.token.encode(), token.encode()):
            return False
        self.token = None
        return True

    def knows(self, request: Request) -> bool:
        """Tell whether a request carries the session."""
        return hmac.compare_digest(self.session.encode(), request.cookies.get(COOKIE, "").encode())


def is_local(request: Request) -> bool:
    """Tell whether a request names this computer, and a form comes from this very page."""
    host = request.headers.get("host", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if name not in LOCAL_HOSTS:
        return False
    origin = request.headers.get("origin")
    if request.method == "POST" and origin is not None:
        return urlsplit(origin).netloc == host
    return True

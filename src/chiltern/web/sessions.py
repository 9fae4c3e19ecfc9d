"""Who may edit: a link that works once, and the sessions that it opens.

A session is a cookie that no script can read and no other site can send, changed with every decision, and a token that
each form repeats. Nothing of it outlives the server.
"""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass, field
from threading import Lock

COOKIE = "chiltern-editor"
# Seconds without a decision after which somebody has to be let in again.
_IDLE = 8 * 3600.0
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Editor:
    """Somebody who is at work; `token` is what the session's forms repeat."""

    name: str
    token: str
    until: float = field(repr=False)


class Sessions:
    """The editors of one server. `key` is what the one-time link has; it is empty once it was used."""

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(24)
        self._editors: dict[str, Editor] = {}
        self._lock = Lock()

    def is_key(self, text: str) -> bool:
        return bool(self.key) and hmac.compare_digest(text.encode(), self.key.encode())

    def let_in(self, key: str, name: str) -> str | None:
        """The session of an editor of this name; None for a wrong key, or one that was used."""
        name = " ".join(name.split())[:_LONGEST_NAME]
        with self._lock:
            if not self.is_key(key) or not name or not name.isprintable():
                return None
            self.key = ""
            return self._opened(name)

    def editor(self, session: str | None) -> Editor | None:
        with self._lock:
            found = self._editors.get(session or "")
            if found is not None and found.until < time.monotonic():
                del self._editors[session or ""]
                return None
            return found

    def may(self, session: str | None, token: str) -> Editor | None:
        """The editor of a session, where the form that was sent is the session's own."""
        found = self.editor(session)
        return found if found and hmac.compare_digest(token.encode(), found.token.encode()) else None

    def changed(self, session: str) -> str | None:
        """Another session for the same editor, in the place of this one; None where a form sent twice did."""
        with self._lock:
            editor = self._editors.pop(session, None)
            return self._opened(editor.name) if editor is not None else None

    def end(self, session: str) -> None:
        with self._lock:
            self._editors.pop(session, None)

    def _opened(self, name: str) -> str:
        session = secrets.token_urlsafe(24)
        self._editors[session] = Editor(name, secrets.token_urlsafe(24), time.monotonic() + _IDLE)
        return session

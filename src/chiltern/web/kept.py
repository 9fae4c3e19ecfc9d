"""Pages that were made, kept for whoever asks next while the record stays as it is.

A question goes in, with what answers it; a question that is being answered already is not asked twice. The first change
of the record, by whomever, forgets all.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from chiltern.errors import ChilternError
from chiltern.records import Record

Asked = tuple[str, bytes]
# Bytes of all pages together: some thousands, and no more than any server has.
_MOST = 64_000_000


class Document(NamedTuple):
    """A page as bytes, and what tells it from any other; not `current` where the record has come further already."""

    body: bytes
    tag: str
    current: bool = True


def document(body: bytes, current: bool = True) -> Document:
    return Document(body, f'W/"{hashlib.sha256(body).hexdigest()[:32]}"', current)


class Kept:
    """Works on one event loop. Closes the record that it watches."""

    def __init__(self, record: Record, most: int = _MOST) -> None:
        self._record, self._most = record, most
        self._state, self._size = -1, 0
        self._documents: OrderedDict[Asked, Document] = OrderedDict()
        self._making: dict[Asked, asyncio.Task[Document | Response]] = {}

    async def answer(self, asked: Asked, make: Callable[[], Document | Response]) -> Document | Response:
        """What `make` answers, in a thread; only a current document is kept."""
        try:
            state = self._record.state
        except ChilternError:
            return await run_in_threadpool(make)
        if state != self._state:
            self._state, self._size = state, 0
            self._documents.clear()
            # What is being made may be of the record as it was.
            self._making.clear()
        found = self._documents.get(asked)
        if found is not None:
            self._documents.move_to_end(asked)
            return found
        if asked not in self._making:
            self._making[asked] = asyncio.create_task(self._make(asked, state, make))
        # Whoever asked first may be gone before the answer is there.
        return await asyncio.shield(self._making[asked])

    def close(self) -> None:
        self._record.close()

    async def _make(self, asked: Asked, state: int, make: Callable[[], Document | Response]) -> Document | Response:
        try:
            made = await run_in_threadpool(make)
        finally:
            if self._making.get(asked) is asyncio.current_task():
                del self._making[asked]
        if isinstance(made, Document) and made.current and state == self._state:
            self._keep(asked, made)
        return made

    def _keep(self, asked: Asked, made: Document) -> None:
        self._documents[asked] = made
        self._size += _weight(asked, made)
        while self._size > self._most:
            self._size -= _weight(*self._documents.popitem(last=False))


def _weight(asked: Asked, made: Document) -> int:
    return len(asked[0]) + len(asked[1]) + len(made.body)

"""Answers kept on disk: an answer goes in under a plain name, and comes out again whole or not at all.

Each answer is a file with the bytes as they came (`members-0001.json`) and a small one beside it that says where they
came from, when, and how to ask whether they still hold (`members-0001.json.meta`). An answer whose bytes do not fit
its digest counts as absent, so a run that was killed costs one answer and no more. `complete.meta` lists the answers
of the last whole fetch, from which the import can be repeated without a network.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec
import platformdirs

from chiltern.errors import BadInput
from chiltern.register.rollfile import write_whole

Form = Literal["json", "csv"]
_META = ".meta"
_COMPLETE = "complete.meta"


class Meta(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of a kept answer. `at` is when the server last gave it or said that it holds."""

    url: str
    at: datetime
    sha256: str
    etag: str | None = None
    modified: str | None = None


class Kept(NamedTuple):
    """An answer from the disk."""

    content: bytes
    meta: Meta


class Answer(NamedTuple):
    """An answer, whichever way it came: from where, and where its bytes lie."""

    url: str
    path: Path
    form: Form
    content: bytes
    at: datetime
    cached: bool = False


class _Listed(msgspec.Struct, frozen=True):
    # The name of a file in the folder, and nothing that leads out of it.
    name: Annotated[str, msgspec.Meta(pattern=r"^\w[\w.-]*$")]
    form: Form
    url: str


class AnswerCache:
    """The answers of one kind of fetch, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, name: str, url: str) -> Kept | None:
        """The answer that this address gave, if it is here and whole."""
        try:
            meta = msgspec.json.decode((self.folder / (name + _META)).read_bytes(), type=Meta)
            content = (self.folder / name).read_bytes()
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None
        if meta.url != url or meta.sha256 != sha256(content).hexdigest() or meta.at.tzinfo is None:
            return None
        return Kept(content, meta)

    def keep(self, name: str, content: bytes, meta: Meta) -> Path:
        """Puts an answer on the disk; a stop between its two files makes it absent, not wrong."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(
                f"{self.folder}: no folder for the cache: {error.strerror}; choose one with --cache"
            ) from None
        path = self.folder / name
        write_whole(path, content, replacing=True)
        write_whole(self.folder / (name + _META), msgspec.json.encode(meta), replacing=True)
        return path

    def complete(self, answers: Sequence[Answer]) -> None:
        """Notes that these are a whole fetch, and drops answers of earlier ones."""
        names = {answer.path.name for answer in answers}
        listed = [_Listed(answer.path.name, answer.form, answer.url) for answer in answers]
        write_whole(self.folder / _COMPLETE, msgspec.json.encode(listed), replacing=True)
        for meta in self.folder.glob(f"*.*{_META}"):
            if meta.name != _COMPLETE and meta.name.removesuffix(_META) not in names:
                with contextlib.suppress(OSError):  # it is only in the way
                    meta.with_name(meta.name.removesuffix(_META)).unlink(missing_ok=True)
                    meta.unlink(missing_ok=True)

    def last(self) -> tuple[Answer, ...]:
        """The answers of the last whole fetch; raises `BadInput` where there is none, or not all of it."""
        try:
            listed = msgspec.json.decode((self.folder / _COMPLETE).read_bytes(), type=list[_Listed])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            raise BadInput(f"{self.folder}: no whole fetch is kept here; run it once without --offline") from None
        found = [(one, self.find(one.name, one.url)) for one in listed]
        answers = tuple(
            Answer(one.url, self.folder / one.name, one.form, kept.content, kept.meta.at, cached=True)
            for one, kept in found
            if kept is not None
        )
        if len(answers) < len(found):
            lost = next(one.name for one, kept in found if kept is None)
            raise BadInput(f"{self.folder}: {lost} of the last whole fetch is gone or changed; run without --offline")
        return answers


def cache_folder(chosen: Path | None) -> Path:
    """Where answers are kept: the folder chosen, else Chiltern's own in the user's cache directory."""
    return chosen if chosen is not None else platformdirs.user_cache_path("chiltern", appauthor=False)

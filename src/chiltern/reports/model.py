"""A report: a document with a source, a title, a date and a body. Every offset in Chiltern is into that body."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property

import msgspec

from chiltern.claims import Span
from chiltern.errors import BadInput
from chiltern.reports.fields import iso_date, one_line, printable, web_address

_LINE = re.compile(r"[^\r\n]+")


class Report(msgspec.Struct, frozen=True, dict=True):
    """One version of one document.

    `name` is the file's name (or the line of a JSON-lines file); `published` and `modified` are ISO dates or
    date-times as the source gives them. `body` is kept as cleaned once and never changed, so offsets hold.
    """

    name: str
    body: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    author: str | None = None

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The lines of the body that hold any character but white space."""
        return tuple(Span(*line.span()) for line in _LINE.finditer(self.body) if not line.group().isspace())

    @cached_property
    def version(self) -> str:
        """SHA-256 of the words and where they stood: the same item in another file is the same version."""
        parts = (self.url, self.publisher, self.title, self.published, self.body)
        return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()

    @cached_property
    def identity(self) -> str:
        """What makes two versions the same report: the address; else publisher, title and date; else the words."""
        if self.url:
            return f"url:{self.url}"
        if self.publisher and self.title:
            return f"item:{self.publisher}|{self.title}|{self.published or ''}"
        return f"text:{self.version}"


class Defaults(msgspec.Struct, frozen=True):
    """What the caller knows about the documents: each value fills the place where a document says nothing.

    Raises `BadInput` for an address that is none and `BadDate` for a date that is none.
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None

    def __post_init__(self) -> None:
        cleaned = {name: one_line(getattr(self, name)) for name in self.__struct_fields__}
        if cleaned["published"]:
            cleaned["published"] = iso_date(cleaned["published"])
        if cleaned["url"] and not web_address(cleaned["url"]):
            raise BadInput(f"{printable(cleaned['url'])!r} is no web address: begin it with http:// or https://")
        for name, value in cleaned.items():
            msgspec.structs.force_setattr(self, name, value)

    @property
    def for_one_document(self) -> bool:
        """Whether it holds what belongs to a single document: a title or an address."""
        return self.title is not None or self.url is not None

    def fill(self, report: Report, *, one_of_several: bool = False) -> Report:
        """The report with its gaps filled; one of several gets neither title nor address."""
        names = ("publisher", "published", "author") if one_of_several else self.__struct_fields__
        gaps = {name: getattr(self, name) for name in names if getattr(report, name) is None and getattr(self, name)}
        return msgspec.structs.replace(report, **gaps) if gaps else report

"""The value of every page's frame, and of a page that tells why there is none."""

from __future__ import annotations

import msgspec

from chiltern.web.address import Moment


class Frame(msgspec.Struct, frozen=True, omit_defaults=True):
    """What every page says of itself and its record.

    `path` is the page's own, `permalink` its address with the day and the moment of knowledge fixed; `legislature` and
    `roll` are whose record it is, `newest` the day of its newest report, `changed` when it last learnt anything.
    """

    path: str
    permalink: str
    moment: Moment
    legislature: str
    roll: str
    newest: str | None = None
    changed: str | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`title` names the page in one line; `fault` is why a part of what was asked cannot be, where the rest can."""

    title: str
    fault: str | None = None


class ErrorPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """Why there is no page: `status` is the HTTP status, `candidates` what an ambiguous name may mean."""

    status: int
    message: str
    candidates: tuple[str, ...] = ()


class EditPage(Page, frozen=True, kw_only=True, omit_defaults=True):
    """An editor at the door (`key` is the link's), one not let in, or a decision that could not be made as typed."""

    key: str | None = None
    message: str | None = None
    typed: dict[str, str] = {}

"""What a record has learnt, as a page fit for an e-mail and as an Atom feed.

The page is whole in itself: no script, no style sheet, no picture from elsewhere. Text from reports is escaped, and
characters that could turn or hide other text are shown as their code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup, escape

from chiltern.dates import first_day
from chiltern.phrases import DID
from chiltern.record.model import Words
from chiltern.record.parts import day_of
from chiltern.record.queries.results import Changes

# Controls, direction marks and what no XML may hold.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


# Of no width and no meaning, and common in what is copied from a browser.
_BREAKS = re.compile("[\u00ad\u200b\ufeff]")


def html(news: Changes, record: str) -> str:
    """One HTML document; `record` is what the commands in it call the record."""
    return environment().get_template("news.html").render(news=news, record=record)


def atom(news: Changes, record: str, page: Callable[[str, str], str | None] = lambda path, fragment: None) -> str:
    """An Atom feed (RFC 4287): an entry for each movement, changed position, conflict and report.

    `page` gives the address of a page by its path and the place in it, None where there is none.
    """
    return environment().get_template("news.atom").render(news=news, record=record, page=page)


def visible(text: object) -> Markup:
    """The text escaped, hidden characters shown as U+202E, and none that only says where a line may end."""
    kept = _BREAKS.sub("", str(text))
    return escape(_HIDDEN.sub(lambda found: f"[U+{ord(found.group()):04X}]", kept))


def day(written: object) -> str:
    """18 February 2019, February 2019 or 2019, of any date or date-time; nothing for none."""
    iso = written.isoformat() if isinstance(written, date) else day_of(str(written)) if written else None
    if iso is None:
        return ""
    made = first_day(iso[:10])
    month = f"{made:%B} {made.year}"
    return {4: str(made.year), 7: month}.get(len(iso), f"{made.day} {month}")


@cache
def environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("chiltern.export"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_escaped,
    )
    made.filters["words"] = lambda text: str(text).replace("_", " ")
    made.filters["moment"] = _moment
    made.filters["origin"] = _origin
    made.filters["did"] = lambda act: DID.get(act, str(act).replace("_", " "))
    return made


def _escaped(value: Any) -> Any:
    return value if isinstance(value, Markup) else visible(value)


def _moment(text: str) -> str:
    """2019-02-18 09:30 UTC; of the end of a day, the day."""
    return text[:10] if text[11:].startswith("23:59:59.99") else f"{text[:16].replace('T', ' ')} UTC"


def _origin(words: Words) -> str:
    report = words.report
    return ", ".join(filter(None, (report.publisher or report.title or report.name, day_of(report.published))))

"""A page becomes a document: HTML by its template, JSON as its value.

Text from reports is data: everything is escaped, characters that could turn or hide other text are shown as their
code points, and only http addresses become links.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import jinja2
import msgspec
from markupsafe import Markup

from chiltern.claims import Span
from chiltern.export.news import day, visible
from chiltern.phrases import ACTS, DID, MEANING, listed, plural, with_article
from chiltern.record.model import Entity, Words
from chiltern.record.queries.disputes import KINDS, STRENGTHS
from chiltern.record.queries.standing import STANCES
from chiltern.record.queries.tally import MOST, SHOWN
from chiltern.reports.fields import web_address
from chiltern.web.address import Links, entity_path, passage_path
from chiltern.web.pages import Frame, Page
from chiltern.web.sessions import Editor


def html(page: Page, frame: Frame, links: Links, template: str, editor: Editor | None = None, **more: object) -> bytes:
    """One HTML document. `editor` is who is at work, `more` the other addresses of the page."""

    def link(path: str | None, fragment: str = "", **query: Any) -> str | None:
        if path is None:
            return None
        given = {key: value if isinstance(value, tuple | list) else str(value) for key, value in query.items() if value}
        made = links.page(path, given)
        return f"{made}#{fragment}" if made is not None and fragment else made

    def entity_link(entity: Entity | None) -> str | None:
        return link(entity_path(entity)) if entity is not None else None

    def register_link(kind: str, key: str, name: str) -> str | None:
        return entity_link(Entity(name, kind, key))

    def passage_link(words: Words) -> str | None:
        return link(*passage_path(words))

    text = (
        environment()
        .get_template(template)
        .render(
            page=page,
            frame=frame,
            link=link,
            entity_link=entity_link,
            register_link=register_link,
            passage_link=passage_link,
            file=links.file,
            editor=editor,
            **more,
        )
    )
    return text.encode("utf-8", "replace")


def as_json(page: Page, frame: Frame) -> bytes:
    """The page's fields and, as `page`, what every page says of itself."""
    return msgspec.json.format(msgspec.json.encode({"page": frame, **msgspec.to_builtins(page)}), indent=2) + b"\n"


@cache
def environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("chiltern.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, Markup) else visible(value),
    )
    made.globals |= {"stances": STANCES, "kinds": KINDS, "strengths": STRENGTHS}
    made.globals |= {"most_compared": MOST, "words_shown": SHOWN}
    made.tests["contains"] = lambda where, what: what in where
    made.filters |= {
        "words": lambda text: str(text).replace("_", " "),
        "day": day,
        "moment": moment,
        "web": web_address,
        "plural": plural,
        "listed": listed,
        "initials": initials,
        "the": with_article,
        "act": lambda act: ACTS[act],
        "did": lambda act: DID.get(act, ACTS[act]),
        "meaning": lambda stance: MEANING[stance],
        "marked": marked,
        "claim_out": lambda number, claims: not claims[number].words.in_force,
    }
    return made


def moment(written: str | None) -> str:
    """18 February 2019, 09:30 UTC; of the end of a day, the day."""
    if not written or len(written) <= 10:
        return day(written)
    whole = written[11:].startswith("23:59:59.99")
    return day(written[:10]) if whole else f"{day(written[:10])}, {written[11:16]} UTC"


def initials(name: str) -> str:
    """Two letters for somebody: of the first and the last word that begin with one."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return (letters[0] + letters[-1] if len(letters) > 1 else "".join(letters[:1])) or "?"


def marked(text: str, marks: tuple[Span, ...]) -> Markup:
    """The text with the characters of each span in `<mark>`; spans are offsets into it, in order, apart."""
    made, end = Markup(), 0
    for span in marks:
        made += visible(text[end : span.start]) + Markup("<mark>") + visible(text[span.start : span.end])
        made += Markup("</mark>")
        end = span.end
    return made + visible(text[end:])

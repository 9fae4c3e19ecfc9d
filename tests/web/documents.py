"""An HTML document taken apart, and the faults that a reader or a browser would meet in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args
from xml.etree.ElementTree import Element

import html5lib

from chiltern.claims import Act, Stance

_HTML = "{http://www.w3.org/1999/xhtml}"
_FIELDS = ("input", "select", "textarea")
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
_KEYS = {key for keys in (Act, Stance) for key in get_args(keys) if "_" in key} | {"local_party"}


class Document:
    def __init__(self, body: bytes) -> None:
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"))
        self.root: Element = parser.parse(body, transport_encoding="utf-8")
        self.errors = [f"line {at[0]}: {code} {more}" for at, code, more in parser.errors]
        self.ids = Counter(value for element in self.root.iter() if (value := element.get("id")) is not None)
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    def all(self, *names: str) -> Iterator[Element]:
        return (one for one in self.root.iter() if one.tag in [f"{_HTML}{name}" for name in names])

    @property
    def links(self) -> list[str]:
        """Where its links, images, scripts, styles and forms lead."""
        return [one.get(name, "") for one in self.root.iter() for name in ("href", "src", "action") if one.get(name)]

    @property
    def text(self) -> str:
        """What is seen of the page's own part."""
        return " ".join(_seen(next(self.all("main"))))

    def faults(self) -> list[str]:
        return [*self.errors, *self._of_ids(), *self._of_fields(), *self._of_headings(), *self._of_parts()]

    def _of_ids(self) -> Iterator[str]:
        yield from (f"id {one!r} is there {count} times" for one, count in self.ids.items() if count > 1)
        for one in self.root.iter():
            named = [name for attribute in _REFERENCES for name in one.get(attribute, "").split()]
            if one.get("href", "").startswith("#") and one.get("href") != "#":
                named.append(one.get("href", "")[1:])
            yield from (f"{one.tag} names {name!r}, which is not there" for name in named if name not in self.ids)

    def _of_fields(self) -> Iterator[str]:
        labelled = {label.get("for") for label in self.all("label")}
        for one in self.all(*_FIELDS):
            own = one.get("aria-label") or one.get("aria-labelledby") or one.get("id") in labelled - {None}
            hidden = one.get("type") in ("hidden", "submit")
            if not hidden and not own and not any(above.tag == f"{_HTML}label" for above in self._above(one)):
                yield f"{one.get('name')!r} has no label"
        yield from ("a button says nothing" for one in self.all("button") if not _says(one))
        yield from (f"the link to {one.get('href')} says nothing" for one in self.all("a") if not _says(one))

    def _of_headings(self) -> Iterator[str]:
        levels = [int(one.tag[-1]) for one in self.all("h1", "h2", "h3", "h4", "h5", "h6")]
        if levels[:1] != [1] or levels.count(1) != 1:
            yield f"the headings are not one first and the others beneath: {levels}"
        for before, level in pairwise(levels):
            if level > before + 1:
                yield f"a heading of level {level} follows one of {before}"
        yield from ("a heading says nothing" for one in self.all("h1", "h2", "h3", "h4") if not _says(one))

    def _of_parts(self) -> Iterator[str]:
        for one in self.root.iter():
            yield from (f"{one.tag} has {name}" for name in one.attrib if name == "style" or name.startswith("on"))
        yield from ("a style stands in the page" for _ in self.all("style"))
        yield from ("a script stands in the page" for one in self.all("script") if not one.get("src"))
        yield from (f"{one.get('src')} has no alternative text" for one in self.all("img") if one.get("alt") is None)
        yield from ("a heading of a table has no scope" for one in self.all("th") if not one.get("scope"))
        yield from (f"a key is shown: {key}" for key in sorted(_KEYS) if re.search(rf"\b{key}\b", self.text))
        yield from ("an option says nothing" for one in self.all("option") if not _says(one) and not one.get("value"))
        for one in self.all("span", "div", "p"):
            if (one.get("aria-label") or one.get("aria-labelledby")) and not one.get("role"):
                yield f"a {one.tag.rpartition('}')[2]} has a label and no role"
        for link in self.links:
            if re.match(r"(?!https?:)[a-z]+:", link.strip().lower()):
                yield f"a link of another kind: {link[:60]}"
        if not _says(next(self.all("title"))) or next(self.all("html")).get("lang") != "en":
            yield "the page has no title or no language"

    def _above(self, element: Element) -> Iterator[Element]:
        while (above := self.parents.get(element)) is not None:
            yield above
            element = above


def _says(element: Element) -> bool:
    said = "".join(element.itertext()).strip() or element.get("aria-label")
    return bool(said) or any(one.get("alt") for one in element.iter())


def _seen(element: Element) -> Iterator[str]:
    if element.tag not in (f"{_HTML}script", f"{_HTML}style"):
        yield element.text or ""
        for child in element:
            yield from _seen(child)
            yield child.tail or ""

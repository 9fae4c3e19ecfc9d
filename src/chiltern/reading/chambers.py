"""What a report takes for granted about chambers and states: "the Senate", "Rep. X", "the Prime Minister".

In: a report's text and its country. Out: full names of chambers and the body that an office is of there. An American
report datelined from a state capital means the state's own chambers.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from chiltern import words
from chiltern.claims import Ref
from chiltern.reading.text import Text

_DATELINE = re.compile(r"^\W*([A-Z][A-Z. ]{3,20}?)(?:, [A-Z][a-z]+\.?)?(?: \([^)]{1,30}\))? ?[—–―-]", re.MULTILINE)
_HOUSE_OFFICES = frozenset(["speaker", "majority leader", "minority leader", "whip", "chief whip"])


@cache
def _entry(country: str | None) -> dict[str, Any]:
    found: dict[str, Any] = words.load("countries").get(country, {}) if country else {}
    return found


class Chambers:
    """The chambers of one report's country or state."""

    def __init__(self, text: Text, country: str | None) -> None:
        entry = _entry(country)
        self.offices: dict[str, str] = dict(entry.get("offices", {}))
        self.full: dict[str, str] = dict(entry.get("chambers", {}))
        self.called: dict[str, str] = dict(entry.get("called", {}))
        if country == "United States":
            self._state(text)

    def _state(self, text: Text) -> None:
        for match in _DATELINE.finditer(text.body[:5000]):
            found = words.load("states").get(match[1].strip())
            if found is not None:
                state = found["state"]
                house = found.get("house", f"{state} House of Representatives")
                self.full |= {"House": house, "Senate": f"{state} Senate", "Supreme Court": f"{state} Supreme Court"}
                self.offices |= {"representative": house, "senator": f"{state} Senate", "governor": state}
                return

    def of(self, noun: str) -> Ref | None:
        """The body that an office is of where the words do not say."""
        name = self.offices.get(noun)
        return Ref(name, "body") if name else None

    def named(self, written: str) -> Ref | None:
        """The chamber that a short name means here."""
        full = self.full.get(written)
        return Ref(full, "body") if full else None

    def near(self, noun: str, before: list[str]) -> Ref | None:
        """The chamber of an office of the house, from the names before it, the last one first."""
        if noun not in _HOUSE_OFFICES:
            return None
        return next((self.named(name) for name in reversed(before) if name in self.full), None)

"""Who holds which office, as a report says it: "Wes Streeting, MP for Ilford North", "has represented X since 1992".

In: the mentions of a report and its date. Out: `RoleClaim`s in the order of the text, one for each person, role and
body: the place that says it first, unless a later one adds since when. An office in a wish, a condition or a denial
is no claim, nor is one that nobody in particular holds ("MPs should …").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

import msgspec

from chiltern import words
from chiltern.claims import Ref, RoleClaim, Span
from chiltern.reading.cast import Entity
from chiltern.reading.dated import find_dates
from chiltern.reading.mentions import Mentions
from chiltern.reading.noun_phrase import NounPhrase
from chiltern.reading.role_bodies import OF_PARTY
from chiltern.reading.role_hints import Hints
from chiltern.reading.role_holders import Holders
from chiltern.reading.role_holding import Holding
from chiltern.reading.role_names import Office, RoleNames
from chiltern.reading.role_subjects import Subjects

_NEED_BODY = words.word_set("roles", "need_body")
_ORDINALS = words.word_set("roles", "ordinals")
_STATE = words.word_set("roles", "of_state")
_NEVER = words.word_set("roles", "never")
_FAMILIES: dict[str, str] = {noun: name for name, nouns in words.load("roles")["families"].items() for noun in nouns}
_SINCE_REACH = 9


class Found(msgspec.Struct):
    """A claim while it is being settled: `implied` says that the words name no body."""

    person: Ref
    noun: str
    role: str
    of: Ref | None
    implied: bool
    former: bool
    first: int
    end: int
    since: str | None = None


def find_roles(mentions: Mentions, published: date | None, author: Entity | None = None) -> tuple[RoleClaim, ...]:
    """The offices that a report says people hold or held. `author` is who says "I" in the report's own words."""
    reader = _Reader(mentions, published, author)
    found = list(reader.found())
    found = _settled(sorted(found, key=lambda f: (f.first, f.end, f.person.name, f.role)))
    return tuple(
        RoleClaim(f.person, f.role, _span(mentions, f), f.of, f.since, f.former) for f in sorted(found, key=_place)
    )


def _place(found: Found) -> tuple[int, int]:
    return found.first, found.end


def _span(mentions: Mentions, found: Found) -> Span:
    return mentions.text.span(found.first, found.end)


class _Reader:
    def __init__(self, mentions: Mentions, published: date | None, author: Entity | None) -> None:
        self.mentions, self.text = mentions, mentions.text
        self.subjects = Subjects(mentions, author)
        self.holders = Holders(mentions, self.subjects)
        self.names = RoleNames(mentions)
        self.dates = find_dates(self.text, published)
        self._date_firsts = [when.first for when in self.dates]

    def found(self) -> Iterator[Found]:
        """Everything that the words say, more than once and with gaps."""
        hints = Hints(self.mentions, self.subjects, self.holders, self.names)
        claims: list[Found] = []
        loose: list[tuple[NounPhrase, Office]] = []
        for phrase in self.mentions.phrases:
            office = self.names.office(phrase)
            if office is None:
                for holding, deputy in hints.deputy(phrase):
                    claims += self._claims(holding, deputy)
                continue
            if not self._claimable(office, phrase):
                continue
            holdings = self.holders.of(phrase, office)
            if not holdings:
                loose.append((phrase, office))
            for holding in holdings:
                self.subjects.holds(holding.person, office)
                claims += self._claims(holding, office)
        for hint, office in hints.all(loose):
            claims += self._claims(hint, office)
        known = {(claim.noun, claim.of) for claim in claims}
        for person, office in hints.unnamed(loose):
            if (office.noun, office.of[0]) not in known:
                claims += self._claims(person, office)
        return iter(claims)

    def _claimable(self, office: Office, phrase: NounPhrase) -> bool:
        if office.noun == "nominee":
            return any(word in office.role.split()[:-1] for word in ("minister", "secretary", "justice", "judge"))
        if office.noun in _NEVER or self._ordinal(phrase):
            return False
        head = self.text.tokens[phrase.head]
        if phrase.determiner in ("a", "an") and office.of[0] is None and not office.former and office.noun in OF_PARTY:
            return False
        if office.noun == "member":
            return office.of[0] is not None or phrase.noun.plural
        return office.noun not in _NEED_BODY or office.of[0] is not None or head.capital or len(office.role.split()) > 1

    def _ordinal(self, phrase: NounPhrase) -> bool:
        """ "She becomes the third MP to leave": told of the leaving, not of the office."""
        after = self.text.tokens[phrase.end].lower if phrase.end < len(self.text.tokens) else ""
        return after == "to" and any(word.lower() in _ORDINALS for word in phrase.modifiers)

    def _claims(self, holding: Holding, office: Office) -> Iterator[Found]:
        since = self._since(holding, office)
        former = (office.former or holding.former) and not (holding.verb and since and not holding.former)
        for of in office.of:
            implied = office.implied
            if holding.place is not None:
                of, implied = self.names.place(holding.place, office.noun), False
            yield Found(
                holding.person.ref, office.noun, office.role, of, implied, former, holding.first, holding.end, since
            )

    def _since(self, holding: Holding, office: Office) -> str | None:
        """Since when: "since 1992" after any claim, "in 2015" after a verb that gives the office."""
        end = max(holding.end, office.end)
        limit = self.text.sentences[self.text.sentence_of[holding.end - 1]][1]
        at = bisect_left(self._date_firsts, end)
        if at >= len(self.dates):
            return None
        when = self.dates[at]
        if when.first >= min(limit, end + _SINCE_REACH) or "W" in when.value or when.value.endswith("s"):
            return None
        between = [token.text for token in self.text.tokens[end : when.first]]
        if when.link == "since" and not {",", ";"} & set(between[:-1]):
            return when.value
        gives = holding.verb and when.link in ("in", "on", "from", "between", "earlier", "late", "early", "")
        return when.value if gives and not {",", ";", "and", "before"} & set(between) else None


def _settled(found: list[Found]) -> list[Found]:
    """One claim for each person, role and body; bodies left open are filled from the report's other words."""
    explicit: dict[tuple[Ref, str], Ref] = {}
    places: dict[str, set[Ref]] = {}
    for claim in found:
        if claim.of is not None and not claim.implied:
            explicit.setdefault((claim.person, claim.noun), claim.of)
            places.setdefault(claim.noun, set()).add(claim.of)
            if claim.of.kind == "body":
                places.setdefault(_family(claim), set()).add(claim.of)
    _doubt_states(found)
    for claim in found:
        if not claim.implied:
            continue
        same = explicit.get((claim.person, claim.noun))
        if same is not None:
            claim.of = same
        elif claim.of is None and _family(claim):
            near = places.get(_family(claim), set())
            claim.of = next(iter(near)) if len(near) == 1 else None
    return _distinct(found)


def _doubt_states(found: list[Found]) -> None:
    """Two presidents now, neither with a country beside the office: at most one is of the report's own."""
    holders: dict[str, set[Ref]] = {}
    for claim in found:
        if claim.implied and not claim.former and claim.noun in _STATE:
            holders.setdefault(claim.role, set()).add(claim.person)
    for claim in found:
        if claim.implied and len(holders.get(claim.role, ())) > 1:
            claim.of = None


def _family(claim: Found) -> str:
    """The offices that belong to one place together, so that one of them tells the place of the others."""
    if claim.role == "council leader" or (claim.of is not None and claim.of.name.endswith("Council")):
        return "council"
    return _FAMILIES.get(claim.noun, "")


def _distinct(found: list[Found]) -> list[Found]:
    kept: dict[tuple[Ref, str, Ref | None], Found] = {}
    with_body = {(claim.person, claim.role) for claim in found if claim.of is not None}
    for claim in found:
        if claim.of is None and (claim.person, claim.role) in with_body:
            continue
        key = claim.person, claim.role, claim.of
        before = kept.get(key)
        if before is None or (before.since is None and claim.since is not None):
            kept[key] = claim
    return list(kept.values())

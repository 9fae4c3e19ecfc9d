"""Groups: "the seven MPs", "six other rebels", "the pair", "they" resolved to the people whom the report names.

In: a text's mentions and the people whom the report shows to be moving. Out: `Groups.members`: the persons of a
group, or none where the report does not name them.
"""

from __future__ import annotations

from bisect import bisect_left

from chiltern.reading.cast import Entity
from chiltern.reading.lexicon import SEATED
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.noun_phrase import NounPhrase

_MOVERS = frozenset(
    [
        "rebel",
        "rebels",
        "defector",
        "defectors",
        "splitter",
        "splitters",
        "colleagues",
        "men",
        "women",
        "pair",
        "duo",
        "trio",
        "group",
    ]
)
# "Two further MPs": others than those named before.
_NEW = frozenset(["more", "further", "another"])
_PAIRS = frozenset(["pair", "duo", "both"])
_BY_LIST = frozenset(["men", "women"])
_JOINTS = frozenset([",", "and", "alongside", "with", "plus", "&"])

# A run of names, with the token where it begins.
NameList = tuple[int, tuple[Entity, ...]]


def _place(listed: NameList) -> int:
    return listed[0]


class Groups:
    """Resolves collective mentions of one report."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions, self.text = mentions, mentions.text
        self.lists = self._lists()
        self._by_size: dict[int, list[NameList]] = {}
        for listed in self.lists:
            self._by_size.setdefault(len(listed[1]), []).append(listed)
        self.movers: list[Entity] = []

    def settle(self) -> None:
        """Give each collective entity its members, so that a later "they" means them."""
        for mention in self.mentions.all:
            entity = mention.entity
            if entity is not None and not entity.members and mention.kind == "noun" and self.is_collective(mention):
                entity.members = self.members(mention)

    def is_collective(self, mention: Mention) -> bool:
        """Whether the mention means several people who may be named elsewhere."""
        if mention.kind == "pronoun":
            return self.text.tokens[mention.first].lower.partition("'")[0] in ("they", "them", "their", "themselves")
        phrase = mention.phrase
        if phrase is None or mention.entity is None or mention.entity.kind != "group":
            return False
        head = self.text.tokens[phrase.head].lower
        if any(self.text.tokens[at].lower in _NEW for at in range(phrase.first, phrase.head)):
            return False
        if phrase.determiner in (
            "some",
            "any",
            "many",
            "no",
            "other",
            "several",
            "few",
            "more",
            "most",
            "all",
            "every",
        ):
            return phrase.number is not None
        return phrase.noun.office in SEATED or head in _MOVERS or (phrase.number is not None and head.isalpha())

    def members(self, mention: Mention) -> tuple[Entity, ...]:
        """The people meant, in the order the report names them first; empty where it cannot be told."""
        phrase = mention.phrase
        number = phrase.number if phrase is not None else None
        if phrase is not None and self.text.tokens[phrase.head].lower in _PAIRS:
            number = 2
        if phrase is not None and number is None and phrase.complement and phrase.determiner is None:
            return ()
        if phrase is not None and self.text.tokens[phrase.head].lower == "both":
            return self._last_two(mention)
        listed = self._listed(mention, number, phrase)
        if listed:
            return listed
        movers = tuple(sorted(self.movers, key=lambda e: e.first))
        if number is not None:
            # Those whom the report names, where it does not name all.
            return movers if 2 <= len(movers) <= number else ()
        return movers if len(movers) > 1 else ()

    def _last_two(self, mention: Mention) -> tuple[Entity, ...]:
        """ "Both": the two people named last."""
        named = [m.entity for m in self.mentions.before(mention.first) if m.kind == "name" and m.entity is not None]
        people = list(dict.fromkeys(entity for entity in named if entity.kind == "person"))[:2]
        return tuple(reversed(people)) if len(people) == 2 else ()

    def _listed(self, mention: Mention, number: int | None, phrase: NounPhrase | None) -> tuple[Entity, ...]:
        """The list of names that fits: of the right size, or the nearest before a bare "they" or "the men"."""
        if number is not None and number > 1:
            fitting = self._by_size.get(number, [])
            after = bisect_left(fitting, mention.first, key=_place)
            near = fitting[max(0, after - 1) : after + 1]
            return min(near, key=lambda item: abs(item[0] - mention.first))[1] if near else ()
        by_list = phrase is not None and self.text.tokens[phrase.head].lower in _BY_LIST
        if self.movers and not by_list:
            return ()
        before = bisect_left(self.lists, mention.first, key=_place)
        return self.lists[max(0, before - 1)][1] if self.lists else ()

    def _lists(self) -> list[NameList]:
        """Runs of names joined by commas and "and", with the token where each begins."""
        found: list[NameList] = []
        run: list[Entity] = []
        start, last_end, last_sentence = 0, -1, -1
        for mention in self.mentions.all:
            entity = mention.entity
            if entity is None or entity.kind != "person" or mention.kind == "pronoun":
                continue
            sentence = self.text.sentence_of[mention.first]
            between = [t.lower for t in self.text.tokens[last_end : mention.first]] if last_end >= 0 else []
            joined = run and sentence == last_sentence and self._joined(between)
            if mention.first < last_end:
                continue
            if not joined:
                if len(run) > 1:
                    found.append((start, tuple(dict.fromkeys(run))))
                run, start = [], mention.first
            run.append(entity)
            last_end, last_sentence = mention.end, sentence
        if len(run) > 1:
            found.append((start, tuple(dict.fromkeys(run))))
        return [(at, people) for at, people in found if len(people) > 1]

    def _joined(self, between: list[str]) -> bool:
        """Commas and "and" join; an aside of a few words between two commas does not part ("A, now leader, and B")."""
        if not between or len(between) > 9:
            return False
        return (
            between[-1] in _JOINTS
            and between[0] in _JOINTS
            and (len(between) <= 3 or (between[0] == "," and "and" in between[-2:]))
        )

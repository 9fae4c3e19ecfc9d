"""A sentence as a line of words and markers, so that phrases can be matched whatever names stand in it.

In: a sentence of a text and its mentions. Out: `Line`: lower-case words, with every mention replaced by a marker such
as `P3` (a letter for its kind, then its number in the sentence; an office follows, `D4:leader`). Adverbs, brackets
and quotation marks are left out; short asides between commas after a name are left out too.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from chiltern.names import name_key
from chiltern.reading.cast import Entity
from chiltern.reading.lexicon import ADVERBS, SEATED, WEEKDAYS, cue_forms
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.text import Text

# P person, O party, B body, L local party, S seat, G several people, D somebody described, X pronoun or possessive.
MARKER = r"[POBLSGDX]\d+(?::[\w-]+)?"
_LETTERS = {
    "person": "P",
    "party": "O",
    "body": "B",
    "local_party": "L",
    "seat": "S",
    "group": "G",
    "described": "D",
    "legislature": "S",
    "event": "B",
}
_DROPPED = frozenset("“”\"‘’'()[]«»…") | {"..."}
_KEPT_ADVERBS = frozenset(
    ["not", "n't", "never", "no", "now", "again", "yet", "then", "since", "following", "all", "both"]
)
_LEFT_OUT = (ADVERBS - _KEPT_ADVERBS) | WEEKDAYS
_PARTY_LIKE = frozenset(["group", "party", "alliance", "movement", "momentum", "grouping", "coalition", "front"])
# "supporters of a fresh referendum": a view, read by the stances.
_SIDES = frozenset(["supporter", "supporters", "backers", "opponents", "advocates", "champions", "critics"]) - {
    "critics"
}
# Words of act phrases that could be taken for somebody: "sit as an independent", "select a candidate".
_PHRASE_WORDS = frozenset(["independent", "independents", "candidate", "candidates", "membership", "leadership"])
# "More MPs will follow": the word tells a forecast from a fact.
OTHERS = frozenset(["more", "others", "other", "another", "further"])
# Bodies that one leaves without giving up a seat.
_NO_SEATS = frozenset(["cabinet", "committee", "board", "panel", "government", "commission", "team", "frontbench"])
_INSERTED = frozenset(["too", "also", "for", "meanwhile", "however", "nonetheless", "then", "left", "right"])
_THINGS = frozenset(["it", "its", "itself"])
# Words of act phrases that papers spell in other ways.
_SPELLINGS = {
    "byelection": "by-election",
    "byelections": "by-elections",
    "bypoll": "by-election",
    "bypolls": "by-elections",
    "bye-election": "by-election",
    "reelection": "re-election",
}
# "The Congress spokesperson", "a Fianna Nua councillor": a body that has these is a party.
_OF_PARTIES = frozenset(["spokesperson", "spokesman", "spokeswoman", "whip", "candidate", "chieftain", "leader"])
_NO_PARTIES = _NO_SEATS | frozenset(
    ["council", "assembly", "senate", "house", "parliament", "union", "association", "university", "court"]
)
_LEADING = frozenset(["leader", "leaders", "deputy", "chair", "chairman", "president", "speaker", "premier"])


def is_marker(word: str) -> bool:
    """Whether a word of a line stands for a mention."""
    return word[0].isupper() and word[1:2].isdigit()


class Line:
    """`text` is the line; `token_of` gives the token behind a place in it, `mentions` the mention of each marker."""

    def __init__(self, text: Text, parts: list[tuple[str, int]], mentions: list[Mention], begin: int, end: int) -> None:
        self.source = text
        self.begin, self.end = begin, end
        self.mentions = mentions
        self._starts: list[int] = []
        self._tokens: list[int] = []
        at = 0
        words = []
        for word, token in parts:
            self._starts.append(at)
            self._tokens.append(token)
            words.append(word)
            at += len(word) + 1
        self.text = " ".join(words)

    def token_of(self, at: int) -> int:
        """The token that stands at a place of the line."""
        return self._tokens[max(0, bisect_right(self._starts, at) - 1)]

    def mention(self, marker: str) -> Mention:
        """The mention behind a marker."""
        match = re.match(r"[A-Z](\d+)", marker)
        assert match is not None, marker
        return self.mentions[int(match[1])]


def bodies_as_parties(mentions: Mentions) -> frozenset[Entity]:
    """The bodies that stand before a seat's or a party's office, and so are parties that no list names."""
    if not any(entity.kind == "body" for entity in mentions.cast.entities):
        return frozenset()
    phrases = [
        m.phrase
        for m in mentions.all
        if m.phrase is not None
        and (m.phrase.noun.office in SEATED or mentions.text.lowers[m.phrase.head] in _OF_PARTIES)
    ]
    bodies = [mentions.cast.of_chunk[number] for phrase in phrases for number in phrase.before]
    return frozenset(
        body
        for body in bodies
        if body is not None and body.kind == "body" and name_key(body.name.split()[-1]) not in _NO_PARTIES
    )


def line_of(mentions: Mentions, sentence: tuple[int, int], parties: frozenset[Entity] = frozenset()) -> Line:
    """The line of one sentence; `parties` are bodies to be read as parties."""
    text = mentions.text
    begin, end = sentence
    chosen = _outermost(mentions, sentence)
    parts: list[tuple[str, int]] = []
    used: list[Mention] = []
    index = begin
    while index < end:
        if index in chosen:
            mention = chosen[index]
            if text.tokens[index].lower in OTHERS:
                parts.append((text.tokens[index].lower, index))
            parts.append((_marker(mentions, mention, len(used), parties), index))
            contracted = text.tokens[index].lower.partition("'") if mention.kind == "pronoun" else ("", "", "")
            if contracted[2]:
                parts.append((f"'{contracted[2]}", index))
            used.append(mention)
            index = min(mention.end, end)
            index = _past_aside(mentions, index, end, parts)
            continue
        lower = text.lowers[index]
        if lower in ("on", "last", "next") and index + 1 < end and text.lowers[index + 1] in WEEKDAYS:
            index += 1
            continue
        if text.tokens[index].text not in _DROPPED and lower not in _LEFT_OUT:
            parts += [(piece, index) for piece in _split_contraction("'s" if lower == "'" else lower)]
        index += 1
    return Line(text, parts, used, begin, end)


def words_within(text: Text, sentence: tuple[int, int]) -> set[str]:
    """Every word that the line of a sentence can hold, markers aside: found without making the line."""
    found = set(text.lowers[slice(*sentence)])
    for word in [word for word in found if "'" in word or word == "cannot" or word in _SPELLINGS]:
        found.update(_split_contraction(word))
        found.add("'" + word.partition("'")[2])
        found.add("'s")
    return found


def spelled(word: str) -> list[str]:
    """The other spellings of a word of act phrases."""
    return [other for other, written in _SPELLINGS.items() if written == word]


def _split_contraction(word: str) -> list[str]:
    if word in _SPELLINGS:
        return [_SPELLINGS[word]]
    if word.endswith("n't") and word not in ("won't", "can't") and len(word) > 3:
        return [word[:-3], "not"]
    if word in ("won't", "can't", "cannot"):
        return ["will" if word[0] == "w" else "can", "not"]
    return [word]


def _outermost(mentions: Mentions, sentence: tuple[int, int]) -> dict[int, Mention]:
    """By first token the widest mentions, none overlapping; a noun phrase with a named owner gives way to the owner."""
    chosen: dict[int, Mention] = {}
    reach = sentence[0]
    for mention in mentions.between(*sentence):
        if mention.first < reach or mention.end > sentence[1]:
            continue
        if mention.kind == "pronoun" and mentions.text.tokens[mention.first].lower.partition("'")[0] in _THINGS:
            continue
        if (
            mention.kind == "noun"
            and mention.entity is None
            and mention.phrase is not None
            and not mention.phrase.noun.plural
        ) and mentions.text.tokens[mention.head].lower not in ("party", "group"):
            continue
        if mention.phrase is not None and _is_plain(mentions, mention):
            continue
        chosen[mention.first] = mention
        reach = mention.end
    return chosen


def _is_plain(mentions: Mentions, mention: Mention) -> bool:
    """Whether a noun phrase stays as words, because views or act phrases are made of it."""
    head = mentions.text.tokens[mention.head].lower
    named = mention.entity is not None and mention.entity.kind == "person"
    if head == "people":
        return mention.owner
    return head in _SIDES or (head in _PHRASE_WORDS and not named)


def _marker(mentions: Mentions, mention: Mention, number: int, parties: frozenset[Entity]) -> str:
    tokens = mentions.text.tokens
    if mention.kind == "pronoun":
        return f"X{number}"
    head = tokens[mention.head].lower if mention.phrase is not None else ""
    if mention.entity is None:
        letter = "O" if head in ("party", "group") else "G" if mention.plural else "D"
    else:
        letter = _LETTERS[mention.entity.kind]
        if letter == "B" and (mention.entity in parties or mention.entity.name.split()[-1].lower() in _PARTY_LIKE):
            letter = "O"
    if letter == "S" and _acts(mentions, mention):
        letter = "L"
    if letter == "B" and mention.entity is not None and mention.entity.name.split()[-1].lower() in _NO_SEATS:
        return f"B{number}:office"
    office = mention.phrase.noun.office if mention.phrase is not None else None
    if head == "party" and letter in ("D", "G"):
        letter = "O"
    if office is None:
        return f"{letter}{number}"
    kind = "lead" if any(word in _LEADING for word in office.split()) else "seat" if _is_seat(office) else "office"
    return f"{letter}{number}:{kind}"


def _acts(mentions: Mentions, mention: Mention) -> bool:
    """Whether a seat's name opens the sentence as its subject: its local party is meant ("Streatham told …")."""
    text = mentions.text
    if text.sentences[text.sentence_of[mention.first]][0] != mention.first or mention.end >= len(text.tokens):
        return False
    follows = text.tokens[mention.end].lower
    return (follows,) in cue_forms() or (
        follows == ","
        and text.tokens[mention.end + 1 : mention.end + 2] != []
        and (text.tokens[mention.end + 1].lower == "which")
    )


def _is_seat(office: str) -> bool:
    return office in (
        "MP",
        "MEP",
        "MSP",
        "MLA",
        "TD",
        "MS",
        "senator",
        "representative",
        "lawmaker",
        "member",
        "councillor",
    )


def _past_aside(mentions: Mentions, index: int, end: int, parts: list[tuple[str, int]]) -> int:
    """Past ", 58," and ", however," so that subject and verb meet. Relative clauses carry acts and stay."""
    tokens = mentions.text.tokens
    if index + 1 >= end or tokens[index].text not in (",", "–", "—"):
        return index
    opens = tokens[index + 1]
    if not (opens.text.isdigit() or opens.lower in _INSERTED):
        return index
    for at in range(index + 2, min(end, index + 30)):
        if tokens[at].text in (",", "–", "—"):
            return at + 1
    return index

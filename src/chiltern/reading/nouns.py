"""Noun phrases for people: "the Ilford South MP", "Redbridge's Labour group leader", "a Labour source".

In: `Text` and its chunks. Out: `NounPhrase`s: the head noun (an office or a description), what stands before it
(determiner, possessor, modifiers, names) and its complement ("of Luton South Labour", "for Ilford South").
"""

from __future__ import annotations

from chiltern import words
from chiltern.reading.chunks import Chunk
from chiltern.reading.counted import counted_people
from chiltern.reading.lexicon import (
    DETERMINERS,
    NUMBERS,
    POSSESSIVES,
    PersonNoun,
    cue_forms,
    irregular_forms,
    longest_person_noun,
    person_noun_first_words,
    person_nouns,
)
from chiltern.reading.noun_phrase import PLAIN_ADJECTIVES, STOPS, NounPhrase
from chiltern.reading.text import Text

FORMER = words.word_set("people", "former")
# Which nouns take a preposition other than "of" and "for": "spokesman on small businesses", "ambassador to Spain".
_COMPLEMENT = {
    "on": frozenset(["spokesperson", "adviser"]),
    "to": frozenset(["ambassador", "adviser", "secretary"]),
    "in": frozenset(["lecturer"]),
}
# "minister for the armed forces": a complement without a name.
# "MLA from Sirsi": who sits for a seat may be from it.
_FROM = frozenset(["MP", "MLA", "MNA", "MPA", "MPP", "TD"])
_BODY_NOUNS = words.word_set("people", "body_nouns")
_PORTFOLIO = frozenset(["minister", "secretary", "secretary of state", "spokesperson", "commissioner"])
_SEAT_WORDS = words.word_set("roles", "seat_words")
_MEMBER_NOUNS = frozenset(["MP", "MEP", "MSP", "MLA", "senator", "member", "representative", "candidate"])
_REACH = 7


def find_noun_phrases(text: Text, chunks: list[Chunk], chunk_of: list[int]) -> list[NounPhrase]:
    """All phrases of the text, left to right; a noun inside a longer noun ("deputy leader") is not one of its own."""
    found: list[NounPhrase] = []
    nouns, longest, firsts = person_nouns(), longest_person_noun(), person_noun_first_words()
    begin = end = reach = 0
    for index in text.where(firsts | NUMBERS.keys()):
        if index >= end:
            begin, end = text.sentences[text.sentence_of[index]]
            reach = begin
        if index < reach:
            continue
        number = text.lowers[index] in NUMBERS
        counted = counted_people(text, chunks, chunk_of, index, begin, end) if number else None
        if counted is not None:
            found.append(counted)
            reach = counted.end
        elif text.lowers[index] in firsts and chunk_of[index] < 0:
            for length in range(min(longest, end - index), 0, -1):
                key = tuple(text.lowers[index : index + length])
                if key in nouns and not _is_other_word(text, index, index + length):
                    found.append(_expand(text, chunks, chunk_of, (begin, end), index, index + length, nouns[key]))
                    reach = index + length
                    break
    following = [*found[1:], None]
    return [phrase for phrase, after in zip(found, following, strict=False) if not _inside(phrase, after)]


def _inside(phrase: NounPhrase, after: NounPhrase | None) -> bool:
    """Whether the noun only modifies the next one ("rebel" in "six rebel MPs", "cabinet" in "cabinet ministers")."""
    return after is not None and after.first <= phrase.head and phrase.end <= after.head


def _is_other_word(text: Text, first: int, end: int) -> bool:
    """ "head to", "chair the", "secretary's": a verb or a form that only looks like the noun; "ms" as a title."""
    token = text.tokens[first]
    if (
        token.lower == "whip"
        and first
        and text.tokens[first - 1].lower not in ("a", "an", "chief", "government", "party", "opposition")
    ):
        return True
    if (
        token.lower in ("justice", "justices")
        and not token.capital
        and (not first or text.tokens[first - 1].lower != "chief")
    ):
        return True
    if token.lower in ("ms", "am", "td") and not token.text.isupper():
        return True
    if token.lower in ("head", "chair", "whip", "rival", "man", "party", "lawyer", "group", "chief") and first:
        before = text.tokens[first - 1].lower
        return before in ("to", "will", "would", "they", "we", "who") and token.lower in (
            "head",
            "chair",
            "whip",
            "rival",
        )
    return False


def _expand(
    text: Text,
    chunks: list[Chunk],
    chunk_of: list[int],
    sentence: tuple[int, int],
    head: int,
    head_end: int,
    noun: PersonNoun,
) -> NounPhrase:
    tokens = text.tokens
    first, determiner, number, possessor = head, None, None, None
    before: list[int] = []
    modifiers: list[str] = []
    index = head - 1
    while index >= sentence[0] and head - index <= _REACH + len(before) * 3:
        token = tokens[index]
        if chunk_of[index] >= 0:
            chunk = chunks[chunk_of[index]]
            owns = tokens[index + 1].lower in ("'s", "'")
            if (chunk.kind == "person" and not owns) or tokens[index + 1].text == ",":
                break
            before.insert(0, chunk_of[index])
            if owns:
                possessor = chunk_of[index]
            first = index = chunk.first
        elif token.lower == "that" and (noun.plural or determiner is not None):
            break  # the conjunction: "said that Labour MPs …"
        elif token.lower in POSSESSIVES or token.lower in DETERMINERS:
            determiner, first = token.lower, index
            if token.lower not in ("all", "both", "other", "another", "more", "few", "several", "many", "some"):
                break
        elif token.lower in NUMBERS or token.text.isdecimal():
            number, first = NUMBERS.get(token.lower) or int(token.text[:9]), index
        elif index > sentence[0] and _is_joint(text, chunk_of, index, head):
            pass
        elif determiner is None and index > sentence[0] and tokens[index - 1].lower == "to":
            break  # an infinitive: "to select new candidates"
        elif determiner is None and _is_modifier(token.lower, token.is_word):
            modifiers.insert(0, token.text)
            first = index
        else:
            break
        index -= 1
    end, complement, complement_at = _complement(text, chunks, chunk_of, sentence[1], head_end, noun)
    return NounPhrase(
        first, head, head_end, end, noun, determiner, number, possessor,
        tuple(before), tuple(modifiers), tuple(complement), complement_at,
    )  # fmt: skip


def _is_joint(text: Text, chunk_of: list[int], index: int, head: int) -> bool:
    """What a phrase runs across: a possessive, a mark around a name, the hyphen of "the 72-year-old"."""
    token, tokens = text.tokens[index], text.tokens
    if token.lower in ("'s", "'"):
        return tokens[index - 1].is_word
    if token.text == "-":
        return tokens[index + 1].lower == "year-old"
    return token.text in "“”‘’\"'" and (index == head - 1 or chunk_of[index + 1] >= 0)


def _is_modifier(lower: str, is_word: bool) -> bool:
    if lower in PLAIN_ADJECTIVES:
        return True
    if not is_word or lower in STOPS or (lower,) in cue_forms() or lower in irregular_forms():
        return False
    return not lower.endswith(("ed", "ly")) and not (lower.endswith("ing") and "-" not in lower)


def _complement(
    text: Text, chunks: list[Chunk], chunk_of: list[int], limit: int, index: int, noun: PersonNoun
) -> tuple[int, list[int], int | None]:
    """(end, chunks named, first token after the preposition) of "of …", "for …" after the head."""
    tokens = text.tokens
    if index + 1 < limit and text.lowers[index] == "close" and text.lowers[index + 1] == "to" and noun.office is None:
        index += 1  # "sources close to the leader"
    preposition = tokens[index].lower if index < limit else ""
    if preposition == "to" and text.lowers[index - 1] == "close":
        preposition = "of"
    if preposition == "from" and noun.office in _FROM and not noun.plural and chunk_of[index + 1] >= 0:
        preposition = "of"
    if preposition not in ("of", "for") and noun.office not in _COMPLEMENT.get(preposition, ()):
        return index, [], None
    start = at = index + 1
    named: list[int] = []
    plain = 0
    while at < limit and at - start < 12:
        token = tokens[at]
        if chunk_of[at] >= 0:
            named.append(chunk_of[at])
            at = chunks[chunk_of[at]].end
        elif token.lower in ("'s", "'"):
            at += 1
        elif token.lower in DETERMINERS or token.lower in POSSESSIVES:
            if at > start:
                break
            at += 1
        elif token.lower == "and" and named and _goes_on(text, chunks, chunk_of, at + 1, limit, noun):
            at += 1 + (tokens[at + 1].lower == "the")
        elif _is_modifier(token.lower, token.is_word) and (not named or tokens[at - 1].lower in ("'s", "'") or plain):
            plain += 1
            at += 1
        else:
            break
    if named and at < limit and tokens[at].lower in _BODY_NOUNS and tokens[at - 1].lower != "and":
        at += 1  # "the leader of Quill's Labour-led council"
    of_seat = noun.office in _MEMBER_NOUNS and tokens[at - 1].lower in _SEAT_WORDS  # "the former MP for the seat"
    if not named and (not plain or (preposition == "for" and noun.office not in _PORTFOLIO and not of_seat)):
        return index, [], None
    return at, named, start


def _goes_on(text: Text, chunks: list[Chunk], chunk_of: list[int], at: int, limit: int, noun: PersonNoun) -> bool:
    """Whether "and" joins another name to the complement ("Yorkshire and the Humber", "Unite and Momentum")."""
    if noun.office not in _MEMBER_NOUNS:
        return False
    if at < limit and text.tokens[at].lower == "the":
        at += 1
    return at < limit and chunk_of[at] >= 0 and chunks[chunk_of[at]].kind != "person"

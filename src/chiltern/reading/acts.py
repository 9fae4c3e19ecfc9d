"""Phrases that name an act: "resigned from the Labour Party", "his departure", "call a by-election".

In: a `Line`. Out: `Trigger`s: which act, where, in which form (to, ing, done, now, noun), and its object as the
phrase names it. The phrases are data: `words/acts.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from chiltern import words
from chiltern.reading.clauses import MARKER, Line, is_marker, spelled, words_within
from chiltern.reading.lexicon import CONJUNCTIONS, PREPOSITIONS, inflect
from chiltern.reading.text import Text

# An adjective in marks may stand before a name ("quits 'shameful' UKIP").
_DETERMINER = (
    r"(?:(?:the|a|an|my|our|his|her|their|its|this|that|rival|new|ruling|both|another|any|other|some"
    r"|X\d+|P\d+ 's|[a-z-]+(?:ful|less|ous|ing|ed|ic)) )*"
)
# After a party's name these make another thing of it: "a Green Party rally", "Labour's front bench".
_NOT_THE_PARTY = (
    "'s|leadership|leader|conference|membership|rally|event|meeting|campaign|team|front|frontbench|club|government"
)
# And these where the name ends the phrase: "entered the Green presidential race".
_NOT_ENDING = (
    "presidential|primary|primaries|race|nomination|nominee|ticket|convention|establishment|contest|field|headquarters"
    "|office|offices|politics|politician|debate|voters|line|candidate|candidates|conference|policy|policies|donors"
    "|branch|primary|officials|strategist|strategists|senators|mp|mps|stronghold|seat|seats"
)
# "The result leaves the party with ten seats."
_LEFT_WITH = "with (?!(?:a |great |deep )?(?:heavy|regret|sadness|sorrow|immediate))"
_NUMBERS = "|".join(words.load("grammar")["numbers"])
_SLOTS = {
    # A short name may follow: "the Peoples Party (PPL)", "the Peoples Party, PPL,".
    "party": rf"{_DETERMINER}(?P<party>O\d+(?::[\w-]+)?)(?: O\d+(?! 's)(?!\S)| , O\d+ ,)?(?: party)?"
    rf"(?! (?:{_NOT_THE_PARTY})(?!\S))",
    "own_seat": rf"(?:(?:the|that|its|my|his|her|their|our|X\d+|P\d+ 's) )?"
    rf"(?:(?!(?:{'|'.join(sorted(PREPOSITIONS | CONJUNCTIONS))}) )(?:[a-z-]+|[BSO]\d+) ){{0,2}}seats?",
    "office": rf"{_DETERMINER}(?:[PDG]\d+:\w+)",
    "newparty": rf"{_DETERMINER}(?:(?:own|new|rival|breakaway|centrist|independent|political|third) )*"
    r"(?:(?P<party>O\d+)|(?:political )?(?:party|group|grouping|faction|bloc|outfit|platform|caucus)(?!\S))"
    r"(?: (?:\S+ ){0,4}called (?:the )?(?P<called>[OBD]\d+))?",
    # What they are may stand before the names: "expelled two office-bearers, A and B".
    "person": rf"{_DETERMINER}(?:(?:(?:{_NUMBERS}) (?:[a-z-]+ ){{1,3}}, )(?=P\d))?"
    r"(?P<person>[PXGD]\d+(?::[\w-]+)?)(?! 's(?!\S))",
    "voters": rf"{_DETERMINER}(?:[GXD]\d+(?::[\w-]+)?|people|voters)(?: of {MARKER})?",
    "seat": rf"{_DETERMINER}(?P<seat>[SB]\d+(?!:)|seats?|parliament|constituency|commons|lords|assembly|senate"
    r"|congress)",
    "election": r"(?:(?:the|a|an|any|next|coming|general|snap|early|local) |(?:house of representatives) )*"
    r"(?:election|elections|by-election|seat)(?: in an? [BSD]\d+ constituency)?",
    "member": rf"{_DETERMINER}(?:[PDG]\d+:seat|mp|mps|mep|senator|senators)",
    "leader": rf"{_DETERMINER}(?:(?P<leading>[OB]\d+) )?(?:[PDG]\d+:lead|leader|chair|chairman|president)"
    rf"(?: of {_DETERMINER}(?:[OB]\d+|opposition|council|house|group|country))?(?! (?:of|designate)(?!\S))",
}
# The letters of the markers without which a slot cannot be filled; other slots also take plain words.
_SLOT_LETTERS = {"party": frozenset("O"), "person": frozenset("PXGD")}
_SLOT_WORDS = {"own_seat": frozenset(["seat", "seats"])}
# Words of a line that may have been cut out of a longer one.
_CUT_OUT = frozenset(["not", "will", "can", "'s", "'ll", "'d", "'ve", "'re", "'m"])
_POSSESSIVES = frozenset(["my", "his", "her", "their", "our", "himself"])
_FORMS = {"base": "to", "s": "now", "past": "done", "ing": "ing"}


_SAME_FORMS = frozenset(["quit", "split", "put", "become", "run", "set"])


class Trigger:
    """One act phrase in a line: places [start, end) of the line's text, and the object's marker if it has one."""

    __slots__ = ("act", "end", "form", "groups", "phrase", "start", "verb")

    def __init__(self, act: str, phrase: str, form: str, match: re.Match[str]) -> None:
        self.act, self.phrase, self.form = act, phrase, form
        self.start, self.end = match.start(), match.end() - 1
        self.groups = {name: value for name, value in match.groupdict().items() if value is not None}
        self.verb = phrase.split()[0]


class _Phrase:
    """`needs` are sets of words of which one each must stand in a line that the phrase matches.

    A need may also be for the letter of a marker; `plain_needs` are those for words alone.
    """

    __slots__ = ("act", "forms", "needs", "pattern", "phrase", "plain_needs", "weight")

    def __init__(self, act: str, phrase: str, noun: bool) -> None:
        self.act, self.phrase = act, phrase
        first, _, rest = phrase.partition(" ")
        if noun:
            self.forms: dict[str, str] = {}
            head = ""
            rest = phrase
        else:
            self.forms = {form: _FORMS[kind] for form, kind in inflect(first.strip("()")).items()}
            head = f"(?P<verb>{'|'.join(sorted(map(re.escape, self.forms), key=len, reverse=True))}) "
        self.pattern = re.compile(rf"(?<!\S){head}{_compile(rest)}")
        self.weight = len(phrase) - 6 * phrase.count("(")
        needs = [need for word in rest.split() if (need := _need(word)) is not None]
        self.needs = [frozenset(self.forms), *needs] if self.forms else needs
        self.plain_needs = [need for need in self.needs if need not in _SLOT_LETTERS.values()]


def _compile(phrase: str) -> str:
    """A phrase of the YAML file as a regular expression over a line, every word with the space after it."""
    seen: set[str] = set()
    text = ""
    for word in phrase.split():
        made = "|".join(_word(choice, seen) for choice in word.strip("()").split("|"))
        text += f"(?:(?:{made}) )?" if word.startswith("(") else f"(?:{made}) "
    return rf"{text}(?!(?:{_NOT_ENDING})(?!\S)|{_LEFT_WITH})" if phrase.endswith("{party}") else text


def _word(choice: str, seen: set[str]) -> str:
    if choice.startswith("{"):
        slot = choice.strip("{}")
        pattern = _SLOTS[slot]
        if slot in seen:
            return pattern.replace("?P<", "?P<other_")
        seen.add(slot)
        return pattern
    return rf"(?:{re.escape(choice)}|X\d+)" if choice in _POSSESSIVES else re.escape(choice)


def _need(word: str) -> frozenset[str] | None:
    """The words of which one must stand where this one of a phrase stands; None where others fit too."""
    choices = word.split("|")
    if word.startswith("{"):
        slot = word.strip("{}")
        return _SLOT_LETTERS.get(slot) or _SLOT_WORDS.get(slot)
    if word.startswith("(") or any(choice.startswith("{") or choice in _POSSESSIVES for choice in choices):
        return None
    return frozenset(choices)


@cache
def _phrases() -> list[_Phrase]:
    """All phrases, the most telling first."""
    made = []
    for act, entry in words.load("acts").items():
        made += [_Phrase(act, phrase, noun=False) for phrase in entry.get("verbs", ())]
        made += [_Phrase(act, phrase, noun=True) for phrase in entry.get("nouns", ())]
    return sorted(made, key=lambda p: -p.weight)


@cache
def _telling() -> frozenset[str]:
    """Words without which no phrase is looked for in a line."""
    nouns = (re.findall(r"[\w'-]{5,}", phrase.phrase) for phrase in _phrases() if not phrase.forms)
    return frozenset().union(*(phrase.forms for phrase in _phrases()), *nouns)


@cache
def _by_word() -> dict[str, list[int]]:
    """The phrases, by their places in `_phrases`, under the words of their most telling need; "" has the rest."""
    found: dict[str, list[int]] = {}
    for number, phrase in enumerate(_phrases()):
        needs = [need for need in phrase.plain_needs if need.isdisjoint(_CUT_OUT)]
        # The longest words are the rarest, but for prepositions: "part" of "be part of".
        for word in max(needs, key=lambda n: (n.isdisjoint(PREPOSITIONS), min(map(len, n))), default=("",)):
            # "didn't" stands in a line as "did not", "byelection" as "by-election".
            for written in (word, f"{word}n't", *spelled(word)) if word else ("",):
                found.setdefault(written, []).append(number)
    return found


def phrases_by_sentence(text: Text) -> dict[int, list[int]]:
    """By sentence the phrases whose words it holds, the most telling first: nearly all sentences hold none.

    Without this look-up every phrase would be tried on every sentence, half of the time of reading.
    """
    by_word = _by_word()
    near: dict[int, set[int]] = {}
    for word in by_word.keys() & text.places.keys():
        for sentence in {text.sentence_of[at] for at in text.places[word]}:
            near.setdefault(sentence, set()).update(by_word[word])
    anywhere = by_word.get("", [])
    found = {}
    for number in range(len(text.sentences)) if anywhere else sorted(near):
        words = words_within(text, text.sentences[number])
        fitting = [n for n in sorted((*near.get(number, ()), *anywhere)) if _fits(_phrases()[n], words, markers=False)]
        if fitting:
            found[number] = fitting
    return found


def _fits(phrase: _Phrase, words: set[str], *, markers: bool) -> bool:
    """Whether the words meet every need of the phrase; those for markers only where the words include them."""
    return not any(map(words.isdisjoint, phrase.needs if markers else phrase.plain_needs))


def find_triggers(line: Line, numbers: Iterable[int]) -> list[Trigger]:
    """The act phrases of a line, left to right, none inside another; `numbers` are those of its sentence."""
    words = set(line.text.split())
    if _telling().isdisjoint(words):
        return []
    words.update([word[0] for word in words if is_marker(word)])
    found: list[Trigger] = []
    spaced = f"{line.text} "
    for phrase in [_phrases()[number] for number in numbers]:
        if not _fits(phrase, words, markers=True):
            continue
        for match in phrase.pattern.finditer(spaced):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            form = phrase.forms.get(match["verb"], "done") if phrase.forms else "noun"
            if phrase.forms and match["verb"] in _SAME_FORMS:
                form = _ambiguous(line.text, match.start())
            found.append(Trigger(phrase.act, phrase.phrase, form, match))
    return sorted(found, key=lambda t: t.start)


def _ambiguous(text: str, start: int) -> str:
    """Verbs whose base and past look the same: base after "to" or a modal, past otherwise."""
    before = text[:start].split()[-2:]
    modal = {
        "to",
        "will",
        "would",
        "could",
        "should",
        "must",
        "may",
        "might",
        "not",
        "'ll",
        "can",
        "did",
        "do",
        "and",
        "let",
    }
    return "to" if before and (before[-1] in modal or (before[-1] == "be" and len(before) > 1)) else "done"

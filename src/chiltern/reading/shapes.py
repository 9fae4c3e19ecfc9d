"""Whether words that follow a verb of saying can be what it gives: a clause, a charge, a request, a label, an object.

In: a verb and a range of tokens. Out: yes or no. "He said little" and "the report claims" are turned away here.
"""

from __future__ import annotations

from chiltern import words
from chiltern.reading.cues import CueHit
from chiltern.reading.lexicon import AUXILIARIES, DETERMINERS, NOMINATIVE, POSSESSIVES, PREPOSITIONS
from chiltern.reading.mentions import Mentions

# Labels that take a name for the thing ("called X a Y"); the others take the thing alone ("condemned X").
_NAMING = frozenset(["describe", "call", "brand", "label", "dub", "term", "denounce", "hail", "portray", "attribute"])
_TAKE_OBJECTS = frozenset(["deny", "demand", "admit", "predict", "propose"])
_PUT = frozenset(["ask", "press", "question"])
_TAKE_QUESTIONS = frozenset(["wonder", "ask", "question", "explain", "recall"])
_TAKE_TO = frozenset(["threaten", "promise", "vow", "pledge"])
_QUESTIONS = frozenset(["why", "how", "what", "whether", "if"])
# Past and present forms that no ending tells.
_VERBS = frozenset(["'d", "'ll", "came", "needs", "means", "meant"]) | frozenset(
    forms[1] for forms in words.load("verbs").values() if len(forms) > 1 and not forms[1].endswith("ing")
)


class Shapes:
    """Judges the contents of one text's verbs."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions, self.text = mentions, mentions.text

    def fits(self, hit: CueHit, first: int, end: int, mixed: bool) -> bool:
        """Whether tokens [first, end) can be the content; `mixed` says that they hold quoted words."""
        kinds, lemma = hit.cue.kinds, hit.cue.lemma
        lowers = [token.lower for token in self.text.tokens[first:end]]
        if (
            lemma in _PUT
            and hit.cue.form == "past"
            and lowers[0] in _QUESTIONS
            and self.text.tokens[hit.first - 1].text == ","
        ):
            return False  # "Smith, asked whether …, replied": somebody asked Smith
        if "quoted_only" in kinds:
            return mixed and any(self.text.quote_of[i] >= 0 for i in range(first, min(end, first + 4)))
        plain = not kinds & {"clause", "address"}
        if plain and not hit.passive and not self._is_object(first) and self.text.quote_of[first] < 0:
            return False
        if mixed:
            return True
        if "charge" in kinds:
            return "of" in lowers or (lemma == "blame" and ("on" in lowers or "for" in lowers))
        if "label" in kinds:
            return ("as" in lowers or "to" in lowers) if lemma in _NAMING else self._is_object(first)
        if self.text.tokens[first - 1].lower == "that" and first - 1 >= hit.end:
            return len(lowers) > 1
        if "request" in kinds and self._asks(first, lowers):
            return True
        if plain:
            return "demand" in kinds and self._is_object(first)
        return self._is_said(lemma, first, end, lowers)

    def _asks(self, first: int, lowers: list[str]) -> bool:
        """Whether somebody is asked to do something: "X to …" before any comma."""
        until = next((i for i, word in enumerate(lowers[1:12]) if word in (",", "that")), 11)
        return "to" in lowers[1 : 1 + until] and self._is_object(first)

    def _is_said(self, lemma: str, first: int, end: int, lowers: list[str]) -> bool:
        if lemma in _TAKE_OBJECTS and self._is_object(first):
            return True
        if lemma in _TAKE_QUESTIONS and lowers[0] in _QUESTIONS:
            return True
        return (lowers[0] == "to" and lemma in _TAKE_TO) or self._is_clause(first, end)

    def _is_object(self, first: int) -> bool:
        token = self.text.tokens[first]
        return (
            token.lower in DETERMINERS
            or token.lower in POSSESSIVES
            or self.mentions.chunk_of[first] >= 0
            or any(m.first == first for m in self.mentions.between(first, first + 1))
            or token.lower.endswith("ing")
        )

    def _is_clause(self, first: int, end: int) -> bool:
        """Whether the words begin with a subject and go on with a verb."""
        tokens = self.text.tokens
        lower = tokens[first].lower
        if lower in NOMINATIVE and end - first > 2:
            return True
        if end - first < 3 or lower in PREPOSITIONS - {"no"} or not tokens[first].is_word:
            return False
        verbs = [
            t.lower
            for t in tokens[first + 1 : min(end, first + 16)]
            if t.lower in AUXILIARIES or t.lower.endswith(("ed", "'t")) or t.lower in _VERBS
        ]
        return bool(verbs)

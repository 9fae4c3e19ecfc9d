"""What the rules found and what the model found, as one list of attributions.

In: a text's mentions, the statements by rules and the model's `Tagged`. Out: statements (somebody said something, in
the reporter's words or in marks) and, apart, all other attributions: attitudes and intentions, and what a speaker says
of somebody else's words. Rules decide where a quotation begins and ends and who is meant; the model adds what no
rule knows, and a statement without marks stands only if the model finds it too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from chiltern import words
from chiltern.claims import Ref, Span, Statement, StatementKind
from chiltern.reading.cast import Entity
from chiltern.reading.lexicon import PRONOUNS, RELATIVES, cue_forms
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.statements import Statements
from chiltern.reading.tagger import Model, Tagged, tag
from chiltern.reading.tagger.features import tokens_over
from chiltern.reading.tagger.windows import Range

# Content with this share of tokens in common is the same content; with this share of the shorter one, a part of it.
_SAME, _PART = 0.5, 0.5
# With this share the rules' words stand: they differ from the model's by a word at the edge.
_ALIKE = 0.75
# A name in marks has so many words at most.
_LONGEST_NAME = 6
# The antecedent of "who" stands so few words before it.
_NEAR = 8
_LEAD_IN = frozenset(["that", ",", ":", ";", "–", "—"])
_LEAD_OUT = frozenset([",", ".", ";", ":", "–", "—"])
# Verbs that introduce clauses, labels, requests: with these words are said, not held or meant.
_SAYING = frozenset(["clause", "address", "label", "request", "demand"])
# Of these the one who is addressed can stand before the verb: "asked whether …".
_ADDRESSED = frozenset(["address", "request"])
# "has backed calls for": so many words make one verb, at most.
_LONGEST_VERB = max(map(len, cue_forms()))
_UNSAID = words.word_set("speech", "unsaid")
_PASSIVE = frozenset(["is", "are", "was", "were", "be", "been"])
_ACCORDING = words.word_set("speech", "according")
_NOUNS = words.word_set("speech", "nouns")


def says(cue: Sequence[str]) -> bool:
    """Whether a cue's words, in lower case, hold a verb or noun of saying, and nothing that takes it back."""
    if any(word in _UNSAID for word in cue):
        return False
    lengths = range(1, _LONGEST_VERB + 1)
    known = (cue_forms().get(tuple(cue[at : at + length])) for at in range(len(cue)) for length in lengths)
    return any(found is not None and found.kinds & _SAYING for found in known) or any(word in _NOUNS for word in cue)


class Attributed:
    """The attributions of one report: `statements` and `others`, each in the order of the text."""

    def __init__(self, mentions: Mentions, statements: Statements, model: Model) -> None:
        self.mentions, self.text, self._rules = mentions, mentions.text, statements
        found = statements.claims()
        self._index(found)
        ours, own = self._paired(found, [one for one in tag(self.text, found, model) if one.score >= model.threshold])
        said = [
            self._joined(statement, ours[number]) if number in ours else statement
            for number, statement in enumerate(found)
            if statement.kind == "direct" or number in ours
        ]
        others: list[Statement] = []
        for one, alone in own:
            statement = self._statement(one)
            spoken = alone and statement.speech and self._reported(one) and not self._own(statement)
            (said if spoken else others).append(statement)
        self.statements = _ordered(said)
        self.others = _ordered(others)

    # -- the rules' statements beside the model's

    def _paired(
        self, found: Sequence[Statement], likely: Sequence[Tagged]
    ) -> tuple[dict[int, Tagged], list[tuple[Tagged, bool]]]:
        """The model's attribution for each of the rules' statements, and those without one.

        Of these the second value says whether it stands alone, not within the words of a statement.
        """
        ours: dict[int, Tagged] = {}
        own = []
        for one in likely:
            number, share = self._rival(one)
            if number < 0 or (share < _SAME and not self._same_cue(one, found[number])):
                own.append((one, number < 0))
            elif number not in ours or ours[number].score < one.score:
                ours[number] = one
        # Several who say the same have a statement each.
        shared = {(found[number].segments, found[number].cue_at): one for number, one in ours.items()}
        for number, statement in enumerate(found):
            if (same := shared.get((statement.segments, statement.cue_at))) is not None:
                ours.setdefault(number, same)
        return ours, own

    def _index(self, found: Sequence[Statement]) -> None:
        self._sizes: list[int] = []
        self._owners: dict[int, list[int]] = {}
        for number, statement in enumerate(found):
            tokens = self._tokens_of(statement.segments)
            self._sizes.append(len(tokens))
            for at in tokens:
                self._owners.setdefault(at, []).append(number)

    def _rival(self, one: Tagged) -> tuple[int, float]:
        """The rules' statement that shares most with an attribution, and how much; -1 where none shares half of it."""
        tokens = [at for begin, end in one.content for at in range(begin, end)]
        owners = self._owners
        shared = Counter([number for at in tokens if at in owners for number in owners[at]])
        best = max(
            (
                (common / (len(tokens) + self._sizes[number] - common), number)
                for number, common in shared.items()
                if common >= _PART * min(len(tokens), self._sizes[number])
            ),
            default=(0.0, -1),
        )
        return best[1], best[0]

    def _same_cue(self, one: Tagged, statement: Statement) -> bool:
        if statement.cue_at is None:
            return False
        first, end = tokens_over(self.text, statement.cue_at)
        return one.cue[0] < end and first < one.cue[1]

    def _joined(self, statement: Statement, one: Tagged) -> Statement:
        """The model's source and cue, and where no marks tell, its words; whom the rules mean by the speaker."""
        cue = self.text.span(*one.cue)
        changes: dict[str, object] = {"cue": self._words(cue), "cue_at": cue}
        if one.source is not None:
            source = self.text.span(*one.source)
            changes |= {"speaker_text": self._words(source), "speaker_at": source}
            changes |= {"speaker": statement.speaker or self._speaker(one.source)}
        if statement.kind != "direct" and self._differs(statement, one):
            segments = self._segments(one)
            quote = " ".join(map(self._words, segments))
            changes |= {"segments": segments, "quote": quote, "kind": self._kind(one)}
        return msgspec.structs.replace(statement, **changes)

    def _differs(self, statement: Statement, one: Tagged) -> bool:
        """Whether the model's words are others than the rules', whose edges are cleaner, and not the speaker's name."""
        ours = self._tokens_of(statement.segments)
        theirs = {at for begin, end in one.content for at in range(begin, end)}
        first = min(ours)
        if (first - 1 in theirs and self.text.tokens[first - 1].lower in _LEAD_IN) or (
            statement.cue or ""
        ).lower() in _ACCORDING:
            return False
        named = self._tokens_of((statement.speaker_at,)) if statement.speaker_at else set()
        return len(ours & theirs) < _ALIKE * len(ours | theirs) and not named & theirs

    # -- the model's own

    def _statement(self, one: Tagged) -> Statement:
        segments = self._segments(one)
        source = self.text.span(*one.source) if one.source else None
        cue = self.text.span(*one.cue)
        return Statement(
            kind=self._kind(one),
            quote=" ".join(map(self._words, segments)),
            segments=segments,
            speaker=self._speaker(one.source) if one.source else None,
            speaker_text=self._words(source) if source else None,
            speaker_at=source,
            cue=self._words(cue),
            cue_at=cue,
            speech=says([self.text.tokens[at].lower for at in range(*one.cue)]),
        )

    def _segments(self, one: Tagged) -> tuple[Span, ...]:
        """The content's characters, without the "that" that leads in and the commas that lead out."""
        trimmed = []
        for first, end in one.content:
            while end - first > 1 and self.text.tokens[first].lower in _LEAD_IN:
                first += 1
            while end - first > 1 and self.text.tokens[end - 1].text in _LEAD_OUT:
                end -= 1
            if any(lower[0].isalnum() for lower in self.text.lowers[first:end]):
                trimmed.append((first, end))
        return tuple(self.text.span(*piece) for piece in trimmed or one.content)

    def _kind(self, one: Tagged) -> StatementKind:
        quote_of, lowers = self.text.quote_of, self.text.lowers
        inside = [quote_of[at] >= 0 for piece in one.content for at in range(*piece) if lowers[at][0].isalnum()]
        return "direct" if all(inside) else "mixed" if any(inside) else "indirect"

    def _reported(self, one: Tagged) -> bool:
        """Whether the report says it in its own words, with a verb that is the source's own.

        Not what somebody says of somebody's words ("we were told …" in marks), nor a passive or a noun, beside which
        stands the one who is spoken of ("was condemned for", "Asked …, he", "the allegations against").
        """
        lower = [self.text.tokens[at].lower for at in range(*one.cue)]
        if one.source is None or self.text.quote_of[one.cue[0]] >= 0 or any(word in _NOUNS for word in lower):
            return False
        return ("by" in lower or not _PASSIVE.intersection(lower)) and not self._frames(one) and not self._is_name(one)

    def _frames(self, one: Tagged) -> bool:
        """ "Asked about the bridge, X …" and "X, asked whether …, …": the source is the one who is asked."""
        first = one.cue[0]
        verb = cue_forms().get((self.text.tokens[first].lower,))
        if verb is None or verb.form != "past" or not verb.kinds & _ADDRESSED:
            return False
        begins = self.text.sentences[self.text.sentence_of[first]][0] == first
        aside = (
            self.text.tokens[first - 1].text == "," and one.source is not None and first - 1 <= one.source[1] <= first
        )
        return begins or aside

    def _is_name(self, one: Tagged) -> bool:
        """A name or title in marks ("a club called “Northern Voice”"), which says nothing."""
        inside = [self.text.tokens[at] for piece in one.content for at in range(*piece) if self.text.tokens[at].is_word]
        quoted = all(self.text.quote_of[at] >= 0 for piece in one.content for at in range(*piece))
        return quoted and len(inside) <= _LONGEST_NAME and all(token.capital for token in inside)

    def _own(self, statement: Statement) -> bool:
        """Whether the writer of a first-person text speaks: all of it is theirs."""
        author = self._rules.author
        return author is not None and statement.speaker == author.ref

    def _speaker(self, source: Range) -> Ref | None:
        """Whom the words of a source mean: the widest mention in it, else a source known by these words alone."""
        first, end = source
        if self.text.tokens[first].lower in RELATIVES:
            first = max(0, first - _NEAR)
            near = [m for m in self.mentions.between(first, source[0]) if source[0] - m.end <= 1]
            return near[0].entity.ref if near and near[0].entity is not None else None
        for mention in self.mentions.outermost(first, end):
            entity = self._entity(mention)
            if entity is not None:
                return entity.ref
        if any(self.text.tokens[at].lower in PRONOUNS for at in range(*source)):
            return None
        return Ref(self._words(self.text.span(*source)), "described")

    def _entity(self, mention: Mention) -> Entity | None:
        if mention.entity is not None or mention.kind != "pronoun":
            return mention.entity
        previous = self._rules.previous_at[self.text.unit_of[mention.first]]
        return self.mentions.pronoun(mention, self._rules.author, previous)

    def _tokens_of(self, spans: Iterable[Span]) -> set[int]:
        return {at for span in spans for at in range(*tokens_over(self.text, span))}

    def _words(self, span: Span) -> str:
        return self.text.body[span.start : span.end]


def _ordered(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda statement: (statement.segments[0], statement.cue_at or Span(0, 0))))

"""Who said what: statements with their words, their speaker and the verb that gives them to the speaker.

In: a text and its mentions. Out: `Said`s in the order of the text: direct, indirect and mixed, over several
paragraphs or broken by the verb, each with the entity that speaks.
"""

from __future__ import annotations

from bisect import bisect_left

from chiltern import words
from chiltern.claims import Span, Statement
from chiltern.reading.cast import Entity
from chiltern.reading.contents import Contents
from chiltern.reading.cues import CueHit
from chiltern.reading.joint import joint_speakers
from chiltern.reading.lexicon import PREPOSITIONS, Cue
from chiltern.reading.mentions import Mention, Mentions
from chiltern.reading.quotations import Quotation
from chiltern.reading.said import Said
from chiltern.reading.subjects import find_cues

_ACCORDING = [phrase.split() for phrase in words.load("speech")["according"]]
_ACCORDING_FIRST = frozenset(phrase[0] for phrase in _ACCORDING)

# How many sentences behind their words several speakers are still "they".
_ON = 2


class Statements:
    """Reads a text's statements, sentence by sentence, remembering who was speaking."""

    def __init__(self, mentions: Mentions, author: Entity | None = None) -> None:
        self.mentions, self.text, self.author = mentions, mentions.text, author
        self._writer = author
        self.said: list[Said] = []
        self.previous: list[Entity] = []
        self.previous_at: list[tuple[Entity, ...]] = []
        self._contents = Contents(mentions)
        self._open: Said | None = None
        self._pending: list[tuple[int, list[Quotation]]] = []
        self._starts = [quotation.outer.start for quotation in self.text.tops]
        for number, unit in enumerate(self.text.units):
            self.previous_at.append(tuple(self.previous))
            self._read(number, unit)
        self._flush()

    def _read(self, number: int, unit: tuple[int, int]) -> None:
        tops = self._quotations(unit)
        if tops and self._only_quotation(unit, tops):
            self._pending.append((number, tops))
            if not tops[-1].runs_on or self._open is not None:
                self._flush()
            return
        if not tops or self.text.token_at(tops[0].outer.start) != unit[0]:
            self._flush()
        hits = find_cues(self.mentions, unit)
        used: set[int] = set()
        made: list[Said] = []
        for position, hit in enumerate(hits):
            after = hits[position + 1] if position + 1 < len(hits) else None
            content = self._contents.of(hit, after, unit, tops, used)
            if content is None:
                continue
            kind, segments = content
            mention = hit.subject
            said = Said(kind, segments, self._speaker(mention, hit, unit), mention, number)
            said.hit = hit
            said.speakers = self._joint(hit, unit, number)
            made.append(said)
            if kind == "direct" and tops and not tops[-1].closed and segments[-1] == tops[-1].inner:
                self._open = said
            for index, quotation in enumerate(tops):
                if any(s.start <= quotation.inner.start and quotation.inner.end <= s.end + 1 for s in segments):
                    used.add(index)
            if said.speaker is not None:
                self._remember(said.speaker)
        made += self._labelled(number, unit, tops, used)
        if not made:
            made = self._signed(number, unit, tops) or self._according(number, unit, tops)
        self._take_pending(tops, made)
        self._remember_subject(unit, made)
        self.said += sorted(made, key=lambda s: s.segments[0].start)

    # -- quotations without a verb

    def _take_pending(self, tops: list[Quotation], made: list[Said]) -> None:
        """Paragraphs of a quotation whose speaker is named only after the last of them belong to that speaker."""
        closing = next((s for s in made if s.kind == "direct" and tops and s.segments[0] == tops[0].inner), None)
        if closing is not None and self._pending:
            closing.segments[:0] = [quotation.inner for _, earlier in self._pending for quotation in earlier]
            self._pending = []
        self._flush()

    def _flush(self) -> None:
        """Give paragraphs of quotation that no later words claim to whoever was speaking."""
        pending, self._pending = self._pending, []
        for number, tops in pending:
            self._go_on(number, tops)

    def _according(self, number: int, unit: tuple[int, int], tops: list[Quotation]) -> list[Said]:
        """ "According to X, …" and "…, according to X.": the rest of the sentence is what X says."""
        tokens, lowers = self.text.tokens, self.text.lowers
        for at in self.text.within(_ACCORDING_FIRST, unit[0], unit[1] - 2):
            end = at + next((len(p) for p in _ACCORDING if lowers[at : at + len(p)] == p), 0)
            if end == at or self.text.quote_of[at] >= 0:
                continue
            named = self.mentions.between(end, end + 1) or self.mentions.between(end + 1, end + 2)
            if not named or (at > unit[0] and tokens[at - 1].text != ","):
                return []
            content = self._contents.around_source(unit, at, named[0].end, tops)
            if content is None:
                return []
            kind, segments = content
            hit = CueHit(at, end, Cue(self.text.words(at, end).lower(), frozenset(), "base"), False)
            said = Said(kind, segments, self._speaker(named[0], hit, unit), named[0], number)
            said.hit = hit
            return [said]
        return []

    def _quotations(self, unit: tuple[int, int]) -> list[Quotation]:
        span = self.text.span(*unit)
        first, end = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return list(self.text.tops[first:end])

    def _only_quotation(self, unit: tuple[int, int], tops: list[Quotation]) -> bool:
        """Whether the unit holds nothing but quotations of whole sentences."""
        outside = [i for i in range(*unit) if self.text.quote_of[i] < 0 and self.text.tokens[i].is_word]
        return not outside and any(self._contents.is_full(q) for q in tops)

    def _go_on(self, number: int, tops: list[Quotation]) -> None:
        """A quotation on its own goes on with the last speaker's words, or is that speaker's next statement."""
        segments = [q.inner for q in tops]
        last = self.said[-1] if self.said else None
        if last is None:
            self.said.append(Said("direct", segments, None, None, number))
            return
        if self._open is not None and last is not self._open and number - self._open.unit <= 4:
            # Words left open before a caption or a crosshead go on behind it.
            last = self._open
            last.unit = number - 1
        self._open = None
        if last.kind != "direct":
            # "…," said X, who also said that ….  "…": the words go on with X's quotation.
            before = [s for s in self.said if s.unit == number - 1 and s.kind == "direct" and s.speaker is last.speaker]
            last = before[-1] if before else last
        near = number - last.unit == 1
        if near and last.kind == "direct":
            last.segments += segments
            last.unit = number
            self._open = last if not tops[-1].closed else None
        else:
            self.said.append(Said("direct", segments, last.speaker if number - last.unit <= 2 else None, None, number))

    def _signed(self, number: int, unit: tuple[int, int], tops: list[Quotation]) -> list[Said]:
        """ "“…” — Name", as in lists of voices."""
        if len(tops) != 1 or not self._contents.is_full(tops[0]):
            return []
        dash = self.text.tokens_in(tops[0].outer)[1]
        if self.text.token_at(tops[0].outer.start) != unit[0] or dash + 1 >= unit[1]:
            return []
        if self.text.tokens[dash].text not in ("―", "—", "–", "-"):
            return []
        for mention in self.mentions.between(dash + 1, dash + 2):
            if mention.entity is not None and unit[1] - mention.end <= 2:
                return [Said("direct", [tops[0].inner], mention.entity, mention, number)]
        return []

    def _labelled(self, number: int, unit: tuple[int, int], tops: list[Quotation], used: set[int]) -> list[Said]:
        """ "Amjad Bashir: “…”": a name, a colon and a quotation, as in headlines and transcripts."""
        made = []
        for index, quotation in enumerate(tops):
            colon = self.text.token_at(quotation.outer.start) - 1
            if index in used or colon <= unit[0] or self.text.tokens[colon].text != ":":
                continue
            if not self._contents.is_full(quotation):
                continue
            for mention in self.mentions.between(unit[0], colon):
                before = self.text.lowers[mention.first - 1] if mention.first > unit[0] else ""
                if mention.end == colon and mention.entity is not None and before not in PREPOSITIONS:
                    made.append(Said("direct", [quotation.inner], mention.entity, mention, number))
                    self._remember(mention.entity)
                    if self.author is None and mention.entity.kind == "person":
                        # A headline of this form opens a piece in the first person.
                        self.author = mention.entity
                    break
            else:
                subject = next((m for m in self.mentions.between(*unit) if m.first - unit[0] <= 1), None)
                person = subject.entity if subject is not None and subject.end < colon else None
                if person is not None and person.kind == "person":
                    made.append(Said("direct", [quotation.inner], person, subject, number))
                    self._remember(person)
                elif self.previous and any(
                    self.text.tokens[i].lower in ("statement", "letter", "tweet", "he", "she", "they", "email", "post")
                    for i in range(unit[0], colon)
                ):
                    made.append(Said("direct", [quotation.inner], self.previous[-1], None, number))
        return made

    # -- speakers

    def _speaker(self, mention: Mention | None, hit: CueHit, unit: tuple[int, int]) -> Entity | None:
        if mention is None:
            return None
        if mention.entity is not None:
            return mention.entity
        if mention.kind == "pronoun":
            word = self.text.tokens[mention.first].lower.partition("'")[0]
            if word in ("i", "we", "me", "my") and self.author is not None:
                return self.author
            trailing = mention.first > unit[0] + 4 and (
                self.text.quote_of[mention.first - 1] >= 0
                or self.text.tokens[mention.first - 1].text in (",", "”", '"', "’")
            )
            if trailing or mention.first == unit[0]:
                return self._latest(mention)
            return self.mentions.pronoun(mention, None, self.previous)
        return self._carrier(mention)

    def _joint(self, hit: CueHit, unit: tuple[int, int], number: int) -> tuple[Entity, ...]:
        """All who say it where several do; "they" goes on with several who spoke just before."""
        mention = hit.subject
        if mention is None or hit.passive:
            return ()
        found = joint_speakers(self.mentions, mention, unit)
        if not found and self.said and self.text.lowers[mention.first] == "they" and number - self.said[-1].unit <= _ON:
            found = self.said[-1].speakers
        return found

    def _latest(self, mention: Mention) -> Entity | None:
        saved = self.mentions.pronoun(mention, None, self.previous)
        begin = self.text.units[self.text.unit_of[mention.first]][0]
        if mention.first == begin:
            return saved
        gender = self.text.tokens[mention.first].lower
        fitting = [
            e
            for e in reversed(self.previous)
            if (
                gender not in ("he", "she")
                or (e.kind in ("person", "described") and e.gender != ("female" if gender == "he" else "male"))
            )
            and (gender != "they" or e.plural or e.kind != "person")
        ]
        return fitting[0] if fitting else saved

    def _carrier(self, mention: Mention) -> Entity | None:
        """ "The statement also accuses …": the one whose statement it is."""
        for other in self.mentions.between(max(0, mention.first - 4), mention.first):
            if other.owner and other.end <= mention.first and other.entity is not None:
                return other.entity
        return self.previous[-1] if self.previous else None

    def _remember(self, entity: Entity) -> None:
        if entity in self.previous:
            self.previous.remove(entity)
        self.previous.append(entity)
        del self.previous[:-24]

    def _remember_subject(self, unit: tuple[int, int], made: list[Said]) -> None:
        """Whoever a sentence is about is the first that a later pronoun may mean, but for who spoke in it."""
        subject = None
        for mention in self.mentions.between(*unit):
            before = self.text.tokens[mention.first - 1].lower if mention.first > unit[0] else ""
            if (
                self.text.quote_of[mention.first] >= 0
                or mention.owner
                or before in ("of", "to", "for", "with", "by", "in", "as", "from", "against")
            ):
                continue
            entity = mention.entity
            if mention.kind == "pronoun":
                entity = self.mentions.pronoun(mention, None, self.previous)
            if entity is not None and entity.kind in ("person", "group", "described", "local_party", "party"):
                subject = entity
                break
        if subject is not None:
            self._remember(subject)
        for said in made:
            if said.speaker is not None:
                self._remember(said.speaker)

    # -- out

    def claims(self) -> tuple[Statement, ...]:
        """The statements as claims, without those that have no words."""
        out: list[Statement] = []
        for said in self.said:
            segments = tuple(self._trim(s) for s in said.segments if s.start < s.end)
            segments = tuple(s for s in segments if s.start < s.end)
            if not segments or (self._writer is not None and said.speaker is self._writer and said.kind != "direct"):
                continue  # a text in the first person is its writer's words as a whole
            out += said.claims(self.mentions, segments)
        return tuple(out)

    def _trim(self, span: Span) -> Span:
        piece = self.text.body[span.start : span.end]
        start = span.start + len(piece) - len(piece.lstrip())
        return Span(start, start + len(piece.strip()))

"""Every place where a text names, describes or points at somebody, with the entity meant.

In: a report's text, a roll and the report's day. Out: `Mentions`: names, noun phrases and pronouns in the order of
the text. A name tied to an office ("Ilford South MP Mike Gapes") is one mention of one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chiltern.reading.branches import give_owners_seats
from chiltern.reading.cast import Entity
from chiltern.reading.descriptions import Descriptions
from chiltern.reading.mention import Mention, MentionIndex
from chiltern.reading.pronouns import meant_by
from chiltern.reading.text import Text
from chiltern.register.roll import Roll

__all__ = ["Mention", "Mentions"]


class Mentions(MentionIndex):
    """The mentions of one report, their descriptions resolved."""

    def __init__(self, text: Text, roll: Roll, on: date | None) -> None:
        super().__init__(text, roll, on)
        give_owners_seats(self.cast)
        descriptions = Descriptions(self)
        for mention in self.all:
            if mention.phrase is not None and mention.entity is None:
                mention.entity = descriptions.meant(mention, mention.phrase)

    def pronoun(
        self,
        mention: Mention,
        speaker: Entity | None,
        previous: Sequence[Entity],
        others: Sequence[Entity | None] = (),
    ) -> Entity | None:
        """Whom a pronoun means: see `pronouns.meant_by`."""
        return meant_by(self, mention, speaker, previous, others)

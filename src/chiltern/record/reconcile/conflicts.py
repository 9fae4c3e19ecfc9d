"""Conflicts of fact: where positions, roles and figures of several reports, or of a report and the roll, differ.

`conflicts_of` takes one topic and its claims. What it gives depends on nothing else, nor on the order of the claims,
so that a new report changes only the conflicts of the topics it answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chiltern.record.model import Found
from chiltern.record.reconcile.conflicts_figures import figure_conflicts, vote_conflicts
from chiltern.record.reconcile.conflicts_names import name_conflicts
from chiltern.record.reconcile.conflicts_parties import day_conflicts, party_conflicts
from chiltern.record.reconcile.conflicts_positions import departing_conflicts, scope_conflicts, stance_conflicts
from chiltern.record.reconcile.conflicts_roles import (
    holder_conflicts,
    office_conflicts,
    seat_conflicts,
    since_conflicts,
)
from chiltern.record.reconcile.model import Conflict
from chiltern.register.roll import Roll

_Finder = Callable[[str, Sequence[Found], Roll], tuple[Conflict, ...]]

_FINDERS: dict[str, _Finder] = {
    "stand": stance_conflicts,
    "departing": departing_conflicts,
    "calls": scope_conflicts,
    "left": party_conflicts,
    "joined": party_conflicts,
    "day": day_conflicts,
    "vote": vote_conflicts,
    "seat-of": seat_conflicts,
    "holder": holder_conflicts,
    "office": office_conflicts,
    "since": since_conflicts,
    "figure": figure_conflicts,
    "name": name_conflicts,
}


def conflicts_of(topic_key: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    """The conflicts among the claims of one topic, and with the roll, sorted; at least one claim for each value.

    Claims of other topics among `claims` are left out; a topic of a family that cannot conflict gives none.
    """
    finder = _FINDERS.get(topic_key.partition("|")[0])
    if finder is None:
        return ()
    return tuple(sorted(finder(topic_key, claims, roll), key=lambda one: (one.kind, one.strength, one.digest)))

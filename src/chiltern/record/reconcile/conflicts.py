"""Where the answers to one topic cannot all be right."""

from __future__ import annotations

from collections.abc import Sequence

from chiltern.record.model import Found
from chiltern.record.reconcile.model import Conflict
from chiltern.register.roll import Roll


def conflicts_of(topic: str, claims: Sequence[Found], roll: Roll) -> tuple[Conflict, ...]:
    return ()

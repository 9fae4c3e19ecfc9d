"""What a claim answers, and its answer."""

from __future__ import annotations

from chiltern.record.model import Found
from chiltern.record.reconcile.model import Topic


def topics_of(found: Found) -> tuple[Topic, ...]:
    return ()

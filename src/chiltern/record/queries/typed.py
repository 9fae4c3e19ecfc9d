"""Claims of one kind, as the queries answer with them."""

from __future__ import annotations

from chiltern.claims import Position, RoleClaim
from chiltern.record.model import Found
from chiltern.record.queries.results import Stood


def as_stood(found: Found) -> Stood:
    """A position with its entities; its claim must be one."""
    claim = found.claim
    assert isinstance(claim, Position)
    holder = found.one("holder")
    assert holder is not None
    return Stood(
        holder=holder,
        stance=claim.stance,
        act=claim.act,
        words=found.words,
        since=found.valid_from,
        about=tuple(dict.fromkeys(found.linked.get("subject", ()))),
        object=found.one("object"),
        on_behalf_of=found.one("on_behalf_of"),
        attributed_to=found.one("attributed_to"),
        result=claim.result,
        tally=claim.tally,
        historical=claim.historical,
    )


def as_role(found: Found) -> RoleClaim:
    assert isinstance(found.claim, RoleClaim)
    return found.claim

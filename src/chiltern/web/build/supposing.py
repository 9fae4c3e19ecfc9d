"""What a reader supposes of a House: the fields of the form and of the address go in, hypotheses come out.

The form ticks members (`tick`) and whole parties (`all`) and says what they do (`to`, with `name` for a new group);
the address has the same as `chiltern house` takes it, so that it can be shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from chiltern.claims import Stance
from chiltern.errors import BadInput
from chiltern.house.division_lists import division_lines
from chiltern.house.hypotheses import NEW, Abstain, Hypothesis, Vacate, join, members_called, move, parties_called
from chiltern.house.model import Composition
from chiltern.names import fold
from chiltern.web.address import Moment
from chiltern.web.ask import Ask
from chiltern.web.pages import Asked, Bench, WhatIfForm

# Where the ticked ones go, beside the parties.
AWAY, VACANT, GROUP = "stay away", "give up the seat", "a new group"
KINDS = ("move", "join", "vacate", "abstain", "division")
# Stances on leaving that make a member likely to be asked about, the wavering ones first.
_STANCES: tuple[Stance, ...] = ("intends", "leaves_open", "conditional", "rules_out")
_MOST_WAVERING, _MOST_ASKED, _MOST_DIVISIONS, _MOST_BENCHES = 40, 100, 200, 1500


def asked_of(ask: Ask) -> Asked:
    """What the address supposes, with what is ticked put to where it goes.

    Raises `BadInput` for ticks without a choice, a new group without a name, and too many hypotheses.
    """
    made = {name: list(ask.texts(name)) for name in KINDS}
    ticked, whole, to = ask.texts("tick"), ask.texts("all"), ask.text("to")
    if to is None and (ticked or whole) and ask.text("find") is None:
        raise BadInput("say what the ticked ones do: sit for a party, stay away, or give up the seat")
    if to is not None and not (ticked or whole):
        raise BadInput("tick the members or the party that this is about")
    if to == VACANT and whole:
        raise BadInput(f"tick the members of {whole[0]} whose seats fall vacant: a party holds none itself")
    if to == AWAY:
        made["abstain"] += [*ticked, *whole]
    elif to == VACANT:
        made["vacate"] += ticked
    elif to is not None:
        into = _group(ask) if to == GROUP else to
        made["move"] += [f"{name}:{into}" for name in ticked]
        made["join"] += [f"{name}:{into}" for name in whole]
    if sum(map(len, made.values())) > _MOST_ASKED:
        raise BadInput(f"more than {_MOST_ASKED} hypotheses at once")
    return Asked(**{name: tuple(dict.fromkeys(values)) for name, values in made.items()})


def bare_asked(ask: Ask) -> Asked:
    """What the address supposes without the form's ticks: what is left where these cannot be."""
    return Asked(**{name: tuple(dict.fromkeys(ask.texts(name)[:_MOST_ASKED])) for name in KINDS})


def hypotheses(asked: Asked) -> list[Hypothesis]:
    return [*map(move, asked.move), *map(join, asked.join), *map(Vacate, asked.vacate), *map(Abstain, asked.abstain)]


def form(ask: Ask, house: Composition, *, failed: bool) -> WhatIfForm:
    """What can be ticked and chosen; what was ticked stays so while nothing is said of it, or it could not be."""
    benches = _benches(ask, house)
    sitting = dict.fromkeys(member.party for member in house.sitting if member.party is not None)
    called = parties_called(house)
    present = [(called[party], house.parties[party].name) for party in sitting]
    absent = [(called[party], row.name) for party, row in house.parties.items() if party not in sitting]
    groups = [(called[party], row.name) for party in sitting if (row := house.parties[party]).kind != "other"]
    find, wavering = ask.text("find"), [one for one in benches if one.stance is not None][:_MOST_WAVERING]
    shown = list(_found((one for one in benches if one not in wavering), find))[:_MOST_BENCHES]
    kept = failed or ask.text("to") is None
    ticked = ask.texts("tick") if kept else ()
    return WhatIfForm(
        wavering=tuple(wavering),
        benches=tuple(shown),
        groups=_by_name(groups),
        parties=_by_name(present),
        others=_by_name(absent),
        divisions=division_lines(ask.record.roll)[-_MOST_DIVISIONS:],
        find=find,
        ticked=ticked,
        hidden=tuple(one for one in benches if one.called in set(ticked) and one not in wavering and one not in shown),
        whole=ask.texts("all") if kept else (),
    )


def _by_name(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: fold(pair[1])))


def _group(ask: Ask) -> str:
    name = ask.text("name")
    if name is None:
        raise BadInput("give the new group a name")
    return f"{NEW}{name}"


def _benches(ask: Ask, house: Composition) -> list[Bench]:
    """Everybody who sits: those whom reports name first, then by party and name."""
    said = _stances(ask) if house.sitting else {}
    called = members_called(house)
    sizes = {party: sum(one.party == party for one in house.sitting) for party in {one.party for one in house.sitting}}
    made = [
        (
            _STANCES.index(stance) if (stance := said.get(one.person)) is not None else len(_STANCES),
            -sizes[one.party],
            house.party_name(one.party),
            fold(one.name),
            Bench(called[one.person], one.person, one.name, one.place, house.party_name(one.party), stance),
        )
        for one in house.sitting
    ]
    return [row[-1] for row in sorted(made, key=lambda row: row[:-1])]


def _stances(ask: Ask) -> Mapping[str, Stance]:
    """By the register's id of a person, the stance on leaving that reports name."""
    # Of all days at once: the members to tick need no count of their own for each day that is looked at.
    found = replace(ask, moment=Moment(known=ask.known)).tally("leave")
    by_stance = {group.stance: group.holdings for group in found.groups}
    made: dict[str, Stance] = {}
    for stance in _STANCES:
        for row in by_stance.get(stance, ()):
            if row.holder.register_id is not None and row.holder.kind == "person":
                made.setdefault(row.holder.register_id, stance)
    return made


def _found(benches: Iterable[Bench], words: str | None) -> Iterable[Bench]:
    wanted = fold(words or "").split()
    return (one for one in benches if all(word in fold(f"{one.name} {one.place} {one.party}") for word in wanted))

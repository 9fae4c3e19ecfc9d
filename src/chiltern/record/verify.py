"""`verify`: whether a record is what was put into it; each row that differs is named, with what to do.

A check is a function of an open store that yields what it finds hurt, and now and then how far it has come. The checks
read on behind what they cannot read, so that a damaged file is told apart from a lost one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from chiltern.errors import ChilternError, NotARecord, RecordBusy, RecordError
from chiltern.record import checks, checks_claims, checks_derived, checks_file, checks_words
from chiltern.record.checks import RESTORE, Done, Hurt
from chiltern.record.faults import is_sqlite
from chiltern.record.scan import reason_of
from chiltern.record.store import Store


class Check(NamedTuple):
    """`name` says what is looked at, in a few words, for who waits; `of_sound` is left out where anything is hurt."""

    name: str
    run: Callable[[Store], Iterator[Hurt | Done]]
    of_sound: bool = False


CHECKS: tuple[Check, ...] = (
    Check("the file", checks_file.file),
    Check("the tables", checks_file.tables),
    Check("rows", checks_file.rows),
    Check("the roll", checks.roll),
    Check("reports", checks.versions),
    Check("names", checks.entities),
    Check("claims", checks_claims.claims),
    Check("the search index", checks_words.words),
    Check("what follows from them", checks_derived.derived, of_sound=True),
)


class Progress(msgspec.Struct, frozen=True):
    """How many rows of how many a check has seen."""

    check: str
    done: int
    of: int


def verify(path: Path, checks: Sequence[Check] = CHECKS) -> Iterator[Hurt | Progress]:
    """Everything that differs from what was put in; what lies between tells how far the work has come.

    Never changes the file. Raises `NotARecord` for another kind of file, `NewerRecord`, `RecordBusy`, or `RecordError`
    where the file cannot be opened at all.
    """
    if not is_sqlite(path):
        # Says what it is instead: nothing, a folder, another kind of file.
        Store(path).close()
    try:
        store = Store(path)
    except RecordBusy:
        raise
    except NotARecord as error:
        if error.__cause__ is None:
            raise
        yield Hurt("file", "", f"the record does not open: {reason_of(error)}", RESTORE)
        with Store.unchecked(path) as store:
            yield from run(store, checks)
        return
    with store:
        yield from run(store, checks)


def run(store: Store, checks: Sequence[Check] = CHECKS) -> Iterator[Hurt | Progress]:
    """The checks one after the other; one that a damaged file ends is itself a finding."""
    any_hurt = False
    for check in checks:
        if check.of_sound and any_hurt:
            continue
        yield Progress(check.name, 0, 0)
        try:
            for found in check.run(store):
                any_hurt = any_hurt or isinstance(found, Hurt)
                yield Progress(check.name, found.rows, found.of) if isinstance(found, Done) else found
        except RecordBusy:
            raise
        except (RecordError, OSError) as error:
            any_hurt = True
            yield _ended(check, reason_of(error) if isinstance(error, RecordError) else str(error))
        except Exception as error:
            # Where nothing is hurt, this is a fault of the check.
            if not any_hurt:
                raise
            yield _ended(check, f"{type(error).__name__}: {error}")


def _ended(check: Check, reason: str) -> Hurt:
    return Hurt("file", "", f"{check.name} cannot be looked at further: {reason}", RESTORE)


@contextmanager
def explained_by_damage(path: Path) -> Iterator[None]:
    """One line for whatever breaks on a damaged file; of a sound one it is a fault of the program and stays as it is.

    Finding out takes as long as `verify` needs to the first thing that is hurt, and only where something broke.
    """
    try:
        yield
    except (ChilternError, GeneratorExit):
        raise
    except Exception as error:
        if _is_hurt(path):
            raise NotARecord(
                f"{path}: the record is damaged ({type(error).__name__}); `chiltern verify` says where; restore it from"
                " a copy"
            ) from error
        raise


def _is_hurt(path: Path) -> bool:
    try:
        return any(isinstance(found, Hurt) for found in verify(path))
    except RecordError:
        return True

"""A fetch from beginning to end: what is wanted goes in, a roll file is written, what became of it comes out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from chiltern.errors import BadInput
from chiltern.fetch.cache import AnswerCache, cache_folder
from chiltern.fetch.client import POLITE, Client, Manners, Watch
from chiltern.fetch.rolls import Made, made_of
from chiltern.fetch.uk_commons import KIND, Fetched, Wanted, fetch, last_fetched
from chiltern.register.roll import save_roll


class Outcome(NamedTuple):
    """A roll that was written, and the answers that it was made from."""

    output: Path
    fetched: Fetched
    made: Made


def fetch_roll(
    output: Path,
    wanted: Wanted,
    now: datetime,
    agent: str,
    *,
    replacing: bool = False,
    cache: Path | None = None,
    refresh: bool = False,
    manners: Manners | None = None,
    watch: Watch | None = None,
) -> Outcome:
    """Downloads what is wanted and writes its roll; raises `FetchError`, and writes nothing, where anything is missing.

    `replacing` allows to write over a file. `now` has a time zone; `agent` is how the client names itself; `cache` is
    the folder for the answers.
    """
    _check_place(output, replacing)  # before the first request, not after the last
    kept = AnswerCache(cache_folder(cache) / KIND)
    with Client(kept, agent, now, refresh=refresh, manners=manners or POLITE, watch=watch) as client:
        fetched = fetch(client, wanted, now.date())
    return _written(output, fetched, replacing)


def make_again(output: Path, *, replacing: bool = False, cache: Path | None = None) -> Outcome:
    """Writes the roll of the last whole fetch once more, without a network."""
    _check_place(output, replacing)
    return _written(output, last_fetched(AnswerCache(cache_folder(cache) / KIND)), replacing)


def _written(output: Path, fetched: Fetched, replacing: bool) -> Outcome:
    made = made_of(fetched)
    save_roll(made.roll, output, replacing=replacing)
    return Outcome(output, fetched, made)


def _check_place(output: Path, replacing: bool) -> None:
    if output.exists() and not (replacing and output.is_file()):
        raise BadInput(f"{output} is there already: choose another name{', or give --replace' * output.is_file()}")
    if not output.parent.is_dir():
        raise BadInput(f"{output}: no folder {output.parent}; make it first, or choose another place")

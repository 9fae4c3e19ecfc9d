"""`chiltern roll fetch`: the current official roll, downloaded."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

import chiltern
from chiltern.cli.options import Day, json_option


@click.command()
@click.argument("kind", type=click.Choice(["uk-commons"]))
@click.option(
    "-o",
    "--output",
    metavar="ROLL",
    type=click.Path(path_type=Path),
    default=Path("uk-commons.json"),
    show_default=True,
    help="The roll file to write.",
)
@click.option("--replace", "replacing", is_flag=True, help="Write over a file that is there, once all has come.")
@click.option(
    "--since", type=Day(first=True), metavar="DATE", help="Also those who left: everybody who sat on or after this day."
)
@click.option("--refresh", is_flag=True, help="Ask again for what was fetched less than a day ago.")
@click.option("--offline", is_flag=True, help="Make the roll from the last whole fetch, without a network.")
@click.option(
    "--cache",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Keep the answers here and not in the user's cache folder.",
)
@click.option("--base", metavar="URL", help="Another address of the Members API: a mirror.")
@click.option(
    "--results",
    metavar="URL",
    multiple=True,
    help="Another address of a general election's candidacies as CSV; may be repeated.",
)
@click.option("--no-results", is_flag=True, help="Leave the election results out.")
@json_option
def fetch(
    kind: str,
    output: Path,
    replacing: bool,
    since: date | None,
    refresh: bool,
    offline: bool,
    cache: Path | None,
    base: str | None,
    results: tuple[str, ...],
    no_results: bool,
    as_json: bool,
) -> None:
    """Download the current official roll and write it to a file.

    KIND is uk-commons: members, parties and seats from the UK Parliament's Members API, and the results of the last
    general election. Answers are kept for a day, so a run that was stopped goes on where it was. The file is written
    when all is there, and not at all when anything is missing.

    \b
    Example:
        chiltern roll fetch uk-commons -o commons.json
    """
    if no_results and results:
        raise click.UsageError("--results and --no-results exclude each other")
    if offline and (refresh or since or base or results or no_results):
        raise click.UsageError(
            "--offline makes the roll of the last fetch again: it does not go with options that say what to fetch"
        )
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without
    from chiltern.cli.show.fetch import show_fetched, watching  # likewise
    from chiltern.fetch.run import fetch_roll, make_again  # loads urllib3 too
    from chiltern.fetch.uk_commons import MEMBERS_API, RESULTS, Wanted  # likewise

    if offline:
        outcome = make_again(output, replacing=replacing, cache=cache)
    else:
        wanted = Wanted(base or MEMBERS_API, () if no_results else results or (RESULTS,), since)
        agent = f"chiltern/{chiltern.__version__} (rolls of parliaments for newsrooms)"
        now = datetime.now(UTC)
        with watching() as watch:
            outcome = fetch_roll(
                output, wanted, now, agent, replacing=replacing, cache=cache, refresh=refresh, watch=watch
            )
    show_fetched(show.Page(), outcome, as_json=as_json)

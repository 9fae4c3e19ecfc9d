"""`chiltern conflicts`, `changes`, `log` and `decide`: what an editor looks at, and rules on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

import chiltern
from chiltern.cli.options import json_option, known_option, on_option, record_argument
from chiltern.errors import BadInput

FORMATS = ("text", "json", "html", "atom")


@click.command()
@record_argument
@click.argument("number", required=False)
@click.option(
    "--kind", metavar="KIND", help="Only of this kind (seat, figure, wording, …) or strength (hard, roll, …)."
)
@click.option("--about", metavar="NAME", help="Only what is of or about this person, party or seat.")
@on_option
@known_option
@json_option
def conflicts(
    record: Path,
    number: str | None,
    kind: str | None,
    about: str | None,
    on: date | None,
    known: str | None,
    as_json: bool,
) -> None:
    """Show where sources cannot all be right, with both passages.

    Contradictions come first, then what differs without contradicting: a rounded figure, another spelling, a later
    day. NUMBER, the first digits of a conflict's, shows one in full. The number before the words is the claim's, for
    `chiltern source`.

    \b
    Example:
        chiltern conflicts split.db --about "Mike Gapes"
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    with chiltern.open(record) as opened:
        if number is not None:
            one = opened.conflict(number, known=known)
            show.show_json(one) if as_json else show.show_dispute(show.Page(), one, whole=True)
            return
        found = opened.conflicts(kind=kind, about=about, on=on, known=known)
    if as_json:
        show.show_json(found)
    else:
        show.show_disputes(show.Page(), found)


@click.command()
@record_argument
@click.option(
    "--since", metavar="TIME", required=True, help="2019-02-18 (the end of that day) or 2019-02-18T09:30 (UTC)."
)
@known_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html", "atom"]), default="text", show_default=True
)
def changes(record: Path, since: str, known: str | None, form: str) -> None:
    """Show what the record has learnt since a moment.

    Members who moved, positions that changed, conflicts opened and closed, new reports and their claims, decisions.
    With --format html a page fit for an e-mail, with atom a feed.

    \b
    Example:
        chiltern changes split.db --since 2019-02-18
        chiltern changes split.db --since 2019-02-18 --format html > news.html
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without
    from chiltern.export.news import atom, html  # likewise

    with chiltern.open(record) as opened:
        found = opened.changes(since, known=known)
    if form == "text":
        show.show_news(show.Page(), found)
    elif form == "json":
        show.show_json(found)
    else:
        click.echo(html(found, record.name) if form == "html" else atom(found, record.name))


@click.command()
@record_argument
@known_option
@json_option
def log(record: Path, known: str | None, as_json: bool) -> None:
    """Show what happened to a record: reports that came, were read again, and decisions.

    The number of a decision is for `chiltern decide RECORD undo`; the times are for --known and --since.

    \b
    Example:
        chiltern log split.db
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    with chiltern.open(record) as opened:
        found = opened.log(known=known)
    if as_json:
        show.show_json(found)
    else:
        show.show_log(show.Page(), found)


ACTIONS = ("confirm", "reject", "correct", "merge", "split", "note", "undo")


@click.command()
@record_argument
@click.argument("action", type=click.Choice(ACTIONS))
@click.argument("target")
@click.argument("more", nargs=-1)
@click.option("--by", envvar="CHILTERN_EDITOR", default="", help="Who decides; or set CHILTERN_EDITOR.")
@click.option("--why", default="", help="The reason, in a sentence.")
@json_option
def decide(record: Path, action: Any, target: str, more: tuple[str, ...], by: str, why: str, as_json: bool) -> None:
    """Rule on a claim, a conflict or a name; nothing is lost, and every decision can be undone.

    \b
    confirm TARGET                 a claim or a conflict is right
    reject TARGET                  a claim is misread; a conflict is none
    correct CLAIM FIELD=VALUE ...  a claim says something else: stance=intends, holder="Ian Austin"
    merge NAME NAME                two names are one: the first is the second
    split NAME REPORT              in this report, the name means somebody else
    note TARGET                    --why is the note; TARGET may be a name
    undo NUMBER                    a decision, by its number in `chiltern log`

    TARGET is the first digits of a claim's or conflict's number.

    \b
    Example:
        chiltern decide split.db reject 3f9a2c71b0 --by "A. Editor" --why "She speaks of 1981"
    """
    from chiltern.cli import show  # loads rich and msgspec, which `chiltern --help` can do without

    given = _given(action, more)
    with chiltern.open(record) as opened:
        made = opened.decide(action, target, by=by, why=why, **given)
    if as_json:
        show.show_json(made)
    else:
        show.show_decided(show.Page(), made)


def _given(action: str, more: tuple[str, ...]) -> dict[str, Any]:
    """What stands after the target: fields of a correction, another name, or a report."""
    if action == "correct":
        fields = dict(word.partition("=")[::2] for word in more if "=" in word)
        if len(fields) != len(more):
            raise BadInput('a correction is FIELD=VALUE: stance=intends, holder="Ian Austin"')
        return {"fields": fields}
    wanted = {"merge": "into", "split": "report"}.get(action)
    if len(more) != (wanted is not None):
        what = {"into": "another name", "report": "a report"}.get(wanted or "", "nothing")
        raise BadInput(f"{action} takes {what} after its target")
    return {wanted: more[0]} if wanted else {}

"""What every page says of its record: whose it is, how far it has come, and the address that stays the same."""

from __future__ import annotations

from chiltern.web.address import address
from chiltern.web.ask import Ask
from chiltern.web.pages import Frame


def frame(ask: Ask, path: str) -> Frame:
    """The frame of a page. Its permalink has the moment of the record's last event, where the reader chose none."""
    view = ask.view
    changed = view.row(
        "SELECT max(at) FROM (SELECT max(known_at) AS at FROM readings WHERE known_at <= ?1"
        " UNION ALL SELECT max(made_at) FROM decisions WHERE made_at <= ?1)",
        (view.known,),
    )[0]
    newest = ask.record.newest_report_day
    fields = {name: values for name, values in ask.fields.items() if name not in ("on", "known")}
    fixed = {**ask.moment.query, "known": ask.known or changed or ""}
    roll = ask.record.roll
    return Frame(
        path=path,
        permalink=address(path, {**fields, **fixed}),
        moment=ask.moment,
        legislature=roll.title or roll.name,
        roll=roll.name,
        newest=newest.isoformat() if newest else None,
        changed=changed,
    )

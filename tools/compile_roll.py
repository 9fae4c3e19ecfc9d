"""Compiles the built-in roll of the House of Commons of 2017 to 2019 from official tables and hand-kept facts.

In goes a directory of tables (memberships, parties, posts, results, as CSV) and the facts in `uk-commons-2017/`; out
comes one roll file. The same input gives the same bytes. From the top of the repository:

    python -m tools.compile_roll DATA_DIR -o src/chiltern/register/builtin/uk-commons-2017.json
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from chiltern.errors import ChilternError
from chiltern.register.model import RollRows, Source
from chiltern.register.roll import Roll, save_roll
from tools.roll_register import SINCE, UNTIL, Register
from tools.roll_ties import affiliations, contests, roles

FACTS = Path(__file__).with_name("uk-commons-2017")


def compile_rows(register: Register) -> RollRows:
    """All rows of the roll, each kind in a fixed order; raises `BadInput` where tables and facts do not agree."""
    persons = (*register.members.values(), *register.outsiders.values())
    return RollRows(
        name="uk-commons-2017",
        title="House of Commons, 2017 to 2019",
        legislature="House of Commons",
        since=SINCE,
        until=UNTIL,
        sources=tuple(Source(**row) for row in register.facts["sources"]),
        parties=register.parties(),
        seats=tuple(sorted(register.seats.values(), key=lambda row: row.id)),
        persons=tuple(sorted(persons, key=lambda row: row.id)),
        tenures=register.tenures(),
        affiliations=affiliations(register),
        roles=roles(register),
        contests=contests(register),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Compile the built-in roll of the House of Commons, 2017 to 2019.")
    parser.add_argument("data", type=Path, help="directory of official tables")
    parser.add_argument("-o", "--output", type=Path, required=True, help="roll file to write")
    options = parser.parse_args()
    try:
        roll = Roll(compile_rows(Register(options.data, FACTS)))
    except (ChilternError, OSError) as error:
        print(f"compile_roll: {error}", file=sys.stderr)
        return 1
    save_roll(roll, options.output)
    print(f"{options.output}: {len(roll.seats)} seats, {len(roll.persons)} persons, {len(roll.affiliations)} spells")
    return 0


if __name__ == "__main__":
    sys.exit(main())

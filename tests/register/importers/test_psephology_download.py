"""The wide table that the election results site offers, as `chiltern roll import psephology` takes it."""

from __future__ import annotations

from chiltern.register.importers.base import InFile, Wish
from chiltern.register.importers.psephology import read
from chiltern.register.roll import Roll

WIDE = """\
Election URL,Election polling date,Election is by-election,Constituency name,Constituency geographic code,Electorate,\
Majority,Candidate given name,Candidate family name,Candidate MNIS ID,Main party name,Main party URL,\
Main party MNIS ID,Candidate vote count,Candidate result position
https://results.example/elections/1,2018-05-03,true,Chalkford,E14000901,69000,9000,Owen,Pike,9002,Conservative,\
https://results.example/political-parties/1,4,20000,1
https://results.example/elections/1,2018-05-03,true,Chalkford,E14000901,69000,9000,Ivy,Marsh,,Labour,\
https://results.example/political-parties/3,15,11000,2
torn
"""


def test_the_wide_table_of_the_site_gives_the_same_roll() -> None:
    made = read([InFile("candidacies.csv", WIDE.encode())], Wish())
    (contest,) = made.rows.contests
    assert (contest.date, contest.kind, contest.majority) == ("2018-05-03", "by-election", 9000)
    assert [(row.name, row.party, row.elected) for row in contest.candidates] == [
        ("Owen Pike", "conservative", True),
        ("Ivy Marsh", "labour", False),
    ]
    assert [row.person for row in made.rows.tenures] == ["owen-pike"]
    assert [(row.file, row.line) for row in made.skipped] == [("candidacies.csv", 4)]
    Roll(made.rows)

"""Every real file of a format that an importer reads comes in, with these counts; every other says in a line why not.

Needs the files in ../shared/data beside the repository; without them the tests are skipped and say so.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from chiltern.errors import BadInput
from chiltern.register.importing import import_roll

DATA = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the official files in ../shared/data")

# Each file alone: kind, file, then persons, parties, seats, tenures, affiliations, roles, contests, divisions, and
# the rows left out. What one file lacks another gives: the tests of each importer have them together.
IMPORTED = """
members-api api-samples/location-constituency-4483-electionresult-422.json 0 7 1 0 0 0 1 0 0
members-api api-samples/location-constituency-4483-electionresults.json 0 0 1 0 0 0 1 0 0
members-api api-samples/location-constituency-4483.json                 1 1 1 1 1 0 0 0 0
members-api api-samples/location-constituency-search.json               1 1 1 1 1 0 0 0 0
members-api api-samples/members-biography.json                          1 1 2 2 1 6 0 0 0
members-api api-samples/members-history.json                            1 2 2 5 5 0 0 0 0
members-api api-samples/members-search.json                             1 1 1 1 1 0 0 0 0
members-api api-samples/members.json                                    1 1 1 1 1 0 0 0 0
members-api api-samples/parties-stateoftheparties-commons.json          0 15 0 0 0 0 0 0 0
members-api members-api-2024-07-31/members.csv                          2469 0 0 0 0 0 0 0 0
members-api members-api-2024-07-31/names.csv                            5093 0 0 0 0 0 0 0 0
members-api members-api-snapshots/mp-spells.csv                         1003 21 861 2073 2073 0 0 0 0
members-api members-api-snapshots/party-changes-observed.csv            38 10 37 97 97 0 0 0 0
divisions divisions/brexit-divisions.csv                                0 0 0 0 0 0 0 10 0
divisions divisions/commons-division-tellers.csv                        154 7 0 0 0 0 0 534 0
divisions divisions/commons-divisions.csv                               0 0 0 0 0 0 0 591 0
divisions divisions/commonsvotes-division-562.csv                       649 11 649 649 0 0 0 1 0
divisions divisions/debates2009-10-27d.xml                              473 0 3 3 0 0 0 1 0
divisions divisions/lordsdivisions2009-10-28a.xml                       190 0 0 0 0 0 0 1 0
divisions divisions/votes-division-219.csv                              644 14 0 0 0 0 0 1 0
divisions divisions/votes-of-member-172.csv                             1 0 0 0 0 0 0 445 0
psephology elections/candidacies.csv                                    1545 314 856 3281 3281 0 3281 0 2
psephology elections/commons-library-2017-by-constituency.csv           0 15 650 0 0 0 650 0 0
psephology elections/constituencies.csv                                 0 0 1959 0 0 0 0 0 0
psephology elections/elections.csv                                      0 0 1295 0 0 0 3281 0 0
psephology elections/maiden-speeches.csv                                1368 0 760 1368 0 0 0 0 0
psephology elections/mnis-constituencies.csv                            0 0 3877 0 0 0 0 0 0
psephology elections/parties.csv                                        0 324 0 0 0 0 0 0 0
psephology elections/results-1918-2017-by-constituency.csv              0 8 5813 0 0 0 17048 0 0
popolo everypolitician/popolo-isle-of-man-house-of-keys.json            24 2 15 24 24 0 0 0 0
popolo everypolitician/popolo-northern-ireland-assembly.json            239 16 18 474 502 0 0 0 0
popolo everypolitician/popolo-scotland-parliament.json                  253 9 123 535 542 0 0 0 0
popolo everypolitician/popolo-wales-assembly.json                       60 4 45 60 60 0 0 0 0
popolo parlparse/posts-2020-10.json                                     1137 0 0 0 0 4926 0 0 1
popolo wikidata/commons-57.popolo.json                                  652 11 650 652 660 0 0 0 0
popolo wikidata/london-assembly-2016.popolo.json                        25 5 15 25 25 0 0 0 0
popolo wikidata/scottish-parliament-5.popolo.json                       133 6 81 134 136 0 0 0 0
everypolitician everypolitician/uk-commons-term-55.csv                  669 14 650 671 672 0 0 0 0
everypolitician everypolitician/uk-commons-term-56.csv                  650 14 650 650 651 0 0 0 0
everypolitician everypolitician/uk-commons-term-57-excerpt.csv          17 7 17 17 32 0 0 0 0
members-api members-api-2024-07-31/house-memberships.csv 2735 0 3718 10398 0 0 0 0 0
members-api members-api-2024-07-31/party-memberships.csv 5085 53 0 0 8054 0 0 0 2
mnis mnis-2021/commons-memberships.csv                                  2378 0 3068 9725 0 0 0 0 0
mnis mnis-2021/government-roles.csv                                     872 0 0 0 0 2796 0 0 0
mnis mnis-2021/members.csv                                              2378 0 0 0 0 0 0 0 0
mnis mnis-2021/opposition-roles.csv                                     767 0 0 0 0 2418 0 0 1
mnis mnis-2021/other-parliaments.csv                                    164 0 0 0 0 196 0 0 0
mnis mnis-2021/parliamentary-roles.csv                                  287 15 0 0 0 430 0 0 0
mnis mnis-2021/party-memberships-collapsed.csv                          2378 39 0 0 2735 0 0 0 0
mnis mnis-2021/party-memberships.csv                                    2378 39 0 0 4573 0 0 0 0
mnis pdp-2018/commons-memberships.csv                                   2235 0 3068 9072 0 0 0 0 0
mnis pdp-2018/government-roles.csv                                      835 0 0 0 0 2642 0 0 0
mnis pdp-2018/members.csv                                               2235 0 0 0 0 0 0 0 0
mnis pdp-2018/opposition-roles.csv                                      725 0 0 0 0 2186 0 0 1
mnis pdp-2018/party-memberships.csv                                     2235 44 0 0 3825 0 0 0 0
parlparse parlparse/all-members-2010.xml                                669 14 650 671 672 0 0 0 0
parlparse parlparse/all-members.xml                                     948 19 694 2000 2037 0 0 0 0
parlparse parlparse/constituency-names.csv                              0 0 2227 0 0 0 0 0 0
parlparse parlparse/members-1997-2015.csv                               1160 21 789 2671 2709 0 0 0 0
parlparse parlparse/person-members.csv                                  12129 0 0 0 0 0 0 0 0
parlparse party-changes/twfy-2019-10-party-spells.csv                   652 13 0 0 746 0 0 0 0
wikidata wikidata/commons-57.sparql.json                                652 11 650 652 660 0 0 0 0
wikidata wikidata/london-assembly-2016.sparql.json                      25 5 15 25 25 0 0 0 0
wikidata wikidata/scottish-parliament-5.sparql.json                     133 6 81 134 136 0 0 0 0
"""

# Files of these formats that are nothing alone, or no roll: what the refusal says.
REFUSED = {
    ("members-api", "api-samples/members-biography-empty.json"): "nothing of the House of Commons",
    ("members-api", "api-samples/members-paged-response.json"): "shortTitle",  # bills
    ("members-api", "members-api-2024-07-31/house-memberships-deltas.csv"): "differences without the table",
    ("members-api", "members-api-2024-07-31/party-memberships-deltas.csv"): "differences without the table",
    ("divisions", "divisions/brexit-divisions-by-party.csv"): "does not say when",
    ("divisions", "divisions/brexit-votes.csv"): "does not say when",
    ("divisions", "divisions/policies.csv"): "policies are not imported",
    ("divisions", "divisions/policy-divisions.csv"): "policies are not imported",
    ("psephology", "elections/constituency-overlaps.csv"): "no contest, seat or party",
    ("psephology", "elections/notional-2019-candidacies.csv"): "no contest, seat or party",
    ("psephology", "elections/notional-2019-elections.csv"): "no contest, seat or party",
    ("psephology", "elections/parliaments.csv"): "no contest, seat or party",
    ("psephology", "elections/party-registrations.csv"): "no contest, seat or party",
    ("parlparse", "parlparse/member-aliases.csv"): "without the people",
    ("parlparse", "parlparse/person-mnis.csv"): "without the people",
    ("parlparse", "parlparse/people-json-commits.csv"): "no roll",
    ("parlparse", "party-changes/changes-2017-2019-compared.csv"): "expected all-members.xml",
    ("parlparse", "party-changes/party-changes.csv"): "expected all-members.xml",
}
# Of formats that no importer names: ministers, maps, a referendum, news texts.
ELSEWHERE = {"ifg-ministers", "hexmaps", "referendum-2016", "polnear"}


def lines() -> list[tuple[str, str, list[int]]]:
    return [
        (words[0], words[1], [int(word) for word in words[2:]])
        for words in map(str.split, IMPORTED.split("\n"))
        if words
    ]


@pytest.mark.parametrize(("kind", "file", "counts"), lines(), ids=[file for _, file, _ in lines()])
def test_a_file_comes_in(kind: str, file: str, counts: list[int]) -> None:
    roll, skipped = import_roll(kind, [DATA / file])
    rows = roll.rows
    ties = (rows.tenures, rows.affiliations, rows.roles, rows.contests, rows.divisions)
    assert [*map(len, (rows.persons, rows.parties, rows.seats, *ties)), len(skipped)] == counts
    assert rows.sources
    assert all(tie.sources for tie in rows.tenures)
    assert all(tie.sources for tie in rows.affiliations)


@pytest.mark.parametrize(("kind", "file"), REFUSED, ids=[file for _, file in REFUSED])
def test_a_file_that_is_no_roll_is_refused_in_a_line(kind: str, file: str) -> None:
    with pytest.raises(BadInput, match=REFUSED[kind, file]) as refused:
        import_roll(kind, [DATA / file])
    assert "\n" not in str(refused.value)


def test_no_file_is_forgotten() -> None:
    listed = {file for _, file, _ in lines()} | {file for _, file in REFUSED}
    there = {str(path.relative_to(DATA)) for path in DATA.rglob("*") if path.is_file()}
    assert listed == {file for file in there if file.split("/")[0] not in {*ELSEWHERE, "README.md"}}

"""Who holds which office: sentences with the claims they make, a third of them with none.

Each case is (text, claims); a claim is "person | role | of | since", with "former" behind the role where it is over.
An empty place is left empty. The people are made up; places, parties and chambers are real.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from chiltern.claims import RoleClaim
from chiltern.reading.cast import Entity
from chiltern.reading.mentions import Mentions
from chiltern.reading.roles import find_roles
from chiltern.reading.text import Text
from chiltern.register.roll import Roll, load_roll
from chiltern.reports.model import Report

PUBLISHED = date(2019, 5, 22)

# fmt: off
BESIDE_A_NAME = [
    ("Rotherham MP Dana Marsh quit.", ["Dana Marsh | MP | Rotherham |"]),
    ("Dana Marsh, MP for Rotherham, quit.", ["Dana Marsh | MP | Rotherham |"]),
    ("Dana Marsh, 51, Labour MP for Rotherham, quit.", ["Dana Marsh | MP | Rotherham |"]),
    ("Greens leader Eve Holt spoke.", ["Eve Holt | leader | Green Party |"]),
    ("Mt Cargill MP Aroha Pere quit.", ["Aroha Pere | MP | Mt Cargill |"]),
    ("Marlene Roy, MLA for Peace Foothills, quit.", ["Marlene Roy | MLA | Peace Foothills |"]),
    ("Dana Marsh, who represents Penny Riverside, is an MP.", ["Dana Marsh | MP | Penny Riverside |"]),
    ("BJP president J. K. Rao spoke.", ["J. K. Rao | president | Bharatiya Janata Party |"]),
    (
        "Former health minister and senator Bilal Khan spoke.",
        ["Bilal Khan | health minister former | |", "Bilal Khan | senator | |"],
    ),
    ("Dana Marsh, MLA from Sirsi, quit.", ["Dana Marsh | MLA | Sirsi |"]),
    ("The BJP won. Congress spokesperson K. B. Rao spoke.", ["K. B. Rao | spokesperson | Indian National Congress |"]),
    (
        "SNP's Westminster leader, Angus Tolmie, spoke.",
        ["Angus Tolmie | westminster leader | Scottish National Party |"],
    ),
    ("Ottawa is cold. Premier Eve Holt spoke.", ["Eve Holt | premier | |"]),
    ("Neighbouring MP Eve Holt spoke.", ["Eve Holt | MP | |"]),
    ("Eve Holt, head of the Center for Fair Votes, spoke.", ["Eve Holt | head | Center for Fair Votes |"]),
    ("Chief Emeka Nwosu spoke.", []),
    ("Senator Ngozi Obi (Anambra North) spoke.", ["Ngozi Obi | senator | Anambra North |"]),
    (
        "Green co-leaders Alan Moss and Eve Holt met.",
        ["Alan Moss | co-leader | Green Party |", "Eve Holt | co-leader | Green Party |"],
    ),
    ("Members of Penny Hills CLP heard their MP, Rowan Pike.", ["Rowan Pike | MP | Penny Hills |"]),
    ("Dana Marsh is on Oakham Borough Council. Cllr Rao spoke.", ["Rao | councillor | Oakham Borough Council |"]),
    ("The Greens’ economic spokeswoman, Eve Holt, spoke.", ["Eve Holt | economic spokeswoman | Green Party |"]),
    ("Eve Holt (the Green Party treasurer) spoke.", ["Eve Holt | treasurer | Green Party |"]),
    ("Texas Gov. Bob Lane spoke.", ["Bob Lane | governor | Texas |"]),
    ("Bob Lane, the governor of Texas, spoke.", ["Bob Lane | governor | Texas |"]),
    ("U.S. Senate Majority Leader Bob Lane spoke.", ["Bob Lane | majority leader | United States Senate |"]),
    ("The GOP and the White House met Sen. Bob Lane.", ["Bob Lane | senator | United States Senate |"]),
    (
        "French President Luc Moreau and German Chancellor Eva Brandt met.",
        ["Luc Moreau | president | France |", "Eva Brandt | chancellor | Germany |"],
    ),
    (
        "The Taoiseach, Aoife Byrne, met Fine Gael deputy leader Sean Foley.",
        ["Aoife Byrne | taoiseach | |", "Sean Foley | deputy leader | Fine Gael |"],
    ),
    ("Aoife Byrne, Fine Gael TD for Kildare South, spoke.", ["Aoife Byrne | TD | Kildare South |"]),
    ("Kerala Chief Minister Ravi Menon spoke.", ["Ravi Menon | chief minister | Kerala |"]),
    ("Lagos State governor, Tunde Alabi, spoke.", ["Tunde Alabi | governor | Lagos State |"]),
    (
        "A two-term APC senator representing Oyo North, Tunde Alabi, has left the party.",
        ["Tunde Alabi | senator | Oyo North |"],
    ),
    ("Victoria's deputy premier, Alan Moss, has quit Labor.", ["Alan Moss | deputy premier | Victoria |"]),
    ("Former health minister Ravi Menon spoke.", ["Ravi Menon | health minister former | |"]),
    ("Ex-minister Ravi Menon spoke.", ["Ravi Menon | minister former | |"]),
    (
        "Rowan Pike, the then chair of the Scottish Affairs Committee, spoke.",
        ["Rowan Pike | chair former | Scottish Affairs Committee |"],
    ),
    ("Rowan Pike, a social worker and former mayor of Salford, spoke.", ["Rowan Pike | mayor former | Salford |"]),
    (
        "Rowan Pike, director of the Clean Rivers campaign, spoke.",
        ["Rowan Pike | director | Clean Rivers campaign |"],
    ),
    ("Deputy Attorney General Ann Dean spoke.", ["Ann Dean | deputy attorney general | |"]),
]

COUNCILS = [
    ("Salford’s Labour group leader Rowan Pike spoke.", ["Rowan Pike | Labour group leader | Salford Council |"]),
    ("Rotherham councillor Dana Marsh spoke.", ["Dana Marsh | councillor | Rotherham Council |"]),
    (
        "Cllr Pike, the leader of Salford’s Labour-led council, spoke.",
        ["Pike | councillor | Salford Council |", "Pike | leader | Salford Council |"],
    ),
    (
        "Salford Council’s leader Rowan Pike spoke. Cllr Pike left.",
        ["Rowan Pike | leader | Salford Council |", "Rowan Pike | councillor | Salford Council |"],
    ),
    (
        "Councillors Dana Marsh, Eve Holt and Ravi Menon quit the group.",
        ["Dana Marsh | councillor | |", "Eve Holt | councillor | |", "Ravi Menon | councillor | |"],
    ),
]

LISTS = [
    (
        "Republican Senators Bob Lane, Ann Dean and Joe Pratt spoke at the White House.",
        [
            "Bob Lane | senator | United States Senate |",
            "Ann Dean | senator | United States Senate |",
            "Joe Pratt | senator | United States Senate |",
        ],
    ),
    (
        "Former cabinet ministers Dana Marsh and Eve Holt, alongside Ravi Menon, spoke.",
        ["Dana Marsh | cabinet minister former | |", "Eve Holt | cabinet minister former | |"],
    ),
    (
        "Dana Marsh and Eve Holt, both former ministers, spoke.",
        ["Dana Marsh | minister former | |", "Eve Holt | minister former | |"],
    ),
    ("Two Labour peers, Lord Finch and Baroness Wray, resigned the whip.", ["Finch | peer | |", "Wray | peer | |"]),
    ("Two Labour MPs – Dana Marsh and Eve Holt – quit.", ["Dana Marsh | MP | |", "Eve Holt | MP | |"]),
    (
        "She was joined by three other MPs.\nAmong those are Dana Marsh, Eve Holt and Ravi Menon.",
        ["Dana Marsh | MP | |", "Eve Holt | MP | |", "Ravi Menon | MP | |"],
    ),
    (
        "Nobody spoke for two London Assembly members. Dana Marsh and Eve Holt were elected in 2004.",
        ["Dana Marsh | member | London Assembly | 2004", "Eve Holt | member | London Assembly | 2004"],
    ),
    (
        "Rowan Pike is a member of Unison and Momentum.",
        ["Rowan Pike | member | Unison |", "Rowan Pike | member | Momentum |"],
    ),
]

VERBS = [
    ("Dana Marsh has represented Rotherham since 1992.", ["Dana Marsh | MP | Rotherham | 1992"]),
    ("Ms Marsh has served as Rotherham’s MP since 1992.", ["Marsh | MP | Rotherham | 1992"]),
    ("Jane Akande, who represents Oyo North in the Senate, left the APC.", ["Jane Akande | senator | Oyo North |"]),
    (
        "Dana Marsh served as schools minister between 1987 and 1990.",
        ["Dana Marsh | schools minister former | | 1987"],
    ),
    (
        "Ravi Menon was sworn in as Chief Minister of Kerala on 20 May 2018.",
        ["Ravi Menon | chief minister | Kerala | 2018-05-20"],
    ),
    ("Eve Holt, elected leader in May 2016, spoke.", ["Eve Holt | leader | | 2016-05"]),
    ("Eve Holt was elected leader of the Greens last year.", ["Eve Holt | leader | Green Party | 2018"]),
    ("Eve Holt became chair of Bolton West CLP in March.", ["Eve Holt | chair | Bolton West CLP | 2019-03"]),
    ("Members appointed Eve Holt as chair of Bolton West CLP.", ["Eve Holt | chair | Bolton West CLP |"]),
    (
        "Eve Holt replaced Tom Field as leader of the Greens in 2014.",
        ["Eve Holt | leader | Green Party | 2014", "Tom Field | leader former | Green Party |"],
    ),
    ("Eve Holt resigned as treasurer of the Green Party.", ["Eve Holt | treasurer former | Green Party |"]),
    ("Eve Holt should resign as treasurer of the Green Party.", ["Eve Holt | treasurer | Green Party |"]),
    (
        "Tom Field’s resignation as treasurer of the Green Party surprised many.",
        ["Tom Field | treasurer former | Green Party |"],
    ),
    ("Kate Doyle was elected to the Australian Senate in 2016.", ["Kate Doyle | senator | Australian Senate | 2016"]),
    ("Bob Lane left in May and became mayor of Boston.", ["Bob Lane | mayor | Boston |"]),
    (
        "Tunde Alabi has been named as Director General of the PDP campaign council.",
        ["Tunde Alabi | director general | PDP campaign council |"],
    ),
    ("The chair of Bolton West CLP is Eve Holt.", ["Eve Holt | chair | Bolton West CLP |"]),
    (
        "Lagos State governor Tunde Alabi spoke about his deputy, Femi Bello.",
        ["Tunde Alabi | governor | Lagos State |", "Femi Bello | deputy governor | Lagos State |"],
    ),
    ("Dana Marsh’s CLP, Rotherham, met.", ["Dana Marsh | MP | Rotherham |"]),
    (
        "The chair of Bolton West CLP said the vote was fair.",
        ["chair of Bolton West CLP | chair | Bolton West CLP |"],
    ),
]

SEATS = [
    (
        "Helen Marsh, who has sat for Rotherham since 2015, said she would go.",
        ["Helen Marsh | MP | Rotherham | 2015"],
    ),
    ("The member for Stockport, Paul Drake, spoke.", ["Paul Drake | MP | Stockport |"]),
    ("Paul Drake sits for neighbouring Luton South.", ["Paul Drake | MP | Luton South |"]),
    ("Owen Pryce, the MP for Saltmarsh and Wexcombe, spoke.", ["Owen Pryce | MP | Saltmarsh and Wexcombe |"]),
    ("Rotherham, which Helen Marsh has held since 2015, voted.", ["Helen Marsh | MP | Rotherham | 2015"]),
    ("Rotherham, held by Helen Marsh since 2015, voted.", ["Helen Marsh | MP | Rotherham | 2015"]),
    ("She won by 11 votes in Lewes, the seat of Paul Drake.", ["Paul Drake | MP | Lewes |"]),
    ("Lewes, Paul Drake’s seat, voted.", ["Paul Drake | MP | Lewes |"]),
    ("Ms Okafor, whose seat is Lewisham East, spoke.", ["Okafor | MP | Lewisham East |"]),
    ("Marie Tremblay holds the riding of Windsor West.", ["Marie Tremblay | MP | Windsor West |"]),
    ("Clive Barnes was returned in Stroud.", ["Clive Barnes | MP | Stroud |"]),
    ("Clive Barnes’s majority in Stroud was 61.", ["Clive Barnes | MP | Stroud |"]),
    ("Across the city in Luton South, Labour’s Paul Drake spoke.", ["Paul Drake | MP | Luton South |"]),
    (
        "He went back to Lewes. The MP for that seat, Paul Drake, spoke.",
        ["Paul Drake | MP | Lewes |"],
    ),
    (
        "Kofi Mensah, MP for Ho West, and Ama Boateng, who represents Kumawu, quit.",
        ["Kofi Mensah | MP | Ho West |", "Ama Boateng | MP | Kumawu |"],
    ),
]

BODIES = [
    (
        "Marie Tremblay, who chairs the ethics committee, quit.",
        ["Marie Tremblay | chair | ethics committee |"],
    ),
    ("Kate Doyle led the Greens from 2004 to 2012.", ["Kate Doyle | leader former | Green Party | 2004"]),
    ("Labour met. Tom Field, who led the party from 1983, spoke.", ["Tom Field | leader former | Labour Party | 1983"]),
    ("Jo Ade chaired the Federation of Women Lawyers.", ["Jo Ade | chair former | Federation of Women Lawyers |"]),
    ("Ms Sharma chairs the Maharashtra Congress Committee.", ["Sharma | chair | Maharashtra Congress Committee |"]),
    ("Ann Dean leads the city council in Leeds.", ["Ann Dean | leader | Leeds City Council |"]),
    ("In Salford, the leader of the council, Rowan Pike, spoke.", ["Rowan Pike | leader | Salford Council |"]),
    ("Eve Holt is secretary of the Labour party in Enfield North.", ["Eve Holt | secretary | Enfield North CLP |"]),
    ("Labour met. In Stroud, the chair of the local party, Eve Holt, spoke.", ["Eve Holt | chair | Stroud CLP |"]),
    (
        "Rowan Pike, a councillor who chairs the Labour party in Stockport, spoke.",
        ["Rowan Pike | councillor | |", "Rowan Pike | chair | Stockport CLP |"],
    ),
    ("Ravi Menon, an organiser with the farmers' group Kisan Ekta, spoke.", ["Ravi Menon | organiser | Kisan Ekta |"]),
    ("Mr Brandt took over as chairman of the Greens in 2006.", ["Brandt | chair | Green Party | 2006"]),
    (
        "Tom Field is back. The former deputy leader of Salford Council spoke.",
        ["Tom Field | deputy leader former | Salford Council |"],
    ),
    ("A former chair of the ethics committee, Jo Larkin won Crewe.", ["Jo Larkin | chair former | ethics committee |"]),
    ("Lucy Hale, once leader of Salford Council, spoke.", ["Lucy Hale | leader former | Salford Council |"]),
]
# fmt: on

NONE = [
    "Labour MPs should back the deal.",
    "A senior Labour MP said the leader must go.",
    "If he became leader, Tom Field said, he would quit.",
    "Tom Field could become leader.",
    "Tom Field was not the leader of the Greens.",
    "Tom Field hopes to be elected mayor of Salford.",
    "Tom Field wants to serve as mayor.",
    "Whether Tom Field was elected leader is unclear.",
    "When Tom Field becomes president, much will change.",
    "They want a Labour MP who is ready to fight.",
    "Tom Field met the leader of the Greens.",
    "According to Tom Field, the minister knew.",
    "Tom Field, the minister said, was wrong.",
    "Voters deserve a good MP.",
    "The prime minister will speak to MPs.",
    "Tom Field spoke for social justice.",
    "Members of the party met.",
    "Several councillors and members left.",
    "Tom Field, a critic of the deal, spoke.",
    "Tom Field, a friend of Eve Holt, spoke.",
    "A spokesman for the council declined to comment.",
    "Tom Field is a leader.",
    "Tom Field will head to Leeds.",
    "He is to stand as a candidate for the Greens.",
    "Greens candidate Eve Holt spoke.",
    "Eve Holt told members she was not an MP.",
    "No leader of the Greens has ever won.",
    "“I want Eve Holt to be mayor,” Tom Field said.",
    "Eve Holt leads by example and held talks in Geneva.",
    "Eve Holt chaired a debate and has sat in Room 12 since noon.",
    "Tom Field led the walkers and headed home to Bath.",
    "Tom Field has held the record since 1992.",
    "Tom Field might one day represent Oxford East.",
    "If Tom Field sat for Rotherham, he would chair nothing.",
    "Nobody represents Rotherham as it deserves.",
    "Who will sit for Stroud is unknown.",
    "She lives in Luton South with the poet Sam Reed.",
    "In Luton South, the candidate, Labour’s Tom Field, spoke.",
    "Tom Field leads Labour by nine points.",
    "The seat of the chair was broken.",
    "The party leads in Stroud.",
    "Tom Field sits for an hour.",
]


@cache
def roll() -> Roll:
    return load_roll("uk-commons-2017")


def roles(text: str, published: date | None = PUBLISHED, author: Entity | None = None) -> tuple[RoleClaim, ...]:
    # Without a date for the mentions: the roll then knows its people whatever day it is.
    return find_roles(Mentions(Text(Report("case", text)), roll(), None), published, author)


def written(claim: RoleClaim) -> str:
    role = f"{claim.role} former" if claim.former else claim.role
    return " ".join(f"{claim.person.name} | {role} | {claim.of.name if claim.of else ''} | {claim.since or ''}".split())


@pytest.mark.parametrize(("text", "claims"), [*BESIDE_A_NAME, *COUNCILS, *LISTS, *VERBS, *SEATS, *BODIES])
def test_a_role_is_read(text: str, claims: list[str]) -> None:
    assert sorted(map(written, roles(text))) == sorted(" ".join(claim.split()) for claim in claims)


@pytest.mark.parametrize("text", NONE)
def test_no_role_is_read(text: str) -> None:
    assert [written(claim) for claim in roles(text)] == []


def test_the_author_serves() -> None:
    author = Entity("Dana Marsh", "person", 0)
    found = roles("Serving as the Labour MP for Rotherham is an honour.", author=author)
    assert [(claim.person.name, claim.of.name if claim.of else None) for claim in found] == [
        ("Dana Marsh", "Rotherham")
    ]


def test_spans_lie_in_the_text_and_are_in_its_order() -> None:
    text = "Rotherham MP Dana Marsh met Greens leader Eve Holt. Texas Gov. Bob Lane spoke."
    found = roles(text)
    assert [text[claim.span.start : claim.span.end] for claim in found] == [
        "Rotherham MP Dana Marsh", "Greens leader Eve Holt", "Texas Gov. Bob Lane",
    ]  # fmt: skip


def test_one_claim_for_each_person_role_and_body() -> None:
    found = roles("Rotherham MP Dana Marsh quit. Dana Marsh, MP for Rotherham, has been MP for Rotherham since 2012.")
    assert [written(claim) for claim in found] == ["Dana Marsh | MP | Rotherham | 2012"]


def test_a_dateline_from_a_state_capital_means_the_state_house() -> None:
    found = roles("LANSING — House Republicans met Rep. Ann Dean and Speaker Bob Lane at the Capitol.")
    assert {claim.of.name for claim in found if claim.of} == {"Michigan House of Representatives"}


def test_relative_dates_need_the_reports_date() -> None:
    assert [claim.since for claim in roles("Eve Holt was elected leader of the Greens last year.", None)] == [None]

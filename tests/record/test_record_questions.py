"""What a record answers: count, who, quotes and source, over real files with an invented parliament."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chiltern
from chiltern.claims import Position
from chiltern.record.queries.quotes import match_expression
from tests.record.conftest import Add
from tests.record.lines import READER, text


@pytest.fixture
def split(add: Add) -> None:
    """Four reports: a leaving, a doubt, a demand, and another party's affairs."""
    add(
        "@position holder=Ada Merrin; stance=done; act=leave; object=Reform Union @ She has left the Reform Union.",
        "@position holder=Ada Merrin; stance=done; act=leave; historical=yes; when=2021; object=body:Moor Greens"
        " @ who quit the Moor Greens in 2021",
        "@position holder=Tom Okafor; stance=regrets; act=leave; subject=Ada Merrin @ “I am sorry that she goes”",
        "@statement speaker=Tom Okafor; cue=said @ I am sorry that Merrin goes.",
        "@role person=Jas Teller; role=chair; of=body:Dockers Union; since=2021 @ Jas Teller, the dockers’ chair",
        "@figure about=Harrow Vale; measure=majority; value=12345 @ a majority of 12,345",
        name="a.txt",
        title="Merrin quits",
        publisher="Moor Post",
        published="2030-02-18",
    )
    add(
        "@position holder=Ada Merrin; stance=done; act=leave @ The Vale member left her party on Monday.",
        "@position holder=Tom Okafor; stance=leaves_open; act=leave @ He would not rule out leaving.",
        "@position holder=described:a party source; stance=expects; act=leave @ More will follow.",
        "@statement speaker=Jane Smith; cue=warned @ A by-election may come, and Tom may lose.",
        "@role person=Jas Teller; role=Chair; of=body:The Dockers Union @ Teller, who chairs the dockers",
        name="b.txt",
        publisher="Vale Gazette",
        published="2030-02-20",
    )
    add(
        "@position holder=Jas Teller; on_behalf_of=body:Dockers Union; stance=demands; act=resign_seat;"
        " subject=Ada Merrin; object=Harrow Vale @ called on her to stand down",
        "@statement speaker=Jas Teller; cue=added @ Café owners in Old Quay agree with Ms Merrin’s critics.",
        name="c.txt",
        publisher="Vale Gazette",
        published="2030-02-21",
    )
    add(
        "@position holder=Paul Smith; stance=intends; act=leave; object=Moorland Labour @ I shall leave Labour.",
        "@position holder=Tom Okafor; stance=welcomes; act=leave; subject=Paul Smith; object=Moorland Labour @ glad",
        name="d.txt",
        publisher="Quay News",
        published="2030-02-22",
    )


def table(count: chiltern.Count) -> dict[str, list[tuple[str, str | None, int]]]:
    return {
        group.stance: [(row.holder.name, row.party, row.reports) for row in group.holdings] for group in count.groups
    }


@pytest.mark.usefixtures("split")
class TestCount:
    def test_holders_stand_in_groups_with_party_and_reports(self, record: chiltern.Record) -> None:
        found = record.count("leave")
        assert table(found) == {
            "done": [("Ada Merrin", "Independent Bench", 2)],
            "intends": [("Paul Smith", "Moorland Labour", 1)],
            "leaves_open": [("Tom Okafor", "Reform Union", 1)],
            "welcomes": [("Tom Okafor", "Reform Union", 1)],
            "regrets": [("Tom Okafor", "Reform Union", 1)],
            "expects": [("a party source", None, 1)],
        }
        assert (found.holders, found.unnamed, found.reports) == (3, 1, 3)

    def test_each_row_opens_to_its_words(self, record: chiltern.Record) -> None:
        done = record.count("leave").groups[0].holdings[0]
        assert [position.words.text for position in done.positions] == [
            "She has left the Reform Union.",
            "The Vale member left her party on Monday.",
        ]
        first = done.positions[0].words
        assert first.report.publisher == "Moor Post"
        assert record.source(first.handle).digest == first.claim

    def test_of_a_party_takes_its_people_and_what_names_it(self, record: chiltern.Record) -> None:
        found = table(record.count("leave", of="Reform"))
        assert found == {
            "done": [("Ada Merrin", "Independent Bench", 2)],
            "leaves_open": [("Tom Okafor", "Reform Union", 1)],
            "regrets": [("Tom Okafor", "Reform Union", 1)],
        }

    def test_of_another_party_leaves_out_who_only_comments_from_it(self, record: chiltern.Record) -> None:
        found = table(record.count("leave", of="Moorland Labour"))
        assert found == {
            "intends": [("Paul Smith", "Moorland Labour", 1)],
            "welcomes": [("Tom Okafor", "Reform Union", 1)],
        }

    def test_on_a_day_later_reports_are_not_there_yet(self, record: chiltern.Record) -> None:
        found = record.count("leave", on=date(2030, 2, 18))
        assert table(found) == {
            "done": [("Ada Merrin", "Independent Bench", 1)],
            "regrets": [("Tom Okafor", "Reform Union", 1)],
        }
        assert record.count("leave", on=date(2030, 2, 17)).groups == ()

    def test_other_people_s_acts_name_whom_they_are_about_and_for_whom(self, record: chiltern.Record) -> None:
        (group,) = record.count("resign-seat").groups
        (row,) = group.holdings
        assert (group.stance, row.holder.name, row.holder.register_id) == ("demands", "Jas Teller", None)
        assert [entity.name for entity in (*row.about, *row.objects, *row.on_behalf_of)] == [
            "Ada Merrin",
            "Harrow Vale",
            "Dockers Union",
        ]
        for party in ("Reform Union", "Independent Bench", "Dockers Union"):
            assert record.count("resign_seat", of=party).groups == (group,)
        assert record.count("resign_seat", of="Moorland Labour").groups == ()

    def test_an_unknown_act_names_the_nearest_and_all(self, record: chiltern.Record) -> None:
        with pytest.raises(
            chiltern.BadInput, match=r"'leaf' is no act: did you mean .*leave.* The acts are leave, join"
        ):
            record.count("leaf")

    def test_an_unknown_party_is_not_found(self, record: chiltern.Record) -> None:
        with pytest.raises(chiltern.NotFound, match="did you mean Reform Union"):
            record.count("leave", of="Reform Onion")
        with pytest.raises(chiltern.NotFound, match=r"did you mean Reform Union\?$"):
            record.count("leave", of="Refrom")

    def test_only_parties_are_suggested_for_a_party(self, record: chiltern.Record) -> None:
        with pytest.raises(chiltern.NotFound, match=r"knows this name$"):
            record.count("leave", of="Harow Vale")
        with pytest.raises(chiltern.NotFound, match="did you mean Dockers Union"):
            record.count("leave", of="Dokers Union")

    @pytest.mark.parametrize(
        ("of", "what"),
        [
            ("Ada Merrin", "is a person, not a party"),
            ("Smith", "is a person, not a party"),
            ("Ms Merrin", r"is a person \(Ada Merrin\), not a party"),
            ("the Harrow Vale MP", r"is a person \(Ada Merrin\), not a party"),
            ("Harrow Vale", "is a seat, not a party"),
            ("Jas Teller", "is a person, not a party"),
            ("Teller", r"is a person \(Jas Teller\), not a party"),
            ("a party source", "is an unnamed source, not a party"),
        ],
    )
    def test_what_is_no_party_is_said_to_be_what_it_is(self, record: chiltern.Record, of: str, what: str) -> None:
        with pytest.raises(chiltern.NotFound, match=f"^'{of}' {what}$"):
            record.count("leave", of=of)

    def test_a_number_must_be_a_party_s_too(self, record: chiltern.Record) -> None:
        number = record.who("Ada Merrin").entity.id
        with pytest.raises(chiltern.NotFound, match=rf"'#{number}' is a person \(Ada Merrin\), not a party"):
            record.count("leave", of=f"#{number}")

    def test_the_party_left_by_the_act_is_the_roll_s(self, record: chiltern.Record, add: Add) -> None:
        found = {row.holder.name: row for group in record.count("leave").groups for row in group.holdings}
        assert (found["Ada Merrin"].left, found["Ada Merrin"].party) == ("Reform Union", "Independent Bench")
        assert found["Paul Smith"].left is None, "who only intends to leave has left nothing"
        add(
            "@position holder=Jane Smith; stance=done; act=leave; object=Reform Union @ The roll knows nothing of it.",
            name="e.txt",
            published="2030-02-22",
        )
        found = {row.holder.name: row for group in record.count("leave").groups for row in group.holdings}
        assert (found["Jane Smith"].left, found["Jane Smith"].party) == (None, "Reform Union")

    @pytest.mark.parametrize(
        ("published", "party"), [("2030-02-17", None), ("2030-02-18", "Reform Union"), ("2030-02-20", None)]
    )
    def test_a_party_that_no_words_name_is_told_by_the_day(
        self, tmp_path: Path, roll_file: Path, published: str, party: str | None
    ) -> None:
        (tmp_path / "a.txt").write_text(
            text("@position holder=Ada Merrin; stance=done; act=leave @ She has gone.", published=published)
        )
        with chiltern.new(tmp_path / "own.db", roll=roll_file) as record:
            record.add([tmp_path / "a.txt"], reader=READER)
            (group,) = record.count("leave").groups
        assert [row.left for row in group.holdings] == [party]


@pytest.mark.usefixtures("split")
class TestWho:
    def test_the_roll_comes_with_its_sources(self, record: chiltern.Record) -> None:
        ada = record.who("Ms Merrin")
        assert ada.seat is not None
        assert ada.party is not None
        assert (ada.entity.name, ada.seat.seat, ada.party.party) == ("Ada Merrin", "Harrow Vale", "Independent Bench")
        assert [(tie.party, tie.since, tie.until) for tie in ada.parties] == [
            ("Reform Union", "2028-05-04", "2030-02-18"),
            ("Independent Bench", "2030-02-18", None),
        ]
        assert ada.parties[0].sources == ("Moorland Gazette",)

    def test_on_a_day_the_party_is_that_day_s(self, record: chiltern.Record) -> None:
        before = record.who("Ada Merrin", on=date(2030, 2, 17))
        assert before.party is not None
        assert before.party.party == "Reform Union"
        assert record.who("Ada Merrin", on=date(2040, 1, 1)).seat is None

    def test_what_is_past_comes_last_and_supersedes_nothing(self, record: chiltern.Record) -> None:
        positions = record.who("Ada Merrin").positions
        assert [(row.stance, [entity.name for entity in row.objects]) for row in positions] == [
            ("done", ["Reform Union"]),
            ("done", ["Moor Greens"]),
        ]

    def test_roles_of_the_roll_and_of_reports_are_told_apart(self, record: chiltern.Record) -> None:
        leader = record.who("Brandt")
        assert [(role.role, role.of, role.since) for role in leader.offices] == [
            ("leader", "Moorland Labour", "2029-01-10")
        ]
        assert leader.roles == ()
        chair = record.who("Jas Teller")
        assert (chair.entity.register_id, chair.offices) == (None, ())
        assert [(role.role, role.of, role.since, role.reports) for role in chair.roles] == [
            ("chair", "Dockers Union", "2021", 2)
        ]

    def test_statements_and_positions_are_the_person_s_own(self, record: chiltern.Record) -> None:
        tom = record.who("the Stone Bridge MP")
        assert [quote.quote for quote in tom.statements] == ["I am sorry that Merrin goes."]
        assert [(row.stance, [entity.name for entity in row.about]) for row in tom.positions] == [
            ("leaves_open", []),
            ("welcomes", ["Paul Smith"]),
            ("regrets", ["Ada Merrin"]),
        ]

    def test_a_surname_will_do_for_somebody_unknown_to_the_roll(self, record: chiltern.Record) -> None:
        assert record.who("Teller").entity.name == "Jas Teller"

    def test_a_seat_means_its_member(self, record: chiltern.Record) -> None:
        assert record.who("Stone Bridge") == record.who("Tom Okafor")
        assert record.who("Stone Bridge", on=date(2040, 1, 1)).entity.kind == "seat", "nobody holds it any more"

    def test_a_body_has_a_page_too(self, record: chiltern.Record) -> None:
        assert record.who("the Dockers Union").entity.kind == "body"

    def test_a_name_that_several_bear_lists_them(self, record: chiltern.Record) -> None:
        with pytest.raises(chiltern.AmbiguousName) as caught:
            record.who("Smith")
        assert caught.value.candidates == (
            "Jane Smith (Moor North, Reform Union)",
            "Paul Smith (Moor South, Moorland Labour)",
        )
        assert "'Smith' fits several: Jane Smith" in str(caught.value)

    def test_unnamed_sources_of_two_reports_are_asked_for_by_number(self, record: chiltern.Record, add: Add) -> None:
        add("@statement speaker=described:a party source @ No more will.", title="Calm", name="e.txt")
        with pytest.raises(chiltern.AmbiguousName) as caught:
            record.who("a party source")
        assert len(caught.value.candidates) == 2
        number = next(c for c in caught.value.candidates if "Calm" in c).split()[0]
        assert [quote.quote for quote in record.who(number).statements] == ["No more will."]

    def test_a_misspelt_name_brings_near_ones(self, record: chiltern.Record) -> None:
        with pytest.raises(chiltern.NotFound, match="did you mean Tom Okafor"):
            record.who("Okafur")
        with pytest.raises(chiltern.NotFound, match="did you mean Jas Teller"):
            record.who("Jaz Teller")

    @pytest.mark.parametrize("name", ["", " ", "#", "#99999", "'; DROP TABLE claims", "%", "\0"])
    def test_no_name_at_all_is_not_found(self, record: chiltern.Record, name: str) -> None:
        with pytest.raises(chiltern.NotFound):
            record.who(name)


@pytest.mark.usefixtures("split")
class TestQuotes:
    def test_all_in_the_order_of_publication(self, record: chiltern.Record) -> None:
        assert [quote.words.report.publisher for quote in record.quotes()] == [
            "Moor Post",
            "Vale Gazette",
            "Vale Gazette",
        ]

    def test_by_a_speaker(self, record: chiltern.Record) -> None:
        (quote,) = record.quotes(by="Okafor")
        assert (quote.quote, quote.cue, quote.speaker and quote.speaker.name) == (
            "I am sorry that Merrin goes.",
            "said",
            "Tom Okafor",
        )

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("by-election", 1),
            ("BY-ELECTION may", 1),
            ('"may come"', 1),
            ('"come may"', 0),
            ("“may come” lose", 1),
            ("elect*", 1),
            ("elect", 0),
            ("cafe", 1),
            ("NOT", 0),
            ("sorry OR may", 0),
            ('unclosed "by-election may', 0),
            ("(merrin)", 2),
            ("quote:merrin", 0),
            ("merrin^", 2),
        ],
    )
    def test_search(self, record: chiltern.Record, search: str, found: int) -> None:
        assert len(record.quotes(search=search)) == found

    @pytest.mark.parametrize("search", ["", '""', "*", "--", "“”"])
    def test_a_search_without_words_is_refused(self, record: chiltern.Record, search: str) -> None:
        with pytest.raises(chiltern.BadInput, match="no word to search for"):
            record.quotes(search=search)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.text(st.sampled_from("ab*\"“”'()-+^:{}[]\\ \0.,ANDORNOTnear/2é漢²\ud7ff"), max_size=20))
    def test_no_search_is_a_syntax_error(self, record: chiltern.Record, search: str) -> None:
        try:
            match_expression(search)
        except chiltern.BadInput:
            return
        record.quotes(search=search)

    def test_about_takes_names_written_so_and_what_positions_mean(self, record: chiltern.Record, add: Add) -> None:
        assert [quote.quote for quote in record.quotes(about="Ada Merrin")] == [
            "I am sorry that Merrin goes.",
            "Café owners in Old Quay agree with Ms Merrin’s critics.",
        ]
        assert [quote.quote for quote in record.quotes(about="Old Quay")] == [
            "Café owners in Old Quay agree with Ms Merrin’s critics."
        ]
        assert record.quotes(about="Tom Okafor") == (), "Tom alone is no name of his"

    def test_about_somebody_unnamed_in_the_words(self, record: chiltern.Record, tmp_path: Path) -> None:
        (tmp_path / "e.txt").write_text(text("@statement speaker=Lena Brandt @ I am glad that he goes."))

        def reads_a_position_too(report: chiltern.Report, roll: chiltern.Roll) -> chiltern.Reading:
            (said,) = READER.read(report, roll).statements
            span = chiltern.Span(said.segments[0].start + 5, said.segments[0].end)
            tom = chiltern.Ref("Tom Okafor", "person", "p2")
            assert said.speaker is not None
            glad = Position(said.speaker, "welcomes", "leave", span, (tom,))
            return chiltern.Reading(report.version, (said,), (glad,))

        record.add([tmp_path / "e.txt"], reader=chiltern.Reader("1", reads_a_position_too))
        assert [quote.quote for quote in record.quotes(about="Tom Okafor")] == ["I am glad that he goes."]
        assert record.quotes(about="Tom Okafor", by="Jane Smith") == ()

    def test_case_tells_a_name_from_a_word(self, record: chiltern.Record, add: Add) -> None:
        add(
            "@statement speaker=Ada Merrin @ The quay is old.",
            "@statement speaker=Ada Merrin @ old quay",
            name="e.txt",
        )
        assert len(record.quotes(about="Old Quay")) == 1

    def test_on_a_day(self, record: chiltern.Record) -> None:
        assert len(record.quotes(on=date(2030, 2, 20))) == 2


class TestSource:
    def test_the_passage_in_its_paragraph(self, record: chiltern.Record, add: Add) -> None:
        add(
            "Before.",
            "@position holder=Tom Okafor; stance=rules_out; act=leave @ He will stay.",
            title="Stays",
            publisher="Moor Post",
            published="2030-02-18",
        )
        (claim,) = (row.positions[0].words for group in record.count("leave").groups for row in group.holdings)
        passage = record.source(claim.claim[:6].upper())
        (paragraph,) = passage.paragraphs
        (mark,) = paragraph.marks
        assert paragraph.text.startswith("@position")
        assert paragraph.text[mark.start : mark.end] == "He will stay."
        assert isinstance(passage.claim, Position)
        assert (passage.kind, passage.reader, passage.valid_from) == ("position", "lines-1", "2030-02-18")
        assert (passage.report.title, passage.report.publisher) == ("Stays", "Moor Post")

    def test_a_statement_over_paragraphs_shows_each(self, record: chiltern.Record, tmp_path: Path) -> None:
        body = "“One,” she said.\n\nBetween.\n\n“Two.”"
        (tmp_path / "a.txt").write_text(body)

        def read(report: chiltern.Report, roll: chiltern.Roll) -> chiltern.Reading:
            spans = tuple(chiltern.Span(report.body.index(w), report.body.index(w) + 3) for w in ("One", "Two"))
            return chiltern.Reading(report.version, (chiltern.Statement("direct", "One Two", spans),))

        record.add([tmp_path / "a.txt"], reader=chiltern.Reader("1", read))
        (quote,) = record.quotes()
        shown = record.source(quote.words.claim).paragraphs
        assert [[p.text[m.start : m.end] for m in p.marks] for p in shown] == [["One"], ["Two"]]

    @pytest.mark.parametrize("claim", ["", "abc", "xyzxyz", "12345", "a" * 65, "'; --abc"])
    def test_what_is_no_digest_is_bad_use(self, record: chiltern.Record, claim: str) -> None:
        with pytest.raises(chiltern.BadInput, match="at least 6 digits"):
            record.source(claim)

    def test_an_unknown_digest_is_not_found(self, record: chiltern.Record) -> None:
        with pytest.raises(chiltern.NotFound, match="no claim begins with 'abcdef'"):
            record.source("abcdef")

    def test_several_that_begin_alike_are_listed(
        self, record: chiltern.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.txt").write_text(
            text("@statement speaker=Ada Merrin @ One.", "@statement speaker=Ada Merrin @ Two.")
        )
        digests = iter(["abcdef" + "0" * 58, "abcdef" + "1" * 58])
        # Two digests that agree in six digits would take millions of claims.
        monkeypatch.setattr("chiltern.record.write.digest", lambda claim, version: next(digests))
        monkeypatch.setattr("chiltern.record.rows.as_put_in", lambda digest, version, json: True)
        record.add([tmp_path / "a.txt"], reader=READER)
        with pytest.raises(chiltern.AmbiguousName, match="several claims begin with 'abcdef': abcdef0000, abcdef1111"):
            record.source("abcdef")
        assert record.source("abcdef1").digest == "abcdef" + "1" * 58

"""Files, folders, globs and standard input: everything that can be read is, and each thing that cannot has a line."""

from __future__ import annotations

import errno
import io
import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiltern.errors import BadDate, BadInput, UnreadableReport
from chiltern.reports import Defaults, Report, load, read_path
from chiltern.reports.find import why_not

PAGE = "<!doctype html><html><head><title>T</title></head><body><article>" + (
    "<p>The group will meet on Monday to choose a leader, and its chair says that she expects two to stand.</p>"
    "<p>Three of its councillors have left since the vote on the ferry, and each of them has kept the seat.</p>"
    "</article></body></html>"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, so that messages name paths as they are given."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str, text: str | None = None) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes((f"In {name}." if text is None else text).encode())


def names(*paths: str) -> list[str]:
    return [item.name if isinstance(item, Report) else f"! {item}" for item in load(paths)]


def reason(*paths: str, **options: int) -> str:
    (item,) = load(paths, **options)  # type: ignore[arg-type]
    assert isinstance(item, UnreadableReport), item
    assert str(item).isprintable()
    return str(item)


def test_a_folder_is_read_sorted_and_to_the_bottom(folder: Path) -> None:
    write("r/b.txt", "r/a/z.md", "r/a/deep/y.text", "r/c", "r/d.unknown")
    assert names("r") == ["y.text", "z.md", "b.txt", "c", "d.unknown"]


def test_in_a_folder_what_is_no_report_is_passed_over(folder: Path) -> None:
    write("r/a.txt", "r/.hidden.txt", "r/.git/config", "r/gold.json", "r/photo.PNG", "r/README.md", "r/a.txt~")
    write("r/page.html", text=PAGE)
    write("r/page_files/frame.html", "r/notes_files/kept.txt", "r/split.db", "r/2019.json/inside.txt")
    assert names("r") == ["inside.txt", "a.txt", "kept.txt", "page.html"]


def test_a_file_that_is_named_is_tried_whatever_it_is_called(folder: Path) -> None:
    write(".hidden.txt", "README.md", "odd.png", ".dir/a.txt")
    assert names(".hidden.txt", "README.md", "odd.png", ".dir") == [".hidden.txt", "README.md", "odd.png", "a.txt"]


def test_a_file_reached_twice_is_read_once(folder: Path) -> None:
    write("r/a.txt", "r/b.txt")
    os.link("r/a.txt", "r/hard.txt")
    os.symlink("b.txt", "r/soft.txt")
    assert names("r/b.txt", "r", "./r/a.txt", "r/*.txt", str(folder / "r" / "a.txt")) == ["b.txt", "a.txt"]


def test_globs(folder: Path) -> None:
    write("r/a.txt", "r/b.html.txt", "r/in/c.txt", "r/in/.d.txt", "r/in/e.md", "[x].txt")
    assert names("r/*.txt") == ["a.txt", "b.html.txt"]
    assert names("**/[a-c]*.txt") == ["a.txt", "b.html.txt", "c.txt"]
    assert names("r/in/.*.txt") == [".d.txt"]
    assert names("r/**") == names("r") == ["a.txt", "b.html.txt", "c.txt", "e.md"]
    assert names(f"{folder}/r/?n/*") == ["c.txt", "e.md"]
    assert names("[x].txt") == ["[x].txt"], "a name that exists is no pattern"
    assert reason("r/*.rtf") == "r/*.rtf: no file matches this pattern"
    assert reason("r/\x1b*").startswith("r/\\x1b*: no file matches")


def test_a_loop_of_links_is_named_and_the_rest_is_read(folder: Path) -> None:
    write("r/a.txt", "r/in/b.txt")
    os.symlink("../..", "r/in/up")
    os.symlink("..", "r/in/back")
    os.symlink("self", "r/self")
    loop = "a link back to a folder that it stands in: not followed"
    assert names("r") == [
        *("a.txt", "b.txt", f"! r/in/back: {loop}", f"! r/in/up/r: {loop}"),
        "! r/self: a link that leads back to itself",
    ]
    assert names("**/*.txt") == ["a.txt", "b.txt"], "a pattern ends too"


def test_a_folder_linked_twice_is_read_once(folder: Path) -> None:
    write("r/in/b.txt")
    os.symlink("in", "r/again")
    assert names("r") == ["b.txt"]


def test_what_cannot_be_read_has_a_line_and_the_others_go_on(folder: Path) -> None:
    write("good.txt")
    os.symlink("nowhere", "dangling.txt")
    os.mkfifo("pipe.txt")
    Path("none").mkdir()
    write("empty.txt", text="")
    write("blank.txt", text="\ufeff \n\t")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        found = names(
            *("missing.txt", "dangling.txt", "pipe.txt", "socket.txt", "/dev/null", "none", "empty.txt", "blank.txt"),
            *("\0", "x" * 300, "good.txt"),
        )
    waits = "a pipe, socket or device: give its content on standard input, as -"
    assert found[:8] == [
        "! missing.txt: no such file or folder: check the path",
        "! dangling.txt: a link to nothing",
        f"! pipe.txt: {waits}",
        f"! socket.txt: {waits}",
        f"! /dev/null: {waits}",
        "! none: a folder without reports (.txt, .md, .html, .jsonl)",
        "! empty.txt: empty: it holds no text",
        "! blank.txt: empty: it holds no text",
    ]
    assert found[8].startswith("! \\x00: cannot be read")
    assert found[9].endswith("cannot be read: File name too long")
    assert found[10:] == ["good.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(folder: Path) -> None:
    write("r/a.txt", "shut/b.txt")
    os.chmod("r/a.txt", 0)
    os.chmod("shut", 0)
    assert names("r", "shut") == ["! r/a.txt: no permission to read it", "! shut: no permission to read it"]
    os.chmod("shut", 0o700)


def test_the_reason_for_no_permission() -> None:
    assert why_not(PermissionError(errno.EACCES, "Permission denied"), Path("a")) == "no permission to read it"


def test_the_limit_counts_before_and_while_reading(folder: Path) -> None:
    write("large.txt", text="A" * 101)
    write("just.txt", text="A" * 100)
    assert reason("large.txt", limit=100).startswith("large.txt: larger than 100 bytes: split it")
    assert [type(item) for item in load(["just.txt"], limit=100)] == [Report]
    with open("huge.html", "wb") as huge:
        huge.truncate(100_000_000)
    assert reason("huge.html").startswith("huge.html: larger than 20 MB")
    (item,) = load(["-"], stdin=io.BytesIO(b"A" * 101), limit=100)
    assert str(item).startswith("standard input: larger than 100 bytes")


def test_standard_input_is_read_once_and_its_kind_is_told_by_its_content() -> None:
    def kinds(data: bytes) -> list[str]:
        return [f"{item.name} {item.body[:9]}" for item in load(["-", "-"], stdin=io.BytesIO(data)) if item]  # type: ignore[union-attr]

    assert kinds(b"Nia Prowse stays.\n") == ["stdin Nia Prows"]
    assert kinds(PAGE.encode("utf-16")) == ["stdin The group"]
    assert kinds(b'\n{"body": "One one one"}\n{"body": "Two two two"}') == ["stdin:2 One one o", "stdin:3 Two two t"]
    assert kinds(b"<Nia Prowse> stays.") == ["stdin <Nia Prow"]


def test_kinds_by_ending_and_by_content(folder: Path) -> None:
    write("page.HTM", "page", "page.aspx", "markup.txt", text=PAGE)
    write("one.json", text='{"body": "One line."}')
    write("pretty.json", text='{\n "statements": []\n}\n')
    write("bracket", text="[Corrected] The ferry stays.")
    bodies = {item.name: item.body[:9] for item in load(["page.HTM", "page", "page.aspx"]) if isinstance(item, Report)}
    assert bodies == dict.fromkeys(("page.HTM", "page", "page.aspx"), "The group")
    assert read_path("markup.txt").body == PAGE, "an ending is believed"
    assert read_path("one.json") == Report(name="one.json:1", body="One line.")
    assert reason("pretty.json").startswith("pretty.json: JSON, but no report")
    assert read_path("bracket").body.startswith("[Corrected]")


def test_a_damaged_page_is_refused_only_where_its_article_is_damaged(folder: Path) -> None:
    Path("footer.html").write_bytes(
        PAGE.encode().replace(b"</html>", "<!-- café – -->".encode() + b"<!--\xa9--></html>")
    )
    Path("words.html").write_bytes(PAGE.encode().replace(b"Monday", "Monday – é ".encode() + b"\xa35"))
    assert names("footer.html") == ["footer.html"]
    assert reason("words.html").startswith("words.html: wrong encoding: some bytes of the article")


def test_defaults_fill_what_a_document_does_not_say(folder: Path) -> None:
    write("own.txt", text="Publisher: Own\n\nText.")
    write("bare.txt", text="Text.")
    known = Defaults(publisher="Given", published="18 February 2019", author=" A\nB ")
    own, bare = load(["own.txt", "bare.txt"], defaults=known)
    assert own == Report(name="own.txt", body="Text.", publisher="Own", published="2019-02-18", author="A B")
    assert bare == Report(name="bare.txt", body="Text.", publisher="Given", published="2019-02-18", author="A B")
    single = read_path("bare.txt", defaults=Defaults(title="T", url="https://a.example/"))
    assert (single.title, single.url) == ("T", "https://a.example/")


def test_defaults_that_cannot_be_meant_are_refused_at_once(folder: Path) -> None:
    write("a.txt", "b.txt")
    with pytest.raises(BadInput, match="belongs to one document, and 2 files are given"):
        load(["a.txt", "b.txt"], defaults=Defaults(url="https://a.example/"))
    with pytest.raises(BadInput, match="no web address"):
        Defaults(url="a.example")
    with pytest.raises(BadDate):
        Defaults(published="recently")


def test_names_that_a_terminal_could_obey_are_escaped(folder: Path) -> None:
    write("evil\x1b[2J.txt")
    Path(os.fsdecode(b"latin\xe9.txt")).write_text("Text.")
    found = sorted(names("."))
    assert found == ["evil\\x1b[2J.txt", "latin\\udce9.txt"]
    assert reason("no\nsuch\x1b]0;a") == "no\\nsuch\\x1b]0;a: no such file or folder: check the path"


def test_read_path_gives_one_report_or_says_why_not(folder: Path) -> None:
    write("a/one.txt", "a/two.txt")
    assert read_path("a/one.txt").body == "In a/one.txt."
    with pytest.raises(UnreadableReport, match="a: 2 reports, where one is asked for"):
        read_path("a")
    with pytest.raises(UnreadableReport, match="no such file"):
        read_path("b")


@pytest.mark.parametrize("ending", [".txt", ".html", ".jsonl", ""])
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary() | st.text().map(str.encode) | st.sampled_from([b"<p>", b"{", b"\xff\xfe", b"\xef\xbb\xbf"]))
def test_any_bytes_in_any_file_give_reports_or_reasons(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"any{ending}"
    path.write_bytes(data)
    found = list(load([path]))
    assert found
    for item in found:
        if isinstance(item, Report):
            assert item.body.strip()
            assert item.paragraphs
            assert len(item.version) == 64
        else:
            assert str(item).isprintable()

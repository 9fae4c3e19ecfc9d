"""The static copy: whole, the same every time, and careful with what is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

import chiltern
from chiltern.web.address import Moment
from chiltern.web.site import Copy, publish
from tests.web.hostile import hostile_record


def write(record: Path, folder: Path, known: str | None = None) -> Copy:
    with chiltern.open(record) as opened:
        return publish(opened, folder, Moment(known=known), lambda done, known: None)


def files(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.fixture(scope="module")
def pages(record_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "pages"
    write(record_path, folder)
    return folder


def links(page: Path) -> Iterator[str]:
    for element in html5lib.parse(page.read_bytes(), namespaceHTMLElements=False).iter():
        for name in ("href", "src", "action"):
            if isinstance(element.tag, str) and element.get(name):
                yield element.get(name)


def broken(folder: Path) -> list[tuple[str, str]]:
    found = []
    for page in folder.rglob("*.html"):
        for link in links(page):
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            if parts.path.startswith("/") or parts.query or not (page.parent / unquote(parts.path)).is_file():
                found.append((str(page.relative_to(folder)), link))
    return found


def test_every_link_is_relative_and_leads_to_a_file(pages: Path) -> None:
    assert broken(pages) == []
    for name in (
        "index.html",
        "people/ian-austin.html",
        "count/leave.csv",
        "house.svg",
        "changes.atom",
        "reports/5.json",
    ):
        assert (pages / name).is_file(), name


def test_no_page_needs_a_server(pages: Path) -> None:
    assert not any("<form" in page.read_text("utf-8") for page in pages.rglob("*.html") if page.name != "search.html")


def test_the_same_record_gives_the_same_bytes(record_path: Path, pages: Path, tmp_path: Path) -> None:
    write(record_path, tmp_path / "again")
    assert files(pages) == files(tmp_path / "again")


def test_publishing_again_writes_what_changed_alone(record_path: Path, tmp_path: Path) -> None:
    record, folder = tmp_path / "record.db", tmp_path / "pages"
    shutil.copy(record_path, record)
    first = write(record, folder)
    assert write(record, folder) == Copy(first.pages, 0, 0)
    stamp = (folder / "reports" / "5.html").stat().st_mtime_ns
    write(record, folder, "2000-01-01")
    assert not (folder / "reports" / "5.html").exists(), "nothing was known then"
    again = write(record, folder)
    assert again.pages == first.pages
    assert (folder / "reports" / "5.html").stat().st_mtime_ns > stamp


def test_publishing_that_was_broken_off_is_taken_up_again(record_path: Path, tmp_path: Path, pages: Path) -> None:
    folder = tmp_path / "pages"

    def stop(done: int, known: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    with chiltern.open(record_path) as opened, pytest.raises(KeyboardInterrupt):
        publish(opened, folder, Moment(), stop)
    assert (folder / "index.html").is_file()
    write(record_path, folder)
    assert files(folder) == files(pages)


def test_a_folder_of_somebody_else_is_left_alone(record_path: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(chiltern.BadInput, match="holds files that are no published pages"):
        write(record_path, tmp_path)
    with pytest.raises(chiltern.BadInput, match="is no folder"):
        write(record_path, tmp_path / "thesis.txt")
    assert [one.name for one in tmp_path.iterdir()] == ["thesis.txt"]


def test_hostile_reports_make_harmless_files(tmp_path: Path) -> None:
    record = hostile_record(tmp_path / "hostile.db")
    write(record, tmp_path / "pages")
    assert broken(tmp_path / "pages") == []
    for page in (tmp_path / "pages").rglob("*.html"):
        assert not any(link.lower().startswith("javascript:") for link in links(page))
        assert "<script>" not in page.read_text("utf-8")

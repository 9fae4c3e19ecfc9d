"""Editing: let in once by the link, every form checked, every decision with its name, and nothing without."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import chiltern
from chiltern.web.app import application
from chiltern.web.server import run
from chiltern.web.sessions import COOKIE, Sessions


@pytest.fixture
def record(record_path: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(record_path, tmp_path / "record.db"))


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def desk(record: Path, sessions: Sessions) -> Iterator[TestClient]:
    with TestClient(application(record, sessions)) as made:
        yield made


@pytest.fixture
def editor(desk: TestClient, sessions: Sessions) -> TestClient:
    """Somebody who was let in as Ada Reed."""
    key = sessions.key
    assert "Your name" in desk.get(f"/edit/{key}").text
    answer = desk.post("/edit", data={"key": key, "name": " Ada  Reed "}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    return desk


def conflict(desk: TestClient) -> str:
    return str(desk.get("/conflicts.json").json()["conflicts"][0]["digest"][:10])


def token(desk: TestClient, path: str = "/") -> str:
    found = re.search(r'name="token" value="([^"]+)"', desk.get(path).text)
    assert found is not None
    return found.group(1)


def rule(desk: TestClient, **fields: str) -> tuple[int, str]:
    answer = desk.post("/decide", data={"token": token(desk), **fields}, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", answer.text)


def test_without_editing_nothing_can_be_sent(client: TestClient) -> None:
    for path in ("/decide", "/edit", "/leave", "/", "/conflicts"):
        assert client.post(path, data={"action": "reject"}).status_code in (404, 405)
    assert "token" not in client.get("/conflicts").text


def test_a_conflict_is_ruled_on_and_undone(editor: TestClient, record: Path) -> None:
    path = f"conflicts/{conflict(editor)}"
    ruled = rule(editor, action="reject", target=path[10:], why="<b>Ilford South</b>", back=path)
    assert ruled == (303, f"/{path}")
    page = editor.get(f"/{path}").text
    assert "rejected by Ada Reed" in page
    assert "&lt;b&gt;Ilford South&lt;/b&gt;" in page
    with chiltern.open(record) as opened:
        (made,) = (entry.decision for entry in opened.log() if entry.decision)
        assert (made.editor, made.action, made.reason) == ("Ada Reed", "reject", "<b>Ilford South</b>")
    assert rule(editor, action="undo", target=str(made.id), why="no", back=path)[0] == 303
    assert "rejected by" not in editor.get(f"/{path}").text


def test_a_claim_is_corrected(editor: TestClient) -> None:
    claim = "2882078a89"
    page = editor.get(f"/statements/{claim}").text
    assert "Rule on it" in page
    done = rule(editor, action="correct", target=claim, field="stance", value="intends", why="his words", claim="yes")
    assert done == (303, "/")
    assert "corrected by Ada Reed" in editor.get(f"/statements/{claim}").text


def test_what_cannot_be_decided_comes_back_as_typed(editor: TestClient) -> None:
    status, page = rule(
        editor, action="correct", target="2882078a89", field="stance", value="flies", why="W", claim="yes"
    )
    assert status == 400
    assert 'value="flies"' in page
    assert 'value="W"' in page
    assert rule(editor, action="explode", target="2882078a89", why="W")[0] == 400
    assert rule(editor, action="reject", target="0000000000", why="W")[0] == 400


def test_forms_of_others_are_refused(editor: TestClient, record: Path) -> None:
    right = {"token": token(editor), "action": "note", "target": conflict(editor), "why": "W"}
    for wrong in ({"token": "x"}, {"token": ""}):
        assert editor.post("/decide", data=right | wrong).status_code == 403
    assert editor.post("/decide", data=right, headers={"origin": "https://evil.example"}).status_code == 403
    assert editor.post("/decide", json=right).status_code == 403
    assert editor.post("/decide", data=right | {"why": "W" * 70_000}).status_code == 403
    with TestClient(application(record, Sessions())) as stranger:
        assert stranger.post("/decide", data=right).status_code == 403
    with chiltern.open(record) as opened:
        assert not any(entry.decision for entry in opened.log())


def test_the_link_works_once_and_a_session_changes_with_each_decision(editor: TestClient, sessions: Sessions) -> None:
    assert sessions.key == ""
    assert editor.post("/edit", data={"key": "", "name": "Eve"}).status_code == 403
    assert editor.get("/edit/anything").status_code == 403
    before, form = editor.cookies[COOKIE], token(editor)
    assert rule(editor, action="note", target=conflict(editor), why="W")[0] == 303
    assert editor.cookies[COOKIE] != before
    assert sessions.editor(before) is None
    assert editor.post("/decide", data={"token": form, "action": "note"}).status_code == 403


def test_a_form_sent_twice_shuts_nobody_out(editor: TestClient, sessions: Sessions) -> None:
    session = editor.cookies[COOKIE]
    first = sessions.changed(session)
    assert first is not None
    assert sessions.changed(session) is None
    assert sessions.editor(first) is not None


@pytest.mark.parametrize("origin", ["http://[", "//", "null.example", "http://testserver.evil.example", "x" * 5000])
def test_an_origin_of_any_kind_is_refused_or_ours(editor: TestClient, origin: str) -> None:
    right = {"token": token(editor), "action": "note", "target": conflict(editor), "why": "W"}
    assert editor.post("/decide", data=right, headers={"origin": origin}).status_code == 403
    assert editor.post("/decide", data=right, headers={"origin": "http://testserver"}).status_code == 200


def test_leaving_ends_it(editor: TestClient, sessions: Sessions) -> None:
    session = editor.cookies[COOKIE]
    assert editor.post("/leave", data={"token": token(editor)}, follow_redirects=False).status_code == 303
    assert sessions.editor(session) is None
    assert "is editing" not in editor.get("/").text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "\\\\evil.example", "a\nb", "javascript:x"])
def test_the_way_back_stays_here(editor: TestClient, back: str) -> None:
    status, to = rule(editor, action="note", target=conflict(editor), why="W", back=back)
    assert status == 303
    assert to.startswith("/")
    assert not to.startswith("//")


def test_an_editor_page_is_kept_by_nobody(editor: TestClient) -> None:
    assert editor.get("/").headers["cache-control"] == "no-store"
    editor.cookies.clear()
    assert "is editing" not in editor.get("/").text


def test_a_server_of_this_machine_answers_to_its_own_name(record: Path) -> None:
    with TestClient(
        application(record, hosts=("localhost", "127.0.0.1", "::1")), base_url="http://localhost:8700"
    ) as own:
        assert own.get("/").status_code == 200
        assert own.get("/", headers={"host": "[::1]:8700"}).status_code == 200
        for host in ("evil.example", "[", "[::1", "localhost.evil.example", "", "x@localhost.evil:1"):
            assert own.get("/", headers={"host": host}).status_code == 421


def test_editing_over_the_open_network_is_refused(record: Path) -> None:
    with pytest.raises(chiltern.BadInput, match="in the open"):
        run(record, "0.0.0.0", 0, print, edit=True)


def test_the_link_stays_out_of_the_log(desk: TestClient, sessions: Sessions, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "chiltern.access"):
        desk.get(f"/edit/{sessions.key}")
    assert "/edit/..." in caplog.text
    assert sessions.key not in caplog.text

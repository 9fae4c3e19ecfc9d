"""The project's own files: the lock file is whole, no file names a machine, and no borrowed text has slipped in."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import chiltern

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
# Other people's reports, used to test and kept out of the project: checked against wherever they lie beside it.
BORROWED = ROOT.parent / "shared"

MACHINE_PATH = re.compile(r"(?<![A-Za-z0-9_.~])/(?:work|home|root|tmp|farm|Users)/[A-Za-z]|\.\./shared")
SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+|\n")
RUN_OF_WORDS = 10


@cache
def project_files() -> tuple[Path, ...]:
    """Every file of the project, committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(path for name in sorted(listed.splitlines()) if (path := ROOT / name).is_file())


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="ignore")


def locked() -> dict[str, str]:
    """Package name to version."""
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_lock_pins_every_package_with_hashes_and_names_no_host() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    for entry in re.split(r"\n(?=[a-z0-9])", text.strip()):
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def asked_by(name: str, extra: str, environment: dict[str, str]) -> Iterator[Requirement]:
    """What a package, or one extra of it, asks for there."""
    for line in requires(name) or ():
        requirement = Requirement(line)
        if requirement.marker is None:
            if not extra:
                yield requirement
        elif requirement.marker.evaluate({**environment, "extra": extra}):
            yield requirement


@pytest.mark.parametrize("system", ["linux", "darwin"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_lock_is_whole_for_every_python(python: str, system: str) -> None:
    """What a locked package asks for on that Python and system, extras included, is locked too."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": system,
        "platform_system": system.capitalize(),
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    pins = locked()
    missing, todo, seen = set(), [(name, "") for name in pins], set()
    while todo:
        name, extra = todo.pop()
        seen.add((name, extra))
        for requirement in asked_by(name, extra, environment):
            wanted = canonicalize_name(requirement.name)
            if wanted not in pins:
                missing.add(f"{name} needs {requirement}")
            else:
                todo += [(wanted, also) for also in requirement.extras if (wanted, also) not in seen]
    assert not missing


def test_the_version_is_the_same_everywhere() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{chiltern.__version__}]" in changelog


def test_no_file_names_a_place_on_a_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in project_files()
        if path.relative_to(ROOT).parts[0] not in {"tests", "bench"} and path.suffix not in {".lock", ".svg"}
        for hit in [MACHINE_PATH.search(text_of(path))]
        if hit
    ]
    assert not found


def runs_of_words(text: str) -> set[int]:
    """A number for every ten words in a row of one sentence; equal numbers mean equal words."""
    found = set()
    for sentence in SENTENCE_END.split(text):
        words = re.findall(r"\w+", sentence.lower())
        found |= {hash(tuple(words[at : at + RUN_OF_WORDS])) for at in range(len(words) - RUN_OF_WORDS + 1)}
    return found


def test_no_text_of_a_borrowed_report_is_in_the_project() -> None:
    borrowed = [*BORROWED.glob("reports/**/*.txt"), *BORROWED.glob("data/polnear/*/text/*")]
    if not borrowed:
        pytest.skip("no borrowed reports lie beside this checkout")
    ours = {path: runs_of_words(text_of(path)) for path in project_files() if path.stat().st_size < 2_000_000}
    theirs = set().union(*(runs_of_words(text_of(path)) for path in borrowed if path.is_file()))
    copied = [str(path.relative_to(ROOT)) for path, runs in ours.items() if runs & theirs]
    assert not copied

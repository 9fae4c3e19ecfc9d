"""Paths into the files to read: files, folders, globs and `-`, each file once, in a fixed order.

A file that is named is always tried. In a folder, hidden files and files of kinds that hold no reports are passed
over, and a link to a folder is followed once. Whatever cannot be read is one result among the others, with its
reason; nothing is opened here, so that a pipe or a device can never make it wait.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

import msgspec

from chiltern.errors import UnreadableReport
from chiltern.reports.fields import printable

_MAGIC = frozenset("*?[")
# Kinds that are not reports: data, pictures, sound, film, archives, office documents, code, settings, styles.
_OTHER = (
    ".json .csv .tsv .xml .rss .atom .yaml .yml .toml .ini .cfg .lock .db .sqlite .sqlite3 .db-wal .db-shm .parquet"
    " .png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .avif .heic .mp3 .m4a .wav .ogg .mp4 .mov .avi .webm .mkv"
    " .zip .gz .bz2 .xz .zst .7z .tar .tgz .warc .pdf .doc .docx .odt .rtf .xls .xlsx .ods .ppt .pptx .epub .eml .msg"
    " .py .pyc .js .mjs .map .ts .css .scss .sh .sql .so .dll .exe .woff .woff2 .ttf .otf .eot .log .bak .tmp .part"
)
_OTHER_KINDS = frozenset(_OTHER.split())
_ABOUT_THE_FOLDER = frozenset({"readme", "license", "licence", "makefile"})


class FoundFile(msgspec.Struct, frozen=True):
    """A file to read: its path (None for standard input) and what messages call it."""

    path: Path | None
    where: str


class _Step(msgspec.Struct, frozen=True):
    """A path still to look at; `inside` are the folders above it, by device and inode, when it was met in one."""

    path: Path
    inside: tuple[tuple[int, int], ...] = ()


def find_files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[FoundFile | UnreadableReport]:
    """The files that the paths mean, in the order given, a folder's sorted by name; a file met again is left out."""
    seen: set[tuple[int, int]] = set()
    read_stdin = False
    for path in paths:
        given = os.fspath(path)
        if given == "-":
            if not read_stdin:
                yield FoundFile(None, "standard input")
            read_stdin = True
        elif not os.path.lexists(given) and _MAGIC & set(given):
            yield from _matching(given, seen)
        else:
            yield from _walk(Path(given), seen)


def why_not(error: OSError | ValueError, path: Path) -> str:
    """The reason that a user understands for an error of the file system."""
    if isinstance(error, FileNotFoundError):
        return "a link to nothing" if path.is_symlink() else "no such file or folder: check the path"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "a link that leads back to itself"
    return f"cannot be read: {printable((isinstance(error, OSError) and error.strerror) or str(error))}"


def _matching(pattern: str, seen: set[tuple[int, int]]) -> Iterator[FoundFile | UnreadableReport]:
    """The files that a pattern means. pathlib's `**` follows no links to folders, so it ends."""
    whole = Path(pattern)
    relative = whole.relative_to(whole.anchor)
    while relative.name == "**":  # the folder and all below it: the folder itself says that
        relative = relative.parent
    try:
        magic = _MAGIC & set(str(relative))
        matches = sorted(Path(whole.anchor).glob(str(relative))) if magic else [whole.anchor / relative]
    except (OSError, ValueError) as error:
        yield UnreadableReport(printable(pattern), f"no pattern: {printable(str(error))}")
        return
    shown = [match for match in matches if not _hidden(match, relative)]
    for match in shown:
        yield from _walk(match, seen)
    if not shown:
        yield UnreadableReport(printable(pattern), "no file matches this pattern")


def _hidden(match: Path, pattern: Path) -> bool:
    """Whether a part of the path begins with a dot that the pattern does not ask for, as in a shell."""
    asked = [part for part in pattern.parts if part.startswith(".")]
    dotted = (part for part in match.parts if part.startswith(".") and part != "..")
    return any(not any(fnmatch(part, wish) for wish in asked) for part in dotted)


def _walk(start: Path, seen: set[tuple[int, int]]) -> Iterator[FoundFile | UnreadableReport]:
    waiting = [_Step(start)]
    met_any = False
    while waiting:
        step = waiting.pop()
        where = printable(str(step.path))
        try:
            status = step.path.stat()
            key = (status.st_dev, status.st_ino)
            if stat.S_ISDIR(status.st_mode) and key not in seen:
                seen.add(key)
                waiting += [_Step(path, (*step.inside, key)) for path in reversed(_entries(step.path))]
                continue
        except (OSError, ValueError) as error:  # ValueError: a path with a NUL
            met_any = True
            yield UnreadableReport(where, why_not(error, step.path))
            continue
        met_any = True
        if key in step.inside:
            yield UnreadableReport(where, "a link back to a folder that it stands in: not followed")
        elif stat.S_ISDIR(status.st_mode) or key in seen:
            continue
        elif stat.S_ISREG(status.st_mode):
            seen.add(key)
            yield FoundFile(step.path, where)
        else:
            yield UnreadableReport(where, "a pipe, socket or device: give its content on standard input, as -")
    if not met_any:
        yield UnreadableReport(printable(str(start)), "a folder without reports (.txt, .md, .html, .jsonl)")


def _entries(folder: Path) -> list[Path]:
    """What is to be looked at in a folder, sorted by name."""
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries)
    pages = {name.rsplit(".", 1)[0] for name in names if name.lower().endswith((".html", ".htm"))}
    return [folder / name for name in names if not _passed_over(name, folder / name, pages)]


def _passed_over(name: str, path: Path, pages: set[str]) -> bool:
    if name.startswith(".") or name.endswith("~"):
        return True
    if name.endswith("_files") and name.removesuffix("_files") in pages:  # what a browser saves beside a page
        return True
    stem, kind = os.path.splitext(name.lower())
    return (kind in _OTHER_KINDS or stem in _ABOUT_THE_FOLDER) and not path.is_dir()

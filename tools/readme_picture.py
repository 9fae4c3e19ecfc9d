"""The picture in the README: what two real commands print on a terminal, as an SVG: `python tools/readme_picture.py`.

It builds the record of the sample in a temporary folder, runs the commands on a pseudo-terminal, keeps the lines that
tell the story (a dim … stands for the others) and writes docs/images/count.svg. Nothing is typed by hand but the
commands. Needs a system with pseudo-terminals (Linux, macOS).
"""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import shlex
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from chiltern.sample import reports_dir

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "count.svg"
CHILTERN = Path(sys.executable).parent / "chiltern"
WIDTH = 94
COUNT = ("count", "split.db", "leave", "--of", "Labour Party")
WAVERER = "Ian Austin"
# Which rows of the count are kept, by how they begin: enough to show what a row is.
KEPT = ("  Ian Austin", "  Ann Coffey", "  Wes Streeting", "  John Cryer")
# What is left out of the last command's facts: the hour of the run would make every picture another.
LEFT_OUT = ("Read ",)
THEME = TerminalTheme(
    (251, 250, 247),
    (38, 38, 38),
    [
        (38, 38, 38),
        (180, 40, 30),
        (30, 120, 60),
        (150, 110, 0),
        (30, 80, 170),
        (130, 50, 140),
        (0, 120, 130),
        (90, 90, 90),
    ],
)
# Rich's own format loads a font from a server; a picture in a README should load nothing.
FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" \
aria-label="Output of chiltern count and chiltern source">
<style>
.{unique_id}-matrix {{ font-family: "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace; \
font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">\
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def on_a_terminal(words: Iterable[str], folder: Path) -> list[Text]:
    """The lines that a command of Chiltern prints on a terminal of our width, with their styles."""
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
    environment = {"PATH": os.defpath, "TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC"}
    run = subprocess.Popen([str(CHILTERN), *words], cwd=folder, env=environment, stdout=side, stderr=side)
    os.close(side)
    printed = b"".join(pieces(main))
    os.close(main)
    if run.wait() != 0:
        raise SystemExit(f"chiltern {shlex.join(words)} ended with status {run.returncode}")
    return [Text.from_ansi(line) for line in printed.decode().splitlines()]


def pieces(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side has closed
            return
        if not piece:
            return
        yield piece


def shortened(lines: list[Text]) -> Iterator[Text]:
    """Headings and the rows to keep, each with the words beneath it; one dim … for the rows between."""
    keep, gap = True, False
    for line in lines:
        row = line.plain.startswith("  ") and not line.plain.startswith("    ")
        if row or not line.plain.startswith(" "):
            keep = not row or is_kept_row(line)
            if keep and gap:
                yield Text("  …", "dim")
            gap = not keep
        if keep:
            yield line
    if gap:
        yield Text("  …", "dim")


def with_kept_rows(lines: list[Text]) -> list[Text]:
    """Without the sections of a count that keep no row."""
    sections: list[list[Text]] = [[]]
    for line in lines:
        if not line.plain:
            sections.append([])
        sections[-1].append(line)
    told = [section for number, section in enumerate(sections) if number == 0 or any(map(is_kept_row, section))]
    return [line for section in told for line in section]


def is_kept_row(line: Text) -> bool:
    return line.plain.startswith(KEPT)


def waverer(folder: Path) -> str:
    """The number of the claim that the waverer's later position superseded."""
    asked = subprocess.run([CHILTERN, *COUNT, "--json"], cwd=folder, check=True, capture_output=True).stdout
    holdings = [holding for group in json.loads(asked)["groups"] for holding in group["holdings"]]
    (row,) = (holding for holding in holdings if holding["holder"]["name"] == WAVERER and "superseded" in holding)
    return str(row["superseded"][0]["words"]["claim"])[:10]


def picture(folder: Path) -> str:
    for made in (["new", "split.db"], ["add", "split.db", str(reports_dir())]):
        subprocess.run([CHILTERN, *made], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    counted = list(shortened(with_kept_rows(on_a_terminal(COUNT, folder))))
    source = ("source", "split.db", waverer(folder))
    opened = [line for line in on_a_terminal(source, folder) if not line.plain.startswith(LEFT_OUT)]
    shown: list[tuple[tuple[str, ...], list[Text]]] = [(COUNT, counted), (source, opened)]
    screen = Console(record=True, file=io.StringIO(), width=WIDTH, highlight=False, markup=False, force_terminal=True)
    for words, lines in shown:
        typed = " ".join(word if " " not in word else f'"{word}"' for word in words)
        screen.print(Text.assemble(("$ ", "dim"), (f"chiltern {typed}", "bold blue")))
        for line in lines:
            screen.print(line)
        screen.print()
    return screen.export_svg(title="chiltern", theme=THEME, code_format=FORMAT, unique_id="chiltern")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        made = picture(Path(folder))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text("\n".join(line.rstrip() for line in made.splitlines()) + "\n", encoding="utf-8")
    print(f"{PICTURE.relative_to(ROOT)}: {len(made):,} characters")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""The accuracy floor for attributions: what reading reaches on PolNeAR's `dev` part, which no change may lower unseen.

The corpus lies beside the project (`../shared/data/polnear`) and is not published with it; without it the gate is
skipped and says so. `chiltern read --format attributions` reads it, `../shared/tools/score_attributions.py` scores it.
Nothing was trained on this part, but its figures were seen while the design was chosen.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "tools" / "score_attributions.py"
DEV = SHARED / "data" / "polnear" / "dev"

# F1 in percent, rounded down to the tenth. Raise a floor when a change beats it; never lower one.
FLOORS = {
    ("all", "end_to_end"): 65.0,
    ("direct", "end_to_end"): 85.1,
    ("indirect", "end_to_end"): 57.9,
    ("all", "overlap"): 72.0,
}


@cache
def scores(folder: Path) -> dict[str, Any]:
    """The scorer's own figures for the whole part."""
    if not (SCORER.is_file() and (DEV / "attributions").is_dir()):
        pytest.skip(f"the attribution gate needs the corpus in {DEV} and the scorer {SCORER}")
    found, out = folder / "attributions.jsonl", folder / "scores.json"
    command = [
        sys.executable,
        "-m",
        "chiltern.cli",
        "read",
        str(DEV / "text"),
        "--format",
        "attributions",
        "--jobs",
        "2",
    ]
    result = subprocess.run(command, capture_output=True, check=True)
    assert result.stderr == b""
    found.write_bytes(result.stdout)
    subprocess.run([sys.executable, str(SCORER), str(DEV), str(found), "--json", str(out)], check=True)
    figures: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return figures


@pytest.mark.parametrize(("kind", "measure"), FLOORS)
def test_attributions_keep_their_accuracy(
    kind: str, measure: str, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    reached, floor = scores(tmp_path_factory.getbasetemp())[kind][measure]["f1"], FLOORS[kind, measure]
    assert reached >= floor, f"{measure}, {kind}: fell to {reached:.1f} %; the floor is {floor} %"
    if reached > floor + 1:
        with capsys.disabled():
            print(f"\n{measure}, {kind} reaches {reached:.1f} %; raise its floor of {floor} % in {Path(__file__).name}")

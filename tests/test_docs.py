"""Every page shows what really comes out, every link leads somewhere, and the harness itself catches a lie."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from chiltern.house.composition import house_on
from chiltern.house.picture import picture
from chiltern.register.roll import load_roll
from tests.gate_reading import FLOORS
from tools.update_docs import ROOT, pages, rewritten, run_page

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)


def page_id(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", pages(), ids=page_id)
def test_a_page_shows_what_really_comes_out(page: Path, tmp_path: Path) -> None:
    steps = run_page(page.read_text(encoding="utf-8"), tmp_path)
    lies = [
        f"{page_id(page)}:{step.start}: {step.command}\n{step.problem}\n--- shown\n{step.shown}\n--- real\n{step.got}"
        for step in steps
        if not step.agrees
    ]
    assert not lies, "run make docs, then read what changed:\n" + "\n".join(lies)


def anchors(page: Path) -> set[str]:
    """The names that a heading gets on a web page: lower case, words joined by hyphens."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ +(.+?)\s*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", sorted({*pages(), *ROOT.glob("*.md")}), ids=page_id)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    broken = []
    for target in (first or second for first, second in LINK.findall(text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        aim = (page.parent / name).resolve() if name else page
        if not aim.exists() or (anchor and aim.suffix == ".md" and anchor not in anchors(aim)):
            broken.append(target)
    assert not broken


def test_the_picture_of_the_house_is_what_the_command_draws() -> None:
    drawn = picture(house_on(load_roll("uk-commons-2017"), date(2019, 2, 22)))
    assert (ROOT / "docs/images/house.svg").read_text(encoding="utf-8") == drawn


def test_the_readme_names_the_floors_of_the_gate() -> None:
    table = re.findall(
        r"^\| (who .+|figures.*?) \| (.+) \| (.+) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    for column, floors in enumerate(FLOORS.values(), start=1):
        assert [row[column] for row in table][: len(floors)] == [f"{floor:.1f}" for floor in floors.values()]


EXAMPLE = """\
# A page

```console
$ echo one
one
$ printf 'a\\nlong\\nanswer\\n'
a
...
answer
```

- in a list:

  ```console
  $ ls reports/briefs.jsonl
  something else
  ```

```python
>>> total = 1 + 1
>>> total
3
```

```console status=1
$ false
```

```sh
$ exit 3
```
"""


def test_the_harness_runs_compares_and_rewrites(tmp_path: Path) -> None:
    steps = run_page(EXAMPLE, tmp_path / "first")
    assert [step.command.split()[0] for step in steps if not step.agrees] == ["ls", "total"]
    made = rewritten(EXAMPLE, steps)
    assert "  $ ls reports/briefs.jsonl\n  reports/briefs.jsonl\n  ```" in made
    assert ">>> total\n2\n```" in made
    assert "a\n...\nanswer" in made
    assert all(step.agrees for step in run_page(made, tmp_path / "second"))


def test_the_harness_notices_a_failing_command(tmp_path: Path) -> None:
    (step,) = run_page("```console\n$ exit 2\n```\n", tmp_path / "page")
    assert step.problem == "exit status 2, not 0"

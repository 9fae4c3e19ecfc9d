"""The code's shape, pinned: imports go one way, modules stay small, and each says what it is for.

Every import counts, also one inside a function or under TYPE_CHECKING, so that a lower part cannot know a higher one
by a back door. The order is the one that `docs/decisions.md` explains.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "chiltern"

# From the bottom up. A part imports parts of lower rows, and of its own row where no cycle comes of it.
ORDER = (
    ("errors",),
    ("dates",),
    ("names", "claims", "words"),
    ("phrases",),
    ("register",),
    ("reports",),
    ("reading",),
    ("record",),
    ("jobs",),
    ("ingest",),
    ("records",),
    ("house", "export", "web", "fetch"),
    ("", "sample"),  # the package's own front: what `import chiltern` offers
    ("cli", "__main__"),
)
RANK = {part: rank for rank, parts in enumerate(ORDER) for part in parts}
LONGEST_FILE = 300
LONGEST_FUNCTION = 50


@dataclass(frozen=True)
class Import:
    module: str  # the module that imports, without "chiltern."
    target: str  # the module imported, in full
    line: int
    where: str  # "module", "function" or "typing"


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name; the package's own front is ""."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(name: str) -> list[Import]:
    found: list[Import] = []

    def visit(node: ast.AST, where: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import | ast.ImportFrom):
                found.extend(Import(name, target, child.lineno, where) for target in targets(name, child))
            inside = where
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                inside = "function"
            elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                inside = "typing"
            visit(child, inside)

    visit(tree(modules()[name]), "module")
    return found


def targets(name: str, node: ast.Import | ast.ImportFrom) -> list[str]:
    """The modules that an import names: `from chiltern.reading import x` means the module x where it is one."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = node.module or ""
    if node.level:
        package = name.split(".") if modules()[name].name == "__init__.py" else name.split(".")[:-1]
        kept = [part for part in package if part][: len(package) - node.level + 1]
        base = ".".join(["chiltern", *kept, *([node.module] if node.module else [])])
    return [deeper if within(deeper := f"{base}.{alias.name}") in modules() else base for alias in node.names]


def within(target: str) -> str | None:
    """The dotted name without "chiltern.", or None for a module of somebody else."""
    first, _, rest = target.partition(".")
    return rest if first == "chiltern" else None


def part(name: str) -> str:
    return name.partition(".")[0]


EVERY_MODULE = pytest.mark.parametrize("name", modules(), ids=lambda name: name or "chiltern")


@EVERY_MODULE
def test_a_part_has_its_place(name: str) -> None:
    assert part(name) in RANK, f"give {part(name)!r} a row in ORDER"


@EVERY_MODULE
def test_imports_go_one_way(name: str) -> None:
    upward = [
        f"line {found.line} imports {found.target}"
        for found in imports(name)
        if (target := within(found.target)) is not None and RANK[part(target)] > RANK[part(name)]
    ]
    assert not upward


def test_no_import_cycle() -> None:
    graph: dict[str, set[str]] = {name: set() for name in modules()}
    for name in modules():
        for found in imports(name):
            target = within(found.target)
            if found.where == "module" and target is not None and target != name:
                graph[name].add(target)
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as cycle:
        pytest.fail(f"import cycle: {' -> '.join(cycle.args[1])}")


def test_only_the_store_opens_sqlite() -> None:
    users = {found.module for name in modules() for found in imports(name) if found.target == "sqlite3"}
    # The store opens the file; beside it stand how a connection is set up, what brings an older file up to date, what
    # SQLite's errors mean, and its search index in memory.
    assert users <= {"record.store", "record.connecting", "record.migrating", "record.faults", "record.indexed"}


@EVERY_MODULE
def test_an_import_inside_a_function_says_why(name: str) -> None:
    lines = modules()[name].read_text(encoding="utf-8").splitlines()
    silent = [
        f"line {found.line} imports {found.target}"
        for found in imports(name)
        if found.where == "function" and not any("#" in line for line in lines[max(found.line - 2, 0) : found.line])
    ]
    assert not silent, "say in a comment on or above the line why the import is not at the top"


@EVERY_MODULE
def test_a_module_says_what_it_is_for(name: str) -> None:
    if modules()[name].read_text(encoding="utf-8").strip():
        assert ast.get_docstring(tree(modules()[name])), "open the module with a docstring"


@EVERY_MODULE
def test_files_and_functions_stay_small(name: str) -> None:
    path = modules()[name]
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 >= LONGEST_FUNCTION
    ]
    length = len(path.read_text(encoding="utf-8").splitlines())
    if length >= LONGEST_FILE:
        long.append(f"{path.name}: {length} lines")
    assert not long, f"a file stays under {LONGEST_FILE} lines, a function under {LONGEST_FUNCTION}"

"""Runs every benchmark of this folder that has a `main()`, or those named: `python -m bench sweep`."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
NO_BENCHMARKS = {"__main__", "made_up", "timing", "web_bare"}


def main(names: list[str]) -> int:
    known = sorted({module.name for module in pkgutil.iter_modules([str(FOLDER)])} - NO_BENCHMARKS)
    unknown = sorted(set(names) - set(known))
    if unknown:
        print(f"bench: no benchmark {unknown[0]!r}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    for name in names or known:
        run = getattr(importlib.import_module(f"bench.{name}"), "main", None)
        if run is not None:
            print(f"── {name}", flush=True)
            run()
            print(flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

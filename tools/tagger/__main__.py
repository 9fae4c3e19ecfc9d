"""`python -m tools.tagger CORPUS -o MODEL.npz [--held-out CORPUS]`; see `docs/how-to/train-the-tagger.md`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch

from chiltern.errors import BadInput, ChilternError
from chiltern.reading.tagger import Model
from chiltern.reading.tagger.tables import TABLES
from tools.tagger.corpus import Example, examples
from tools.tagger.network import Shape
from tools.tagger.score import scores
from tools.tagger.train import tables, train

# Chosen on a tenth of PolNeAR's training reports held out, from 0.25 to 0.5: best for contents, and for their sources.
_THRESHOLD = 0.3


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.tagger", description="Train the tagger on a corpus.")
    parser.add_argument("corpus", type=Path, help="folder with text/NAME.txt and attributions/NAME_ANNOTATOR.ann")
    parser.add_argument("-o", "--output", type=Path, required=True, help="model file to write (.npz)")
    parser.add_argument("--held-out", type=Path, help="a corpus of the same form to score the model on")
    parser.add_argument("--rounds", type=int, default=14, help="how often training goes over the corpus")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    try:
        learnt = _read(options.corpus)
        held_out = _read(options.held_out) if options.held_out else []
    except (ChilternError, OSError) as error:
        print(f"tools.tagger: {error}", file=sys.stderr)
        return 2
    words, shape = tables(learnt), Shape()
    print(f"{len(learnt)} examples, {', '.join(f'{len(t):,} {n}' for n, t in zip(TABLES, words.entries, strict=True))}")
    network = train(learnt, words, shape, options.rounds, lambda line: print(line, flush=True))
    arrays: dict[str, Any] = dict(network.arrays())
    arrays |= {name: np.array("\n".join(table)) for name, table in zip(TABLES, words.entries, strict=True)}
    arrays["threshold"] = np.array(_THRESHOLD)
    with options.output.open("wb") as file:
        np.savez_compressed(file, **arrays)
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.1f} MB")
    if held_out:
        print(scores(held_out, Model(options.output)))
    return 0


def _read(corpus: Path) -> list[Example]:
    """The corpus's examples; raises `BadInput` where there are none."""
    found = list(examples(corpus))
    if not any(example.gold for example in found):
        raise BadInput(f"{corpus}: no annotated reports (text/NAME.txt with attributions/NAME_ANNOTATOR.ann)")
    return found


if __name__ == "__main__":
    sys.exit(main())

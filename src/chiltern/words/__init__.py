"""Word knowledge as data: the YAML files beside this module, read once and given out as typed values.

Each file says in its comments what belongs in it and why. `load(name)` gives one file's content as it stands;
the readers derive what they need from it (inflected forms, sets, lookup tables).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """The content of `name`.yml."""
    text = files(__name__).joinpath(f"{name}.yml").read_text(encoding="utf-8")
    # The C loader reads the files in a tenth of the time; it is missing where PyYAML was built without libyaml.
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def word_set(name: str, key: str, fold: bool = True) -> frozenset[str]:
    """A list of words under `key` of a file, as a set; in lower case unless `fold` is off.

    Raises TypeError for an entry that YAML reads as something else: a bare `no` or `on` is a boolean, so quote it.
    """
    entries = load(name)[key]
    for word in entries:
        if not isinstance(word, str):
            raise TypeError(f"{name}.yml, {key}: {word!r} is no word; write it in quotation marks")
    return frozenset(word.lower() if fold else word for word in entries)

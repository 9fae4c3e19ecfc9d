"""Where the words of one statement stand in another, sentence by sentence or fragment by fragment.

A piece is placed by the longest run that it shares with the other side and then by further runs near it; what lies
between the runs is aligned word by word. So a fragment finds its place in a long speech, and a sentence that the
other report left out finds none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from chiltern.record.reconcile.said import Said, View
from chiltern.record.reconcile.wording import opcodes

# How many words the other side may have more between two runs of one piece.
_SLACK = 10
# How many more at either end of it.
_FEW = 4
# Runs of one piece that are looked at.
_MOST_SEEDS = 32


class Code(NamedTuple):
    """Words [a0, a1) of one view against [b0, b1) of the other; `equal` where they are the same in normal form."""

    equal: bool
    a0: int
    a1: int
    b0: int
    b1: int


class Seed(NamedTuple):
    a: int
    b: int
    length: int
    content: int


class Placed(NamedTuple):
    """A piece of one view placed in the other: `codes` cover the piece, in order."""

    unit: tuple[int, int]
    codes: tuple[Code, ...]
    equal: int  # words
    longest: int  # words of the longest run
    telling: int  # words of the equal runs that have a sense and are rare

    @property
    def full(self) -> bool:
        """Whether the whole piece stands in the other view without a break."""
        return len(self.codes) == 1 and self.codes[0].equal

    @property
    def share(self) -> float:
        return self.equal / (self.unit[1] - self.unit[0])

    @property
    def inner(self) -> tuple[Code, ...]:
        """What differs between two equal runs."""
        return tuple(code for code in self.codes[1:-1] if not code.equal)


# Whether both name one speaker, or may.
Agreement = Literal["same", "loose"]


class Alignment(NamedTuple):
    """Two versions laid side by side: `a` is the one with fewer words in the view that was compared."""

    a: Said
    b: Said
    a_view: View
    b_view: View
    placed: tuple[Placed, ...]
    agreement: Agreement


def place_all(a: View, b: View) -> list[Placed]:
    """Each piece of one view that has a place in the other; of two pieces with one place the one that fits better."""
    placed: list[Placed] = []
    expected = 0
    for unit in a.units:
        # Most often the next sentence follows on the other side too.
        found = _here(a, unit, b, expected) or place(a, unit, b)
        if found is not None:
            placed.append(found)
            expected = found.codes[-1].b1
    taken: list[tuple[int, int]] = []
    kept: list[Placed] = []
    for piece in sorted(placed, key=lambda found: (-found.share, -found.equal, found.unit)):
        low, high = piece.codes[0].b0, piece.codes[-1].b1
        # A fragment may repeat what a longer one says; a sentence like another's is another sentence.
        if not piece.full and any(low < end and first < high for first, end in taken):
            continue
        taken.append((low, high))
        kept.append(piece)
    return sorted(kept)


def _here(a: View, unit: tuple[int, int], b: View, at: int) -> Placed | None:
    """A piece that stands word by word at a place of the other view."""
    first, end = unit
    if a.norms[first:end] != b.norms[at : at + end - first] or not a.content(first, end):
        return None
    code = Code(True, first, end, at, at + end - first)
    return Placed(unit, (code,), end - first, end - first, a.telling(first, end))


def place(a: View, unit: tuple[int, int], b: View) -> Placed | None:
    """Where a piece stands in the other view; None where no word of sense does."""
    seeds = _seeds(a, unit, b)
    if not seeds:
        return None
    chain = _chain(seeds)
    codes = _merged(_codes(a, unit, b, chain))
    equal = [code for code in codes if code.equal]
    return Placed(
        unit,
        codes,
        sum(code.a1 - code.a0 for code in equal),
        max(code.a1 - code.a0 for code in equal),
        sum(a.telling(code.a0, code.a1) for code in equal),
    )


def _seeds(a: View, unit: tuple[int, int], b: View) -> list[Seed]:
    """The longest runs that a piece shares with the other view, around each word of sense."""
    first, end = unit
    reached: dict[int, int] = {}
    found: list[Seed] = []
    for index in range(first, end):
        for place in b.places.get(a.norms[index], ()):
            if reached.get(place - index, -1) > index:
                continue
            low, high = 0, 1
            while index - low > first and place - low > 0 and a.norms[index - low - 1] == b.norms[place - low - 1]:
                low += 1
            while index + high < end and place + high < len(b.norms) and a.norms[index + high] == b.norms[place + high]:
                high += 1
            reached[place - index] = index + high
            found.append(Seed(index - low, place - low, low + high, a.content(index - low, index + high)))
    found.sort(key=lambda seed: (-seed.content, -seed.length, seed.a, seed.b))
    return found[:_MOST_SEEDS]


def _chain(seeds: list[Seed]) -> list[Seed]:
    """The best run and those that follow and precede it closely on both sides, in order."""
    chain = [seeds[0]]
    while (following := _nearest(seeds, chain[-1], after=True)) is not None:
        chain.append(following)
    while (preceding := _nearest(seeds, chain[0], after=False)) is not None:
        chain.insert(0, preceding)
    return chain


def _nearest(seeds: Iterable[Seed], seed: Seed, *, after: bool) -> Seed | None:
    best: tuple[int, int, Seed] | None = None
    for other in seeds:
        first, second = (seed, other) if after else (other, seed)
        gap_a, gap_b = second.a - first.a - first.length, second.b - first.b - first.length
        if gap_a < 0 or gap_b < 0 or gap_b > gap_a + _SLACK:
            continue
        ranked = (gap_a + gap_b, -other.length, other)
        if best is None or ranked < best:
            best = ranked
    return best[2] if best else None


def _codes(a: View, unit: tuple[int, int], b: View, chain: list[Seed]) -> list[Code]:
    found: list[Code] = []
    first, last = chain[0], chain[-1]
    found += _before(a, b, unit[0], first)
    for seed, following in zip(chain, [*chain[1:], None], strict=True):
        end_a, end_b = seed.a + seed.length, seed.b + seed.length
        found.append(Code(True, seed.a, end_a, seed.b, end_b))
        if following is not None:
            found += _between(a, b, end_a, following.a, end_b, following.b)
    end_a, end_b = last.a + last.length, last.b + last.length
    return found + _after(a, b, unit[1], last)


def _before(a: View, b: View, start: int, seed: Seed) -> list[Code]:
    """The beginning of a piece, before its first run, against as many words of the other side or a few more."""
    count = seed.a - start
    if not count:
        return []
    tried = [
        _between(a, b, start, seed.a, low, seed.b)
        for low in sorted({_back(b, seed.b, count + more) for more in range(_FEW)}, reverse=True)
    ]
    codes = max(tried, key=_equal)
    while codes and codes[0].a0 == codes[0].a1:
        codes = codes[1:]
    return codes


def _after(a: View, b: View, end: int, seed: Seed) -> list[Code]:
    """The end of a piece, after its last run, likewise."""
    end_a, end_b = seed.a + seed.length, seed.b + seed.length
    if end == end_a:
        return []
    tried = [
        _between(a, b, end_a, end, end_b, high)
        for high in sorted({_forth(b, end_b, end - end_a + more) for more in range(_FEW)})
    ]
    codes = max(tried, key=_equal)
    while codes and codes[-1].a0 == codes[-1].a1:
        codes = codes[:-1]
    return codes


def _equal(codes: list[Code]) -> int:
    return sum(code.a1 - code.a0 for code in codes if code.equal)


def _between(a: View, b: View, a0: int, a1: int, b0: int, b1: int) -> list[Code]:
    codes = opcodes(a.norms[a0:a1], b.norms[b0:b1])
    return [Code(tag == "equal", a0 + i0, a0 + i1, b0 + j0, b0 + j1) for tag, i0, i1, j0, j1 in codes]


def _back(view: View, before: int, count: int) -> int:
    """Up to `count` words before a place, not past the beginning of its sentence."""
    start = before
    while count and start > 0 and not (view.words[start].opens or view.words[start].gap):
        start, count = start - 1, count - 1
    return start


def _forth(view: View, after: int, count: int) -> int:
    """Up to `count` words from a place on, not past the end of its sentence."""
    end = after
    while count and end < len(view.words) and not (view.words[end].opens or view.words[end].gap):
        end, count = end + 1, count - 1
    return end


def _merged(codes: list[Code]) -> tuple[Code, ...]:
    """Neighbouring runs of one kind as one."""
    found: list[Code] = []
    for code in codes:
        if found and found[-1].equal == code.equal and (found[-1].a1, found[-1].b1) == (code.a0, code.b0):
            code = found.pop()._replace(a1=code.a1, b1=code.b1)
        found.append(code)
    return tuple(found)

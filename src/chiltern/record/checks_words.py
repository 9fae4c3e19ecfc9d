"""What `verify` looks at last: whether the search index holds the words of every statement, and no others.

The index keeps words, not texts, and gives them back word by word. So each statement's words are added up to one
number, once from the index and once from its quotation, indexed anew in memory; the numbers must agree.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from zlib import crc32

import msgspec

from chiltern.claims import Claim, Statement
from chiltern.errors import RecordError
from chiltern.record.checks import RESTORE, Done, Hurt
from chiltern.record.indexed import words_of
from chiltern.record.scan import Unread, highest, reason_of, scan
from chiltern.record.store import Store

_BATCH = 5_000
_MASK = 2**64 - 1


def words(store: Store) -> Iterator[Hurt | Done]:
    """The index finds each statement by its words, and by nothing else."""
    of = highest(store, "claims") or 0
    # Eight bytes for each claim, whatever it says.
    sums = array("Q", bytes(8 * (of + 1)))
    try:
        for number, part in _sums(store.index_words("quotes")):
            if 0 < number <= of:
                sums[number] = (sums[number] + part) & _MASK
            else:
                yield Hurt("quotes", str(number), "the index knows words of a claim that is not there", RESTORE)
    except RecordError as error:
        yield Hurt("quotes", "", f"the search index cannot be read: {reason_of(error)}", RESTORE)
        return
    for quotes, last in _quotes(store):
        expected: dict[int, int] = {}
        for number, part in _sums(words_of(quotes)):
            expected[number] = (expected.get(number, 0) + part) & _MASK
        for number, _ in quotes:
            if sums[number] != expected.get(number, 0):
                yield Hurt("quotes", str(number), "the search index has other words than the statement", RESTORE)
            sums[number] = 0
        yield Done(last, of)
    for number, left in enumerate(sums):
        if left:
            yield Hurt("quotes", str(number), "the search index has words of what is no statement", RESTORE)


def _sums(found: Iterable[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """From (word, row, place) a number for each, so that their sum tells one statement's words from another's."""
    last, code = "", 0
    for word, row, place in found:
        if word != last:
            last, code = word, (crc32(word.encode()) << 20) | 0xFFFFF
        yield row, code * (place + 1)


def _quotes(store: Store) -> Iterator[tuple[list[tuple[int, str]], int]]:
    """The quotations by the rows of their claims, in portions; claims that cannot be read are told elsewhere."""
    decode = msgspec.json.Decoder(Claim).decode
    for found in scan(store, "claims", "json, kind", batch=_BATCH):
        if isinstance(found, Unread):
            continue
        quotes = []
        for number, json, kind in found:
            if kind == "statement":
                try:
                    claim = decode(json)
                except (msgspec.MsgspecError, RecursionError):
                    continue
                if isinstance(claim, Statement):
                    quotes.append((number, claim.quote))
        yield quotes, found[-1][0]

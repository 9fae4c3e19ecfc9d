"""The file format of a roll: JSON, one row a line, so that two versions of a roll compare line by line.

Bytes go in and rows come out, or the other way round; `register/roll.py` makes a `Roll` of them.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import msgspec

from chiltern.errors import BadInput
from chiltern.register.model import RollRows


def decode_rows(content: bytes, where: str) -> RollRows:
    """The rows of a roll file; raises `BadInput`, naming `where`, for anything else."""
    try:
        return msgspec.json.decode(content, type=RollRows)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{where}: no roll in Chiltern's format: {error}") from None


def encode_rows(rows: RollRows) -> bytes:
    """The text of a roll file: each field of `RollRows` in order, and in the lists one row a line."""
    lines = []
    for field in rows.__struct_fields__:
        value = getattr(rows, field)
        made = msgspec.json.encode(value)
        if isinstance(value, tuple) and value:
            made = b"[\n" + b",\n".join(msgspec.json.encode(row) for row in value) + b"\n]"
        lines.append(msgspec.json.encode(field) + b": " + made)
    return b"{\n" + b",\n".join(lines) + b"\n}\n"


def write_whole(path: Path, content: bytes, *, replacing: bool) -> None:
    """Writes a file whole or not at all; raises `BadInput` where it is there and not to be replaced, or cannot be."""
    if path.exists() and not replacing:
        raise BadInput(f"{path} is there already: choose another name, or give --replace")
    if path.exists() and not path.is_file():
        raise BadInput(f"{path} is no file: choose another name")
    made = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            made = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(0o644)
        made.replace(path)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}") from None
    finally:
        if made is not None:
            made.unlink(missing_ok=True)

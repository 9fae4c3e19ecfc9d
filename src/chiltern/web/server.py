"""Runs the pages of a record on this machine until it is stopped."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn

from chiltern.errors import BadInput
from chiltern.web.app import application
from chiltern.web.sessions import Sessions

# Connections that may wait to be taken, as uvicorn has it.
_WAITING = 2048
# Names of this machine itself.
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def run(
    record: Path,
    host: str,
    port: int,
    say: Callable[[str], object],
    *,
    show: Callable[[str], object] | None = None,
    edit: bool = False,
) -> None:
    """Serves until it is interrupted. `say` is told the address, `show` opens it; with `edit` it is a link to edit by.

    Raises what opening the record does, and `BadInput` where the address cannot be listened at.
    """
    sessions = Sessions() if edit else None
    app = application(record, sessions, _LOOPBACK if host in _LOOPBACK else None)
    listening = listen(host, port)
    at = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    log = logging.getLogger("chiltern")
    log.setLevel(logging.INFO)
    log.addHandler(logging.StreamHandler(sys.stderr))
    say(f"{record} at {at} (Ctrl-C stops it)")
    if sessions is not None:
        at = f"{at}edit/{sessions.key}"
        say(f"To edit, open once: {at}")
    if show is not None:
        show(at)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=True)
    uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, so that asyncio sends at once: else every page waits 40 ms for the reader's system to acknowledge its head.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        # The address is told before the server runs: who asks by then waits, and is not refused.
        made.listen(_WAITING)
    except (OSError, UnicodeError) as error:
        made.close()
        reason = getattr(error, "strerror", None) or error
        raise BadInput(f"{host}:{port}: cannot listen there ({reason}); choose another --port or --host") from None
    return made

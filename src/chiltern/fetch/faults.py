"""What can be wrong with an answer, in one line each: an address and a failure go in, a `FetchError` comes out."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError, ProxyError
from urllib3.exceptions import TimeoutError as TookTooLong

from chiltern.errors import BadInput, FetchError
from chiltern.fetch.cache import Form
from chiltern.register.importers.base import InFile
from chiltern.register.importers.tables import json_of

_ADVICE = {
    401: ", which asks for a password",
    403: ", which lets nobody in from here; wait a while, or try another network",
    404: ", which has nothing there; the address may have changed",
    410: ", which has nothing there any more; the address may have changed",
}
_LONGEST = 200  # characters of what a server wrote


class TooSlow(TookTooLong):
    """Pieces of an answer came in time, but not all of it: asked for again like any timeout."""


def host(url: str) -> str:
    return urlsplit(url).netloc


def place(url: str) -> str:
    """An address without its query, which may be long."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


def checked(body: bytes, url: str, form: Form) -> bytes:
    """The body, which must be of the form asked for. A page in place of data is the usual way of servers to fail."""
    start = body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise FetchError(f"{place(url)}: an empty answer")
    if start.startswith(b"<"):
        raise FetchError(f"{place(url)}: a web page or XML where {form.upper()} should be; run it again later")
    if form == "json":
        try:
            json_of(InFile(place(url), body))
        except BadInput as error:
            raise FetchError(f"{error} (cut off?); run it again later") from None
    return body


def refused(url: str, status: int) -> FetchError:
    """For a status that trying again does not mend."""
    return FetchError(f"{place(url)}: the server answers {status}{_ADVICE.get(status, '')}")


def redirected(url: str, location: str) -> str:
    """Where a redirect leads; raises `FetchError` where that is another server."""
    try:
        target = urljoin(url, location)
        same = urlsplit(target)[:2] == urlsplit(url)[:2]
    except ValueError:
        target, same = location, False
    if not same:
        shown = target[:_LONGEST]
        raise FetchError(f"{place(url)}: redirected to another server ({shown}), which is not followed")
    return target


def given_up(url: str, failure: HTTPError | None, status: int | None, tries: int, timeout: float) -> FetchError:
    """For a server that was asked often enough."""
    asked = f"asked {tries} times"
    if status is not None:
        return FetchError(f"{place(url)}: the server answers {status} ({asked}); run it again later")
    if isinstance(failure, NewConnectionError | ConnectTimeoutError | ProxyError):
        return FetchError(
            f"{host(url)} could not be reached: {_unreachable(failure)}; check the network and run it again"
        )
    if isinstance(failure, TooSlow):
        return FetchError(f"{place(url)}: the answer came too slowly ({asked}); run it again later")
    if isinstance(failure, TookTooLong):
        return FetchError(f"{place(url)}: no answer within {timeout:g} s ({asked}); run it again later")
    return FetchError(f"{place(url)}: the answer broke off ({asked}); run it again later")


def _unreachable(failure: HTTPError) -> str:
    if isinstance(failure, NameResolutionError):
        return "no address is known for this name"
    if isinstance(failure, ProxyError):
        return "the proxy does not let it through"
    if isinstance(failure, NewConnectionError):
        cause = failure.__cause__
        return cause.strerror.lower() if isinstance(cause, OSError) and cause.strerror else "no connection"
    return "no connection in time"

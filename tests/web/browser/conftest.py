"""A server of the sample in a process of its own, and Debian's Chromium to look at it with.

The browser may speak to this machine alone: any other request is refused and fails the test, as does whatever a page
writes to the console.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from tests.web.serving import address_in, serving

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_HOSTS = ("127.0.0.1", "localhost")
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def base(record_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(record_path, tmp_path_factory.mktemp("served") / "log") as said:
        yield address_in(said[0])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Of this module alone: while it runs, nothing else on this thread can have an event loop."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip(f"no browser: install one of {', '.join(_NAMES)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, base: str) -> Iterator[Open]:
    """Makes pages in contexts of their own; `width`, `javascript` and `dark` are the reader's."""
    wrong: list[str] = []
    contexts = []

    def opened(width: int = 1280, javascript: bool = True, dark: bool = False, base_url: str = base) -> Page:
        context = chromium.new_context(
            base_url=base_url,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)

        def only_here(route: Route) -> None:
            asked = urlsplit(route.request.url)
            if asked.scheme in ("file", "data") or asked.hostname in _HOSTS:
                route.continue_()
            else:
                wrong.append(f"asked for {route.request.url}")
                route.abort()

        context.route("**/*", only_here)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: wrong.append(f"{page.url}: {said.text}") if _is_fault(said, page) else None)
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def _is_fault(said: ConsoleMessage, page: Page) -> bool:
    """A page that is refused is a line in the console too, and no fault."""
    return said.type in ("error", "warning") and said.location["url"] != page.url

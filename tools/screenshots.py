"""Draws the pages that the README shows: `python tools/screenshots.py`, with Chromium on this machine.

The sample's record is made in a temporary folder, served, and photographed; the pictures go to docs/images.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

import chiltern
from chiltern.sample import reports_dir

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
PAGES = (("front.png", "", 1180), ("report.png", "reports/5", 900))
WIDTH = 1200


@contextmanager
def served() -> Iterator[str]:
    """The address of the sample's pages."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "sample.db"
        with chiltern.new(record) as made:
            made.add([reports_dir()])
        command = [sys.executable, "-m", "chiltern.cli", "serve", str(record), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
            assert server.stdout is not None
            try:
                yield server.stdout.readline().split(" at ")[1].split(" ")[0]
            finally:
                server.terminate()


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium was found; on Debian and Ubuntu: apt install chromium", file=sys.stderr)
        return 1
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
        for name, path, height in PAGES:
            page.goto(address + path)
            page.screenshot(path=IMAGES / name, clip={"x": 0, "y": 0, "width": WIDTH, "height": height}, full_page=True)
            print(IMAGES.name, name)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

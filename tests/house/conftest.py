"""The invented House has rules in every test here."""

from __future__ import annotations

import pytest

from tests.house.made import with_its_rules


@pytest.fixture(autouse=True)
def _moorland(monkeypatch: pytest.MonkeyPatch) -> None:
    with_its_rules(monkeypatch)

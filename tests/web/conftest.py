"""A record of the sample, and a client of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import chiltern
from chiltern.sample import reports_dir
from chiltern.web.app import application


@pytest.fixture(scope="session")
def record_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's reports in a record; nobody may write to it."""
    path = tmp_path_factory.mktemp("web") / "sample.db"
    with chiltern.new(path) as record:
        record.add([reports_dir()])
    return path


@pytest.fixture(scope="session")
def client(record_path: Path) -> Iterator[TestClient]:
    with TestClient(application(record_path), raise_server_exceptions=True) as made:
        yield made

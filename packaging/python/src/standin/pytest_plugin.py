# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for pytest."""
from __future__ import annotations

import os
import re
import uuid
from typing import Any, Generator, Iterator, Sequence

import pytest

from standin.client import Standin
from standin.program import Program, Server


@pytest.fixture(scope="session")
def standin_options() -> Sequence[str]:
    """More options of `standin serve`. Override it to give some."""
    return ()


@pytest.fixture(scope="session")
def standin_server(standin_options: Sequence[str]) -> Iterator[Server]:
    """A Standin for all tests: that of $STANDIN_URL, with the token of $STANDIN_TOKEN, or one that is started."""
    url = os.environ.get("STANDIN_URL")
    if url:
        yield Server(url, os.environ.get("STANDIN_TOKEN"))
        return
    with Program(options=standin_options) as program:
        yield program


@pytest.fixture
def standin(standin_server: Server, request: pytest.FixtureRequest) -> Iterator[Standin]:
    """The access of this test, with a test id of its own. Its rules and devices are removed at the end."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", request.node.name).strip("-")[:80]
    with standin_server.client(f"{name}-{uuid.uuid4().hex[:8]}") as client:
        yield client


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """Shows what the program has printed beside a failed test."""
    outcome = yield
    report = outcome.get_result()
    server = getattr(item, "funcargs", {}).get("standin_server")
    if report.failed and server and server.output():
        report.sections.append(("output of Standin", server.output()))

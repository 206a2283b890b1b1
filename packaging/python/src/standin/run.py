# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of scenarios."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterator, Mapping, Sequence

from standin.pattern import Json

if TYPE_CHECKING:
    from standin.client import Standin

PATH = "/api/v1/runs"
LONGEST_WAIT = 600  # seconds that one request may wait
FORMS = {"json": "report.json", "junit": "report.xml", "html": "report.html", "svg": "diagram.svg"}


class Run:
    """A run that has ended, or is at work still. `raw` has all members, as REST names them."""

    def __init__(self, client: Standin, raw: Mapping[str, Any]):
        self._client = client
        self.raw = raw

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def verdict(self) -> str:
        """"passed", "failed", "broker-unreachable", "not-started" or "cancelled"; "running" before its end."""
        return str(self.raw.get("verdict", "running"))

    @property
    def counts(self) -> Mapping[str, int]:
        """Scenarios, with their rows and rounds, by their verdicts."""
        counts: Mapping[str, int] = self.raw["counts"]
        return counts

    @property
    def failures(self) -> Sequence[Mapping[str, Any]]:
        """The first ones that have not passed: `case`, `step`, `expected`, `got` …"""
        failures: Sequence[Mapping[str, Any]] = self.raw["failures"]
        return failures

    @property
    def cursor(self) -> int:
        """From before the run: its entries in the journal are after it."""
        return int(self.raw["after"])

    def wait(self, seconds: float) -> bool:
        """Whether it has ended within this time."""
        while self.raw["state"] == "running" and seconds > 0:
            part = min(seconds, LONGEST_WAIT)
            answer = self._client.get(f"{PATH}/{self.id}", {"waitMs": round(part * 1000)}, extra_seconds=part)
            self.raw = answer["run"]
            seconds -= part
        return self.raw["state"] != "running"

    def cancel(self) -> None:
        """Ends it; the teardowns run."""
        self._client.post(f"{PATH}/{self.id}:cancel")

    def report(self, form: str = "json") -> bytes:
        """The report as `json`, `junit`, `html`, or `svg`, the sequence diagram of what has failed first."""
        return self._client.fetch(f"{PATH}/{self.id}/{FORMS[form]}")


class ScenarioFailed(AssertionError):
    """A run has not passed. The text has the steps that have failed."""

    def __init__(self, run: Run, what: str = ""):
        self.run = run
        super().__init__("\n".join([what or self._summary(), *(line for one in run.failures for line in _lines(one))]))

    def _summary(self) -> str:
        counts = ", ".join(f"{count} {verdict}" for verdict, count in self.run.counts.items() if count)
        return f"the verdict is {self.run.verdict}: {counts or 'nothing has run'}"


def _lines(failure: Mapping[str, Json]) -> Iterator[str]:
    yield f"{failure['case']}: {failure['verdict']}"
    place = f"{failure.get('file', '')}:{failure['line']}" if failure.get("file") and failure.get("line") else ""
    if failure.get("step"):
        yield f"  step: {failure['step']}  {place or failure.get('pointer', '')}".rstrip()
    if failure.get("expected"):
        yield f"  expected: {failure['expected']}"
        yield f"  got: {failure.get('got', 'nothing')}"
    else:
        yield f"  {failure['reason']}"

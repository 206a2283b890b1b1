# SPDX-License-Identifier: GPL-3.0-or-later
"""The results, compared with the known facts about a broker."""
import json
import re
from dataclasses import dataclass

VERSIONS = ("3.1", "3.1.1", "5.0")
YES, NO, NOT_OFFERED, BROKER_ERRS = "yes", "no", "not offered", "broker errs"


@dataclass
class Result:
    version: str
    group: str  # basic, transport or property
    check: str
    verdict: str
    reason: str


@dataclass(frozen=True)
class Known:
    """A feature that a broker is known not to support. It explains only failures that match it."""

    check: str
    evidence: str  # a pattern for the output of standin-interop
    source: str  # how we know
    verdict: str = NOT_OFFERED  # or BROKER_ERRS: offered, but against the specification
    version: str = ""  # of MQTT; "": every one


class Report:
    """The results of one broker."""

    def __init__(self, name: str, title: str, lines: list[str], known: list[Known]):
        self.name = name
        self.title = title
        self._results = [judge(parse(line), known) for line in lines]

    def results(self, version: str, *groups: str) -> dict[str, Result]:
        """By check."""
        return {r.check: r for r in self._results if r.version == version and r.group in groups}

    def failed(self) -> bool:
        return not self._results or any(r.verdict == NO for r in self._results)


def parse(line: str) -> Result:
    fields = json.loads(line)
    return Result(*(fields[key] for key in ("version", "group", "check", "verdict", "reason")))


def judge(result: Result, known: list[Known]) -> Result:
    if result.verdict != NO:
        return result
    for each in known:
        if (each.check == result.check and each.version in ("", result.version)
                and re.search(each.evidence, result.reason)):
            return Result(result.version, result.group, result.check, each.verdict,
                          f"{result.reason}. {each.source}")
    return result

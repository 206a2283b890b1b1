# SPDX-License-Identifier: GPL-3.0-or-later
"""What came out, and the tables it is shown in."""
import json
import re
from dataclasses import dataclass

VERSIONS = ("3.1", "3.1.1", "5.0")
YES, NO, NOT_OFFERED = "yes", "no", "not offered"


@dataclass
class Result:
    version: str
    group: str  # basic, transport or property
    check: str
    verdict: str
    reason: str


class Report:
    """The results of one broker, with what its documentation says it does not do taken into account."""

    def __init__(self, name: str, title: str, lines: list[str], documented: list["Documented"]):
        self.name = name
        self.title = title
        self.results = [judge(result, documented) for result in map(parse, lines)]

    def verdicts(self, version: str, group: str) -> dict[str, Result]:
        return {r.check: r for r in self.results if r.version == version and r.group == group}

    def offers(self, version: str) -> bool:
        return any(r.version == version and r.check == "connect" and r.verdict == YES for r in self.results)

    def failures(self) -> list[Result]:
        return [r for r in self.results if r.verdict == NO]


@dataclass(frozen=True)
class Documented:
    """Something a broker's documentation says it does not do. It excuses only a failure that looks like it."""

    check: str
    evidence: str  # matches what the program says
    source: str
    version: str = ""  # "": every one


def parse(line: str) -> Result:
    fields = json.loads(line)
    return Result(*(fields[key] for key in ("version", "group", "check", "verdict", "reason")))


def judge(result: Result, documented: list[Documented]) -> Result:
    for each in documented:
        if each.check == result.check and each.version in ("", result.version):
            if result.verdict == NO and re.search(each.evidence, result.reason):
                result.verdict = NOT_OFFERED
                result.reason = f"{each.source} (seen: {result.reason})"
            elif result.verdict == YES:
                result.verdict = NO
                result.reason = f"works, though it is noted as not offered ({each.source}): remove the note"
    return result

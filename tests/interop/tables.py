# SPDX-License-Identifier: GPL-3.0-or-later
"""The same two tables for the terminal and for Markdown: the basic checks, and the properties of MQTT 5.0."""
from results import BROKER_ERRS, NO, NOT_OFFERED, VERSIONS, YES, Report

# Columns of the first table, and the checks that must all pass for a "yes".
COLUMNS = {
    "connect": ("connect", "wrong password"),
    "QoS 0": ("QoS 0",),
    "QoS 1": ("QoS 1",),
    "QoS 2": ("QoS 2",),
    "filters": ("filters",),
    "retain": ("retain",),
    "will": ("will",),
    "resume": ("resume",),
    "TLS": ("TLS", "TLS link"),
    "ws": ("WebSocket",),
    "wss": ("WebSocket over TLS",),
}
PROPERTIES = "5.0 properties"
INTRODUCTION = """
# Our MQTT client and the brokers

Made by `./dev interop --markdown docs/mqtt-interop.md`, which starts each of these brokers and tests `QMqttClient`
(`src/mqtt`) with it. **yes**: tested, correct. **no**: tested, wrong; such a run ends with an error. **not offered**:
the broker does not support it, according to its answer or its documentation; the note says which. **broker errs**: the
broker violates the specification, as an independent client confirms. A dash: not tested, because the broker refused the
version, or the version does not have it.
"""


class Notes:
    """Reasons, numbered in the order of their first use."""

    def __init__(self):
        self._texts: list[str] = []

    def mark(self, text: str) -> str:
        if text not in self._texts:
            self._texts.append(text)
        return f"[{self._texts.index(text) + 1}]"

    def lines(self) -> list[str]:
        return [f"[{number}] {text}" for number, text in enumerate(self._texts, 1)]


def cell(results: list, notes: Notes) -> str:
    for verdict in (NO, BROKER_ERRS, NOT_OFFERED):
        reasons = [r for r in results if r.verdict == verdict]
        if reasons:
            return " ".join([verdict, *(notes.mark(f"{r.check}: {r.reason}") for r in reasons)])
    return YES if results else "-"


def overview(reports: list[Report], notes: Notes) -> list[list[str]]:
    rows = [["broker", "MQTT", *COLUMNS, PROPERTIES]]
    for report in reports:
        for version in VERSIONS:
            found = report.results(version, "basic", "transport")
            cells = [cell([found[check] for check in checks if check in found], notes) for checks in COLUMNS.values()]
            rows.append([report.name, version, *cells, summary(report, version)])
    return rows


def summary(report: Report, version: str) -> str:
    verdicts = [result.verdict for result in report.results(version, "property").values()]
    if not verdicts:
        return "-"
    passed = f"{verdicts.count(YES)} of {len(verdicts)}"
    return f"{passed}, {NO}: {verdicts.count(NO)}" if NO in verdicts else passed


def properties(reports: list[Report], notes: Notes) -> list[list[str]]:
    offering = [report for report in reports if report.results("5.0", "property")]
    if not offering:
        return []
    found = [report.results("5.0", "property") for report in offering]
    rows = [["MQTT 5.0", *(report.name for report in offering)]]
    for check in found[0]:
        rows.append([check, *(cell([each[check]] if check in each else [], notes) for each in found)])
    return rows


def terminal(reports: list[Report]) -> str:
    notes = Notes()
    blocks = [aligned(overview(reports, notes)), aligned(properties(reports, notes)), "\n".join(notes.lines())]
    return "\n\n".join(["\n".join(f"{r.name}: {r.title}" for r in reports), *filter(None, blocks)])


def aligned(rows: list[list[str]]) -> str:
    if not rows:
        return ""
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip() for row in rows)


def markdown(reports: list[Report]) -> str:
    notes = Notes()
    tables = [piped(overview(reports, notes)), piped(properties(reports, notes))]
    versions = "\n".join(f"- {r.name}: {r.title}" for r in reports)
    listed = "  \n".join(notes.lines())
    return "\n\n".join([INTRODUCTION.strip(), versions, *filter(None, tables), listed]) + "\n"


def piped(rows: list[list[str]]) -> str:
    if not rows:
        return ""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])

# SPDX-License-Identifier: GPL-3.0-or-later
"""A failed expectation, and its text."""
from __future__ import annotations

import json
from typing import Any, Iterator, Mapping, Optional, Sequence

from standin.entry import Entry, short

MOST_ENTRIES = 30  # shown


class NotAsExpected(AssertionError):
    """The journal is not as the test expects it.

    The text has what was expected, the messages that nearly matched, with the conditions that did not hold, and the
    entries since the cursor.
    """

    def __init__(self, what: str, expected: Mapping[str, Any], near_misses: Sequence[Mapping[str, Any]] = (),
                 entries: Sequence[Entry] = (), earlier: Optional[Entry] = None):
        self.expected = expected
        """The request."""
        self.near_misses = near_misses
        """As REST has them."""
        self.entries = entries
        """Of the device since the cursor."""
        self.earlier = earlier
        """A message that matches, from before the cursor."""
        super().__init__("\n".join([what, *self._expected(), *self._earlier(), *self._near_misses(), *self._journal()]))

    def _expected(self) -> Iterator[str]:
        hidden = ("pattern", "timeoutMs", "withinMs")
        pattern = self.expected.get("pattern", {})
        yield "expected:"
        yield "  " + ", ".join(f"{key} {_json(value)}" for key, value in self.expected.items() if key not in hidden)
        for key, value in pattern.items():
            parts = value["allOf"] if key == "payload" and "allOf" in value else [value]
            yield from (f"  {key} {_json(part)}" for part in parts)

    def _earlier(self) -> Iterator[str]:
        if self.earlier:
            yield "one that matches came before that cursor (give another one with after=):"
            yield f"  {self.earlier}"

    def _near_misses(self) -> Iterator[str]:
        if self.near_misses:
            yield "near misses:"
        for miss in self.near_misses:
            yield (f"  #{miss['seq']}  {miss['topic']}  {short(miss.get('payload'))}: "
                   f"{miss['held']} of {miss['total']} conditions hold")
            for check in miss["checks"]:
                if not check["held"]:
                    found = _json(check["found"]) if "found" in check else "nothing"
                    yield f"    {check['pointer']}: expected {_json(check['expected'])}, found {found}"

    def _journal(self) -> Iterator[str]:
        yield f"journal since the cursor ({len(self.entries)} entries):"
        if len(self.entries) > MOST_ENTRIES:
            yield f"  … {len(self.entries) - MOST_ENTRIES} earlier ones"
        yield from (f"  {entry}" for entry in self.entries[-MOST_ENTRIES:])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

# SPDX-License-Identifier: GPL-3.0-or-later
"""The entries of the journal that a test looks at."""
from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Mapping, Optional, Sequence

from standin.entry import Entry
from standin.errors import StandinError
from standin.notasexpected import NotAsExpected
from standin.pattern import Json, given, pattern

if TYPE_CHECKING:
    from standin.client import Standin

PATH = "/api/v1/journal"
WITHIN = 5.0
"""Seconds that an expectation waits."""
MOST_SHOWN = 10_000
"""Entries that a failure reads."""
FAILED = (408, 422)
"""Answers to an expectation that does not hold, with what was found."""


class JournalView:
    """The entries of a device, a fleet, a rule or all of them, after a cursor.

    An act sets the cursor to the place from before it, and so does `expect()` with the message that it has found:
    `expect()` finds the first one after the last act or the last expected message, whether it comes before, during
    or after the call. `verify()`, `count()` and `entries()` look at all since the last act. `after` is another cursor
    for one call.

    Which messages is said by the arguments of `pattern()`. `kind`: "in" for received ones, "out" for sent ones, None
    for both. `event` selects other entries by their event and, if they have one, their topic.

    A view is for one thread at a time.
    """

    def __init__(self, client: Standin, conditions: Mapping[str, Json], cursor: int):
        self._client = client
        self._conditions = dict(conditions)
        self.since = cursor
        """The cursor from before the last act."""
        self.cursor = cursor
        """That, or the last expected message."""

    def expect(self, topic: Optional[str] = None, json: Json = None, *, within: float = WITHIN,
               after: Optional[int] = None, kind: Optional[str] = "in", event: Optional[str] = None,
               **others: Json) -> Entry:
        """Waits for a message, at most `within` seconds. NotAsExpected when none comes."""
        __tracebackhide__ = True  # by pytest, as below: the failure is in the test
        terms = self._terms(pattern(topic, json, **others), self._or(after), kind, event)
        return self._await(1, within, terms)[0]

    def expect_many(self, count: int, topic: Optional[str] = None, json: Json = None, *, within: float = WITHIN,
                    after: Optional[int] = None, kind: Optional[str] = "in", event: Optional[str] = None,
                    **others: Json) -> list[Entry]:
        """The same for `count` messages."""
        __tracebackhide__ = True
        terms = self._terms(pattern(topic, json, **others), self._or(after), kind, event)
        return self._await(count, within, terms)

    def expect_none(self, topic: Optional[str] = None, json: Json = None, *, within: float,
                    after: Optional[int] = None, kind: Optional[str] = "in", event: Optional[str] = None,
                    **others: Json) -> None:
        """Waits for `within` seconds. NotAsExpected as soon as such a message comes."""
        __tracebackhide__ = True
        terms = self._terms(pattern(topic, json, **others), self._or(after), kind, event)
        self._check("await", {**terms, "timeoutMs": _milliseconds(within), "absent": True}, within)

    def verify(self, topic: Optional[str] = None, json: Json = None, *, exactly: Optional[int] = None,
               at_least: Optional[int] = None, at_most: Optional[int] = None,
               in_order: Optional[Sequence[Mapping[str, Json]]] = None, within: float = 0,
               after: Optional[int] = None, kind: Optional[str] = "in", event: Optional[str] = None,
               **others: Json) -> list[Entry]:
        """How many such messages there are, at least one unless another number is given; or that the patterns
        of `in_order` have messages one after the other. Gives the messages.

        With `within` it waits so long for those that are missing, and for those that must not come.
        """
        __tracebackhide__ = True
        bounds = {"exactly": exactly, "atLeast": at_least, "atMost": at_most, "inOrder": in_order}
        terms = self._terms(pattern(topic, json, **others), self.since if after is None else after, kind, event)
        terms.update(given(**bounds))
        return self._check("verify", {**terms, "withinMs": _milliseconds(within)}, within)

    def count(self, topic: Optional[str] = None, json: Json = None, *, after: Optional[int] = None,
              kind: Optional[str] = "in", event: Optional[str] = None, **others: Json) -> int:
        terms = self._terms(pattern(topic, json, **others), self.since if after is None else after, kind, event)
        return int(self._client.post(f"{PATH}/count", terms)["count"])

    def entries(self, *, after: Optional[int] = None, kind: Optional[str] = None, event: Optional[str] = None,
                most: int = 100_000) -> list[Entry]:
        """All of them, the oldest first; of a very long journal at least the first `most`."""
        query = {**self._terms({}, self.since if after is None else after, kind, event), "limit": 1000}
        devices = query.pop("devices", None)
        if devices:  # a query has no lists: those of others are left out here
            query["deviceGlob"] = os.path.commonprefix(devices) + "*"
        found: list[Entry] = []
        while True:
            page = self._client.get(PATH, query)
            found += [entry for entry in map(Entry, page["entries"]) if not devices or entry.device in devices]
            if not page["more"] or len(found) >= most:
                return found
            query["after"] = page["cursor"]

    def _acted(self, cursor: int) -> int:
        self.since = self.cursor = cursor
        return cursor

    def _or(self, after: Optional[int]) -> int:
        return self.cursor if after is None else after

    def _terms(self, wanted: Mapping[str, Json], after: int, kind: Optional[str],
               event: Optional[str]) -> dict[str, Json]:
        terms: dict[str, Json] = {"after": after, **self._conditions}
        if event:
            return {**terms, "event": event, **wanted}
        terms.update({"kind": kind} if kind else {})
        terms.update({"pattern": wanted} if wanted else {})
        return terms

    def _await(self, count: int, within: float, terms: Mapping[str, Json]) -> list[Entry]:
        __tracebackhide__ = True
        found = self._check("await", {**terms, "count": count, "timeoutMs": _milliseconds(within)}, within)
        self.cursor = max(self.cursor, found[-1].seq)
        return found

    def _check(self, call: str, request: Mapping[str, Json], within: float) -> list[Entry]:
        __tracebackhide__ = True
        try:
            answer = self._client.post(f"{PATH}/{call}", request, extra_seconds=within)
        except StandinError as error:
            if error.status not in FAILED or "matched" not in error.problem:
                raise
            raise self._not_as_expected(error, request) from None
        return [Entry(raw) for raw in answer["matched"]]

    def _not_as_expected(self, error: StandinError, request: Mapping[str, Json]) -> NotAsExpected:
        seconds = request.get("timeoutMs", request.get("withinMs", 0)) / 1000
        what = f"{error.detail}, within {seconds:g} s"
        near_misses = error.problem.get("nearMisses") or self._near_misses(request)
        return NotAsExpected(what, request, near_misses, self.entries(after=request["after"], most=MOST_SHOWN),
                             self._earlier(request) if error.status == 408 else None)

    def _near_misses(self, request: Mapping[str, Json]) -> Sequence[Mapping[str, Any]]:
        """Where the answer has none."""
        return ()

    def _earlier(self, request: Mapping[str, Json]) -> Optional[Entry]:
        """A message from before the cursor that would have been the one."""
        try:
            terms = {**request, "after": 0, "count": 1, "timeoutMs": 0}
            found = self._client.post(f"{PATH}/await", terms)["matched"]
        except StandinError:
            return None
        return Entry(found[0]) if found and found[0]["seq"] <= request["after"] else None


def _milliseconds(seconds: float) -> int:
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise TypeError(f"within: expected a number of seconds, found {seconds!r}")
    return round(seconds * 1000)

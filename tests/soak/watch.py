# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the state of the devices by REST during the run: interruptions, attempts, and resources of the process."""
import asyncio
import collections
import time
from dataclasses import dataclass, field
from datetime import datetime

from programs import Standin, Usage
from rest import Rest

KINDS = ("lifecycle", "protocol", "fault")
POLL_SECONDS = 1.0


@dataclass
class Interruption:
    """A time in which a device was not online, with the entry that began it."""

    device: str
    began: float  # seconds since 1970, by Standin's clock
    entry: dict
    ended: float | None = None

    @property
    def code(self) -> str:
        return self.entry.get("error", {}).get("code", "")

    @property
    def reason_code(self) -> int | None:
        return self.entry.get("error", {}).get("reasonCode")

    @property
    def words(self) -> str:
        return self.entry.get("error", {}).get("message", "")

    @property
    def is_explained(self) -> bool:
        return bool(self.code and self.words)


@dataclass
class Sample:
    at: float
    usage: Usage
    cursor: int  # of the journal
    online: int  # devices


@dataclass
class Attempts:
    """The times of the attempts of one device, from its status. An increase by two between polls counts as two."""

    at: list[float] = field(default_factory=list)
    _last: int = 0

    def see(self, number: int, now: float) -> None:
        if number:
            new = number - self._last if number >= self._last else number
            self.at += [now] * new
            self._last = number


class Watch:
    def __init__(self, standin: Standin, rest: Rest):
        self._standin, self._rest = standin, rest
        self.interruptions: list[Interruption] = []
        self.attempts: dict[str, Attempts] = collections.defaultdict(Attempts)
        self.states: dict[str, str] = {}
        self.events: collections.Counter[str] = collections.Counter()
        self.samples: list[Sample] = []
        self.dropped = 0
        self._after = dict.fromkeys(KINDS, 0)
        self._open: dict[str, Interruption] = {}
        self._has_been_online: set[str] = set()

    async def run(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(POLL_SECONDS)

    async def look(self) -> None:
        for kind in KINDS:
            await self._read_journal(kind)
        for device in await self._rest.devices():
            self.states[device["id"]] = device["state"]
            self.attempts[device["id"]].see(device.get("attempt", 0), time.time())
        usage = self._standin.usage()
        online = list(self.states.values()).count("online")
        self.samples.append(Sample(time.time(), usage, await self._rest.cursor(), online))

    async def _read_journal(self, kind: str) -> None:
        while True:
            entries, cursor, dropped = await self._rest.journal(kind, self._after[kind])
            self.dropped += dropped
            for entry in entries:
                self._see(entry)
            if cursor <= self._after[kind]:
                return
            self._after[kind] = cursor
            if not entries:
                return

    def _see(self, entry: dict) -> None:
        self.events[entry["event"]] += 1
        if entry["event"] != "state-changed":
            return
        device, at = entry["device"], datetime.fromisoformat(entry["at"]).timestamp()
        if entry["state"] == "online":
            self._has_been_online.add(device)
            if interruption := self._open.pop(device, None):
                interruption.ended = at
        elif device in self._has_been_online and device not in self._open:
            self._open[device] = Interruption(device, at, entry)
            self.interruptions.append(self._open[device])

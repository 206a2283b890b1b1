# SPDX-License-Identifier: GPL-3.0-or-later
"""The sequence of one broker: a time without disturbance, a disturbance, and so on."""
import asyncio
import itertools
import time
from typing import Callable

from disturbances import Disturbance, Occurrence
from fleet import DEVICES, Pace
from rest import Rest
from watch import Watch


class Lane:
    """`is_ready`: whether the back end is also connected. Ends without a disturbance."""

    def __init__(self, broker: str, disturbances: list[Disturbance], watch: Watch, rest: Rest, pace: Pace,
                 is_ready: Callable[[], bool]):
        self._broker, self._disturbances = broker, disturbances
        self._watch, self._rest, self._pace, self._is_ready = watch, rest, pace, is_ready
        self._devices = [device for device in DEVICES.values() if device.broker == broker]
        self.calm_until = 0.0  # as time.monotonic(); 0: disturbed
        self.occurrences: list[Occurrence] = []
        self.faults: list[str] = []

    async def run(self, until: float) -> None:
        """Every disturbance at least once, also in a short time."""
        for number, disturbance in enumerate(itertools.cycle(self._disturbances)):
            await self._stay_calm()
            if number >= len(self._disturbances) and time.monotonic() >= until:
                return
            await self._disturb(disturbance)

    async def _stay_calm(self) -> None:
        self.calm_until = time.monotonic() + self._pace.calm
        await asyncio.sleep(self._pace.calm)
        self.calm_until = 0.0

    async def _disturb(self, disturbance: Disturbance) -> None:
        occurrence = Occurrence(disturbance, self._broker, time.time())
        self.occurrences.append(occurrence)
        await disturbance.act(self._pace.disturbance)
        await self._recover(occurrence)
        occurrence.ended = time.time()

    async def _recover(self, occurrence: Occurrence) -> None:
        began = time.monotonic()
        await self._connect_failed(occurrence)
        while away := self._away():
            if time.monotonic() - began > self._pace.longest_recovery:
                seconds = f"{self._pace.longest_recovery:.0f} s"
                self.faults.append(f"{occurrence.disturbance.name}: not back within {seconds}: {', '.join(away)}")
                return
            await asyncio.sleep(0.2)
        occurrence.recovery = time.monotonic() - began

    async def _connect_failed(self, occurrence: Occurrence) -> None:
        """Devices that have correctly stopped, and need a connect order."""
        await self._watch.look()
        failed = {device for device, state in self._watch.states.items() if state == "failed"}
        for interruption in self._watch.interruptions:
            if interruption.device in failed and interruption.ended is None and interruption.code == "taken-over":
                await self._rest.reconnect(interruption.device)

    def _away(self) -> list[str]:
        states = {device.client_id: self._watch.states.get(device.client_id) for device in self._devices}
        away = [f"{client_id} {state}" for client_id, state in states.items() if state != "online"]
        return away if away or self._is_ready() else ["the back end"]

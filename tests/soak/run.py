#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Thirty devices for a long time, with brokers that restart, freeze, violate the protocol and take over: ./dev soak."""
import argparse
import asyncio
import contextlib
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))
import bars  # noqa: E402
import disturbances  # noqa: E402
import fleet  # noqa: E402
import packets  # noqa: E402
from backend import Backend  # noqa: E402
from client import Client  # noqa: E402
from fleet import DEVICES, MOSQUITTO, SCRIPTED, Device, Pace  # noqa: E402
from lane import Lane  # noqa: E402
from programs import Mosquitto, ProgramError, Standin, until  # noqa: E402
from rest import Rest  # noqa: E402
from scriptedbroker import ScriptedBroker  # noqa: E402
from watch import Watch  # noqa: E402

MOST_FAULTS = 20  # shown of each bar


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, help="standin")
    parser.add_argument("minutes", type=float, nargs="?", default=60, help="default: 60")
    parser.add_argument("--short", action="store_true", help="each disturbance once, all in about a minute")
    parser.add_argument("--sanitized", action="store_true", help="with a sanitizer: processor and memory say nothing")
    return parser.parse_args()


class Soak:
    def __init__(self, program: Path, pace: Pace, folder: Path):
        self._pace, self._folder = pace, folder
        self._mosquitto = Mosquitto(folder)
        self._scripted = ScriptedBroker(self._received)
        self._standin = Standin(program, folder)
        self._client: Client | None = None
        self._lanes: dict[str, Lane] = {}
        self._backend: Backend | None = None

    async def run(self, seconds: float) -> list[bars.Bar]:
        try:
            return await self._run(seconds)
        finally:
            self._standin.end()
            self._mosquitto.end()
            await self._scripted.stop()

    async def _run(self, seconds: float) -> list[bars.Bar]:
        await self._mosquitto.start()
        await self._scripted.start()
        ports = {MOSQUITTO: self._mosquitto.port, SCRIPTED: self._scripted.port}
        await self._standin.start(fleet.write_profiles(self._folder, ports, self._pace), connect=True)
        rest = Rest(self._standin.rest_port)
        watch = Watch(self._standin, rest)
        self._prepare(watch, rest)
        companions = [asyncio.create_task(each.run()) for each in (watch, self._client, self._backend)]
        try:
            await until(lambda: self._client.is_ready and list(watch.states.values()).count("online") == len(DEVICES),
                        fleet.LEAST_TO_LAST + self._pace.longest_recovery, "the devices did not come online")
            await self._disturb(time.monotonic() + seconds, companions)
            await watch.look()
        finally:
            await cancel(companions)
        exit_code = self._standin.end()
        lanes = list(self._lanes.values())
        held = bars.all_bars(watch, lanes, self._backend, self._connects(), self._pace, exit_code, self._complaints)
        print(bars.occurrences_table(lanes), end="\n\n")
        print("journal: " + ", ".join(f"{count} {event}" for event, count in sorted(watch.events.items())), end="\n\n")
        return held

    def _prepare(self, watch: Watch, rest: Rest) -> None:
        self._client = Client(self._mosquitto.port, "backend", "3.1.1", filters=["mqtt/+/v1/bypass/rsp"],
                              received=self._received)
        self._lanes = {
            MOSQUITTO: Lane(MOSQUITTO, disturbances.of_mosquitto(self._mosquitto), watch, rest, self._pace,
                            lambda: self._client.is_ready),
            SCRIPTED: Lane(SCRIPTED, disturbances.of_scripted(self._scripted, self._pace), watch, rest, self._pace,
                           lambda: True),
        }
        self._backend = Backend(list(DEVICES.values()), rest, self._send,
                                lambda device: self._lanes[device.broker].calm_until,
                                every=self._pace.report_every, patience=self._pace.calm / 2)

    async def _disturb(self, until_when: float, companions: list[asyncio.Task]) -> None:
        """Ends early when one of the other tasks fails."""
        lanes = [asyncio.create_task(lane.run(until_when)) for lane in self._lanes.values()]
        together = asyncio.gather(*lanes)
        try:
            done, _ = await asyncio.wait([together, *companions], return_when=asyncio.FIRST_COMPLETED)
            for each in done:
                each.result()
        finally:
            together.cancel()
            await cancel(lanes)

    def _received(self, message: packets.Publish) -> None:
        if self._backend:
            self._backend.replied(message)

    def _send(self, device: Device, payload: bytes) -> None:
        if device.broker == MOSQUITTO:
            self._client.publish(device.command_topic, payload, device.qos)
        else:
            self._scripted.publish(device.client_id, device.command_topic, payload, device.qos)

    def _connects(self) -> dict[str, list[float]]:
        log = "".join(path.read_text(errors="replace") for path in self._folder.glob("mosquitto.*r*"))
        return bars.connects_at_mosquitto(log) | bars.connects_at_scripted(self._scripted.connects)

    @property
    def _complaints(self) -> str:
        return self._standin.complaints()


async def cancel(tasks: list[asyncio.Task]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await task


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the programs are ended
    pace, seconds = (fleet.SHORT, 0) if options.short else (fleet.LONG, options.minutes * 60)
    with tempfile.TemporaryDirectory(prefix="standin-soak-") as folder:
        try:
            held = asyncio.run(Soak(options.program.resolve(), pace, Path(folder)).run(seconds))
        except ProgramError as error:
            print(error, file=sys.stderr)
            return 1
    held = [bar for bar in held if not (options.sanitized and bar.is_cost)]
    print(bars.bars_table(held))
    for bar in held:
        for fault in bar.faults[:MOST_FAULTS]:
            print(f"{bar.what}: {fault}")
        if len(bar.faults) > MOST_FAULTS:
            print(f"{bar.what}: and {len(bar.faults) - MOST_FAULTS} more")
    return 1 if any(bar.faults for bar in held) else 0


if __name__ == "__main__":
    sys.exit(main())

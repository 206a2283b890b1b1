# SPDX-License-Identifier: GPL-3.0-or-later
"""The disturbances by the brokers, and the entries of the journal that are expected for them."""
import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Awaitable, Callable

from client import Client
from fleet import DEVICES, MOSQUITTO, SCRIPTED, Device, Pace
from programs import Mosquitto
from scriptedbroker import TAKEN_OVER, Behaviour, ScriptedBroker
from watch import Interruption

Judge = Callable[[Interruption, Device], bool]


@dataclass(frozen=True)
class Disturbance:
    name: str
    act: Callable[[float], Awaitable[None]]  # duration in seconds; then the broker works again
    affects: Callable[[Device], bool] = lambda device: True
    judge: Judge = lambda interruption, device: True  # whether an interruption has the right reason
    interrupts: bool = True  # every device that it affects
    hint: str = ""           # an entry of each device with QoS 0 has these words if there is no reason


@dataclass
class Occurrence:
    """A past or current disturbance."""

    disturbance: Disturbance
    broker: str
    began: float
    ended: float = float("inf")  # all devices were online again
    interruptions: list[Interruption] = field(default_factory=list)
    recovery: float = 0.0

    def explains(self, interruption: Interruption) -> bool:
        device = DEVICES[interruption.device]
        clocks = 0.1
        return (device.broker == self.broker and self.disturbance.affects(device)
                and self.began - clocks <= interruption.began <= self.ended)


def code(*codes: str) -> Judge:
    return lambda interruption, device: interruption.code in codes


# A message of QoS 1 or 2 that is not acknowledged would be named instead.
OTHER_CLIENT = "another client seems to use this client id"


def is_first(device: Device) -> bool:
    return device.index == 0


async def connect_others(port: int, broker: str, seconds: float) -> None:
    """A second client for each first device of a profile, which reconnects like a second program."""
    others = [Client(port, device.client_id, device.version) for device in DEVICES.values()
               if device.broker == broker and is_first(device)]
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(*(other.run() for other in others))


def taken_over(interruption: Interruption, device: Device) -> bool:
    """mosquitto 2.0.11 gives no reason, not even in 5.0."""
    if device.version == "5.0" and device.broker == SCRIPTED:
        return interruption.code == "taken-over" and interruption.reason_code == TAKEN_OVER
    return interruption.code == "connection-lost"


def closed_on_publish(interruption: Interruption, device: Device) -> bool:
    return interruption.code == "connection-lost" and bool(interruption.entry.get("topic"))


def of_mosquitto(broker: Mosquitto) -> list[Disturbance]:
    async def restart(seconds: float) -> None:
        broker.end()
        await broker.start()

    async def kill(seconds: float) -> None:
        broker.kill()
        await asyncio.sleep(seconds)
        await broker.start()

    async def freeze(seconds: float) -> None:
        broker.freeze()
        try:
            await asyncio.sleep(seconds)
        finally:
            broker.resume()

    return [
        Disturbance("restarts", restart, judge=code("connection-lost")),
        Disturbance("freezes", freeze, judge=code("keep-alive-timeout")),
        Disturbance("takes sessions over", lambda seconds: connect_others(broker.port, MOSQUITTO, seconds),
                    is_first, taken_over, hint=OTHER_CLIENT),
        Disturbance("is killed", kill, judge=code("connection-lost")),
    ]


def of_scripted(broker: ScriptedBroker, pace: Pace) -> list[Disturbance]:
    def behave(behaviour: Behaviour) -> Callable[[float], Awaitable[None]]:
        async def act(seconds: float) -> None:
            broker.behaviour = behaviour
            await asyncio.sleep(seconds)
            broker.behaviour = Behaviour.CORRECT

        return act

    return [
        Disturbance("closes on PUBLISH", behave(Behaviour.CLOSES_ON_PUBLISH), judge=closed_on_publish),
        Disturbance("acknowledges nothing", behave(Behaviour.ACKNOWLEDGES_NOTHING), interrupts=False),
        Disturbance("answers nothing", behave(Behaviour.NO_ANSWERS), judge=code("keep-alive-timeout")),
        Disturbance("is over its quota", behave(Behaviour.OVER_QUOTA)),
        Disturbance("takes sessions over", lambda seconds: connect_others(broker.port, SCRIPTED, seconds),
                    is_first, taken_over, hint=OTHER_CLIENT),
        Disturbance("sends malformed packets", behave(Behaviour.SENDS_MALFORMED_PACKETS), judge=code("protocol-violation")),
    ]

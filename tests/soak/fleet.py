# SPDX-License-Identifier: GPL-3.0-or-later
"""The devices of the run: their settings, and values derived from them."""
import functools
import json
from dataclasses import dataclass
from pathlib import Path

from programs import LOOPBACK

MOSQUITTO, SCRIPTED = "mosquitto", "scripted"
PER_PROFILE = {MOSQUITTO: 3, SCRIPTED: 2}
LEAST_TO_LAST = 10  # seconds after which a session counts as one that lasted (docs/profiles.md, reconnect)
JITTER = 0.2


@dataclass(frozen=True)
class Pace:
    """The time constants, in seconds."""

    report_every: float
    keep_alive: int
    connect_timeout: int
    first_delay: float
    longest_delay: float
    disturbance: float
    calm: float

    @property
    def longest_recovery(self) -> float:
        """The maximum time for a device to reconnect after a disturbance: one delay and one attempt in progress."""
        return self.longest_delay * (1 + JITTER) + self.connect_timeout + 5

    def most_attempts(self, seconds: float) -> int:
        """The maximum that the back-off allows, in the worst case of sessions that last."""

        @functools.cache
        def most(tenths: int) -> int:
            best, attempt, spent = 0, 0, 0
            while spent <= tenths:
                attempt += 1
                best = max(best, attempt + most(tenths - spent - LEAST_TO_LAST * 10) if tenths > spent else attempt)
                spent += self._shortest_delay(attempt + 1)
            return best

        return most(round(seconds * 10))

    def _shortest_delay(self, attempt: int) -> int:
        """The delay before this attempt, in tenths of a second. The first delay may be 0."""
        delay = min(self.first_delay * 2 ** (attempt - 1), self.longest_delay) if attempt > 1 else 0
        return int(delay * (1 - JITTER) * 10)


LONG = Pace(report_every=0.1, keep_alive=4, connect_timeout=5, first_delay=0.3, longest_delay=30,
            disturbance=45, calm=20)
SHORT = Pace(report_every=0.2, keep_alive=2, connect_timeout=2, first_delay=0.1, longest_delay=1,
             disturbance=5, calm=3)


@dataclass(frozen=True)
class Device:
    client_id: str
    broker: str
    version: str
    qos: int
    index: int

    @property
    def command_topic(self) -> str:
        return f"mqtt/{self.client_id}/v1/bypass"


@dataclass(frozen=True)
class Kind:
    """A profile."""

    broker: str
    version: str
    qos: int

    @property
    def name(self) -> str:
        return f"{self.broker}-{self.version}-qos{self.qos}"

    def devices(self) -> list[Device]:
        return [Device(f"{self.name}-{i}", self.broker, self.version, self.qos, i)
                for i in range(PER_PROFILE[self.broker])]

    def profile(self, port: int, pace: Pace) -> dict:
        return {
            "format": "standin.profile/1",
            "name": self.name,
            "clientId": self.name + "-${index}",
            "count": PER_PROFILE[self.broker],
            "connection": {
                "url": f"mqtt://{LOOPBACK}:{port}",
                "version": self.version,
                "keepAlive": pace.keep_alive,
                "connectTimeoutMs": pace.connect_timeout * 1000,
                "will": {"topic": "state/${clientId}", "payload": "gone", "qos": 1, "retain": True},
                "birth": {"topic": "state/${clientId}", "payload": "here", "qos": 1, "retain": True},
                "reconnect": {"initialMs": round(pace.first_delay * 1000), "maxMs": round(pace.longest_delay * 1000),
                              "jitter": JITTER},
            },
            "qos": {"report": self.qos, "command": self.qos, "reply": "as-command"},
            "telemetry": [{"name": "climate", "everyMs": round(pace.report_every * 1000), "topic": "${topics.report}",
                           "qos": self.qos,
                           "payload": {"n": "${seq()}", "at": "${isoNow()}", "t": "${walk('t', 0.3, 18, 26)}"}}],
        }


KINDS = [Kind(broker, version, qos) for broker in PER_PROFILE for version in ("3.1.1", "5.0") for qos in (0, 1, 2)]
DEVICES = {device.client_id: device for kind in KINDS for device in kind.devices()}


def write_profiles(folder: Path, ports: dict[str, int], pace: Pace) -> list[Path]:
    files = []
    for kind in KINDS:
        files.append(folder / f"{kind.name}.json")
        files[-1].write_text(json.dumps(kind.profile(ports[kind.broker], pace)))
    return files

# SPDX-License-Identifier: GPL-3.0-or-later
"""Many devices of one profile."""
from __future__ import annotations

from typing import TYPE_CHECKING, Iterator, Optional, Sequence

from standin.actor import Actor
from standin.device import Device
from standin.pattern import Json
from standin.rule import Rule
from standin.transport import segment

if TYPE_CHECKING:
    from standin.client import Standin

PATH = "/api/v1/fleets"


class Fleet(Actor):
    """The devices NAME-0, NAME-1 … with their entries of the journal, and of no other devices. Acts answer when all
    devices have done them, and set the cursor of each device, too. An act of one device does not set that of the fleet.
    """

    def __init__(self, client: Standin, name: str, ids: Sequence[str], cursor: int):
        super().__init__(client, {"devices": list(ids)}, cursor)
        self.name = name
        self._devices = [Device(client, each, cursor) for each in ids]
        self._path = f"{PATH}/{segment(name)}"

    def __len__(self) -> int:
        return len(self._devices)

    def __iter__(self) -> Iterator[Device]:
        return iter(self._devices)

    def __getitem__(self, index: int) -> Device:
        return self._devices[index]

    def when(self, topic: Optional[str] = None, json: Json = None, **others: Json) -> Rule:
        """A rule for these devices: see Standin.when()."""
        return self._client.when(topic, json, devices=[device.id for device in self._devices], **others)

    def _acted(self, cursor: int) -> int:
        for device in self._devices:
            device._acted(cursor)
        return super()._acted(cursor)

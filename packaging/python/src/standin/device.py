# SPDX-License-Identifier: GPL-3.0-or-later
"""A device."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional, Union

from standin.actor import Actor, encoded
from standin.pattern import Json, pattern
from standin.rule import Rule
from standin.transport import segment

if TYPE_CHECKING:
    from standin.client import Standin

PATH = "/api/v1/devices"


class Device(Actor):
    """A device, with its entries of the journal. Acts answer when they are done, give the cursor from before, and
    raise StandinError when they fail."""

    def __init__(self, client: Standin, client_id: str, cursor: int):
        super().__init__(client, {"device": client_id}, cursor)
        self.id = client_id
        self._path = f"{PATH}/{segment(client_id)}"

    def preset_reply(self, payload: Union[Json, bytes], topic: Optional[str] = None, json: Json = None,
                     **others: Json) -> int:
        """The reply to the next command, used once; with the arguments of pattern(), to the next one that matches."""
        match = pattern(topic, json, **others)
        body = {**encoded(payload), **({"match": match} if match else {})}
        return int(self._client.post(f"{self._path}/preset-replies", body)["cursor"])

    def when(self, topic: Optional[str] = None, json: Json = None, **others: Json) -> Rule:
        """A rule for this device: see Standin.when()."""
        return self._client.when(topic, json, devices=self.id, **others)

    @property
    def status(self) -> Mapping[str, Any]:
        """What REST says about it: `state` is online, offline …"""
        return self._client.get(self._path)

    @property
    def topics(self) -> Mapping[str, str]:
        """Its topics: `report`, `command` and `reply`."""
        topics: Mapping[str, str] = self.status["topics"]
        return topics

    @property
    def state(self) -> Mapping[str, Json]:
        """The values that rules read and set."""
        state: Mapping[str, Json] = self._client.get(f"{self._path}/state")["state"]
        return state

    def set_state(self, values: Mapping[str, Json]) -> int:
        """Changes these values; None removes one."""
        return int(self._client.patch(f"{self._path}/state", dict(values))["cursor"])

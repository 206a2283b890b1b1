# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done with one device or with many."""
from __future__ import annotations

import base64
from typing import Mapping, Optional, Union

from standin.journalview import JournalView
from standin.pattern import Json, given


class Actor(JournalView):
    """Devices that REST has at one path. Acts answer when all of them have done it, give the cursor from before, and
    raise StandinError when they fail."""

    _path: str

    def connect(self) -> int:
        """Goes online."""
        return self._act("connect")

    def offline(self, mode: str = "clean") -> int:
        """Goes offline: `clean`, `with-will`, `abrupt`, `reset` or `silent`."""
        return self._act("offline", {"mode": mode})

    def reconnect(self) -> int:
        """Goes offline cleanly, and online again."""
        return self._act("reconnect")

    def publish(self, payload: Union[Json, bytes], topic: Optional[str] = None, qos: Optional[int] = None,
                retain: bool = False) -> int:
        """Publishes JSON, or a text or bytes as they are, on the report topic unless another one is given. Done when
        the broker has acknowledged; with QoS 0 when it is sent."""
        members = {"topic": topic, "qos": qos, "retain": retain}
        return self._act("publish", {**encoded(payload), **given(**members)})

    def remove(self) -> int:
        """Goes offline cleanly, and is removed."""
        return self._acted(self._client.delete(self._path)["cursor"])

    def _act(self, order: str, body: Optional[Mapping[str, Json]] = None) -> int:
        return self._acted(self._client.post(f"{self._path}:{order}", body)["cursor"])


def encoded(payload: Union[Json, bytes]) -> dict[str, Json]:
    if isinstance(payload, bytes):
        return {"payloadBase64": base64.b64encode(payload).decode()}
    return {"payload": payload}

# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules: when a message matches, then reply, publish, change state, go offline."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional, Sequence

from standin.journalview import PATH as JOURNAL
from standin.journalview import JournalView
from standin.pattern import Json, given
from standin.transport import segment

if TYPE_CHECKING:
    from standin.client import Standin

PATH = "/api/v1/rules"


def reply(payload: Json, *, topic: Optional[str] = None, qos: Optional[int] = None, retain: Optional[bool] = None,
          delay_ms: Json = None, **more: Json) -> dict[str, Json]:
    """The action: reply to the message. `delay_ms` is a number or a distribution; `more` as in REST."""
    return {"reply": {"payload": payload, **given(topic=topic, qos=qos, retain=retain, delayMs=delay_ms), **more}}


def publish(payload: Json, *, topic: Optional[str] = None, qos: Optional[int] = None, retain: Optional[bool] = None,
            delay_ms: Json = None, **more: Json) -> dict[str, Json]:
    """The action: publish a message, on the report topic unless another one is given."""
    return {"publish": {"payload": payload, **given(topic=topic, qos=qos, retain=retain, delayMs=delay_ms), **more}}


def set_state(values: Mapping[str, Json]) -> dict[str, Json]:
    """The action: change values of the device's state; None removes one."""
    return {"setState": dict(values)}


def go_offline(mode: str = "clean", *, reconnect_after_ms: Json = None, delay_ms: Json = None) -> dict[str, Json]:
    """The action: go offline, and come back after a time, if one is given."""
    return {"goOffline": {"mode": mode, **given(reconnectAfterMs=reconnect_after_ms, delayMs=delay_ms)}}


def fire_event(name: str, data: Json = None) -> dict[str, Json]:
    """The action: an entry "event-fired" in the journal."""
    return {"fireEvent": {"name": name, **given(data=data)}}


class Rule(JournalView):
    """A rule, and the messages that have fired it.

    It is in force from its first action on. Each further action replaces it; `then()` sets several at once, which
    matters when messages come meanwhile. With `sequence`, each action is a step.
    """

    def __init__(self, client: Standin, rule: Mapping[str, Json], cursor: int = 0):
        super().__init__(client, {"ruleId": rule["id"]}, cursor)
        self._rule: dict[str, Json] = {**rule, "then": []}

    @property
    def id(self) -> str:
        return str(self._rule["id"])

    def then(self, *actions: Mapping[str, Json]) -> Rule:
        """Adds actions: those of reply(), publish(), set_state() …, or as REST takes them."""
        rule = {**self._rule, "then": [*self._rule["then"], *actions]}
        if self._rule["then"]:
            answer = self._client.put(f"{PATH}/{segment(self.id)}", rule)
        else:
            answer = self._client.post(PATH, rule)
        self._rule = rule
        self._acted(answer["cursor"])
        return self

    def reply(self, payload: Json, **more: Json) -> Rule:
        """See reply() of this module; likewise the others."""
        return self.then(reply(payload, **more))

    def publish(self, payload: Json, **more: Json) -> Rule:
        return self.then(publish(payload, **more))

    def set_state(self, values: Mapping[str, Json]) -> Rule:
        return self.then(set_state(values))

    def go_offline(self, mode: str = "clean", **more: Json) -> Rule:
        return self.then(go_offline(mode, **more))

    def fire_event(self, name: str, data: Json = None) -> Rule:
        return self.then(fire_event(name, data))

    @property
    def matched(self) -> int:
        """The messages that met its conditions, of all devices."""
        return int(self._status["matched"])

    @property
    def fired(self) -> int:
        """Of these, how often its limits allowed it."""
        return int(self._status["fired"])

    def remove(self) -> int:
        return int(self._client.delete(f"{PATH}/{segment(self.id)}")["cursor"])

    @property
    def _status(self) -> Mapping[str, Any]:
        return self._client.get(f"{PATH}/{segment(self.id)}")

    def _near_misses(self, request: Mapping[str, Json]) -> Sequence[Mapping[str, Any]]:
        """Those of its own conditions, but for the state of the device."""
        when: Mapping[str, Json] = self._rule.get("when", {})
        conditions = {key: value for key, value in when.items() if key not in ("state", "script")}
        if not conditions:
            return ()
        body = {"after": request["after"], "kind": "in", **self._of_devices(), "pattern": conditions}
        misses: Sequence[Mapping[str, Any]] = self._client.post(f"{JOURNAL}/near-misses", body)["nearMisses"]
        return misses

    def _of_devices(self) -> Mapping[str, Json]:
        """The condition on entries for its devices, as far as there is one."""
        devices = self._rule.get("devices")
        if isinstance(devices, str):
            return {"deviceGlob": devices}
        is_list = isinstance(devices, (list, tuple)) and devices and not any(set("*?") & set(one) for one in devices)
        return {"devices": list(devices)} if is_list else {}

# SPDX-License-Identifier: GPL-3.0-or-later
"""An entry of the journal."""
from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any, Mapping, Optional, Union


@dataclass(frozen=True)
class Entry:
    """`raw` has all members, as REST names them."""

    raw: Mapping[str, Any]

    @property
    def seq(self) -> int:
        """Its place in the journal, which is a cursor."""
        return int(self.raw["seq"])

    @property
    def at(self) -> str:
        return str(self.raw["at"])

    @property
    def device(self) -> str:
        return str(self.raw["device"])

    @property
    def kind(self) -> str:
        return str(self.raw["kind"])

    @property
    def event(self) -> str:
        return str(self.raw["event"])

    @property
    def topic(self) -> Optional[str]:
        return self.raw.get("topic")

    @property
    def payload(self) -> Union[str, bytes, None]:
        """Bytes where it is not UTF-8; None for an entry that is no message."""
        encoded = self.raw.get("payloadBase64")
        return base64.b64decode(encoded) if encoded is not None else self.raw.get("payload")

    @property
    def json(self) -> Any:
        """None where the payload is not JSON."""
        return self.raw.get("json")

    @property
    def qos(self) -> Optional[int]:
        return self.raw.get("qos")

    @property
    def retain(self) -> Optional[bool]:
        return self.raw.get("retain")

    @property
    def correlation(self) -> Mapping[str, str]:
        return dict(self.raw.get("correlation", {}))

    @property
    def matched(self) -> Optional[bool]:
        return self.raw.get("matched")

    @property
    def rule_id(self) -> Optional[str]:
        return self.raw.get("ruleId")

    @property
    def test_id(self) -> Optional[str]:
        return self.raw.get("testId")

    def __str__(self) -> str:
        """One line."""
        words = [f"#{self.seq}", self.at[11:23], self.device, self.event, self.topic or "", short(self.payload)]
        words.append(next((str(self.raw[key]) for key in ("state", "note") if key in self.raw), ""))
        words.append(f"by rule {self.rule_id}" if self.rule_id else "")
        words.append(f"not answered: {self.raw['reason']}" if "reason" in self.raw else "")
        return "  ".join(word for word in words if word)


def short(payload: Union[str, bytes, None], most: int = 200) -> str:
    if payload is None:
        return ""
    text = payload if isinstance(payload, str) else payload.hex(" ")
    return text if len(text) <= most else f"{text[:most]}… ({len(payload)} in all)"

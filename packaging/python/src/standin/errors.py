# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong: requests that are refused, and programs that do not answer."""
from __future__ import annotations

import re
from typing import Any, Mapping, Optional


class StandinError(Exception):
    """Standin has refused a request, or the action has failed. Made of its problem (RFC 9457)."""

    def __init__(self, problem: Mapping[str, Any]):
        self.problem = problem
        self.status: int = problem.get("status", 0)
        self.type: str = problem.get("type", "about:blank")
        """For programs: "urn:standin:not-online" and so on."""
        detail: str = problem.get("detail", "")
        place = re.match(r"(?P<where>[/?]\S*): (?P<what>.*)", detail, re.S)
        self.where: Optional[str] = place["where"] if place else None
        """The JSON pointer into the body, or the parameter, that is wrong."""
        self.detail: str = place["what"] if place else detail
        self.reason_code: Optional[int] = problem.get("reasonCode")
        """The reason code of the broker, if it gave one."""
        self.cursor: Optional[int] = problem.get("cursor")
        """From before the action, if that has begun."""
        super().__init__(f"{self.status} {self.type}: {detail}")


class ProgramError(Exception):
    """Standin does not start, has ended, or cannot be reached."""

# SPDX-License-Identifier: GPL-3.0-or-later
"""Client for Standin: stand-in IoT devices for testing MQTT back ends.

    with Program() as program, program.client() as standin:
        device = standin.device("gw-1", host="127.0.0.1", port=1883)
        device.connect()
        device.when(json={"op": "reboot"}).reply({"code": 0})
        …
        command = device.expect(json={"op": "reboot"}, within=5)
"""
from standin.client import Standin
from standin.device import Device
from standin.entry import Entry
from standin.errors import ProgramError, StandinError
from standin.fleet import Fleet
from standin.journalview import JournalView
from standin.notasexpected import NotAsExpected
from standin.pattern import (
    absent,
    all_of,
    any_of,
    contains,
    ends_with,
    equal_to_json,
    greater_than,
    less_than,
    matches,
    not_,
    one_of,
    pattern,
    present,
    size,
    starts_with,
)
from standin.program import Program, Server
from standin.rule import Rule, fire_event, go_offline, publish, reply, set_state
from standin.run import Run, ScenarioFailed

__all__ = [
    "Device", "Entry", "Fleet", "JournalView", "NotAsExpected", "Program", "ProgramError", "Rule", "Run",
    "ScenarioFailed", "Server", "Standin", "StandinError", "absent", "all_of", "any_of", "contains", "ends_with",
    "equal_to_json", "fire_event", "go_offline", "greater_than", "less_than", "matches", "not_", "one_of", "pattern",
    "present", "publish", "reply", "set_state", "size", "starts_with",
]

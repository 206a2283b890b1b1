# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the back end: sends commands to the devices and checks their replies."""
import asyncio
import itertools
import json
import time
from dataclasses import dataclass
from typing import Callable

import packets
from fleet import Device
from rest import Rest

PRESET_CODE = 7
EVERY_PRESET = 5  # every fifth command is answered by a preset reply


@dataclass
class Command:
    device: str
    sent_at: float
    code: int  # the expected reply
    answered: bool = False
    wrong: str = ""


class Backend:
    """`send(device, payload)` sends a command to a device; `calm_until(device)` returns the time (time.monotonic()) up
    to which its broker works, or 0 during a disturbance."""

    def __init__(self, devices: list[Device], rest: Rest, send: Callable[[Device, bytes], None],
                 calm_until: Callable[[Device], float], every: float, patience: float):
        self._devices, self._rest, self._send, self._calm_until = devices, rest, send, calm_until
        self._every, self._patience = every, patience
        self._numbers = itertools.count(1)
        self.commands: dict[int, Command] = {}

    async def run(self) -> None:
        for device in itertools.cycle(self._devices):
            # A later message could be lost with the session, which would be correct.
            if self._calm_until(device) > time.monotonic() + self._patience:
                await self._command(device)
            await asyncio.sleep(self._every)

    def replied(self, message: packets.Publish) -> None:
        if not message.topic.endswith("/rsp"):
            return
        reply = json.loads(message.payload)
        command = self.commands.get(reply.get("requestTime"))
        if command is None:
            return
        if command.answered:
            command.wrong = "answered twice"
        elif reply["code"] != command.code:
            command.wrong = f"code {reply['code']}, expected {command.code}"
        command.answered = True

    def faults(self) -> list[str]:
        return [f"{command.device}: command {number}: {command.wrong or 'no reply'}"
                for number, command in self.commands.items() if command.wrong or not command.answered]

    async def _command(self, device: Device) -> None:
        number = next(self._numbers)
        code = PRESET_CODE if number % EVERY_PRESET == 0 else 0
        if code:
            await self._rest.preset(device.client_id, f'{{"code": {code}, "requestTime": "${{requestTime}}"}}')
        self.commands[number] = Command(device.client_id, time.time(), code)
        self._send(device, json.dumps({"requestTime": number, "op": "getStatus"}).encode())

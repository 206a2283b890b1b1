# SPDX-License-Identifier: GPL-3.0-or-later
"""MQTT clients other than devices: the back end, and those that use a device's client id."""
import asyncio
import contextlib
from typing import Callable

import packets
from programs import LOOPBACK

KEEP_ALIVE = 600  # different from that of any device, so that brokers can distinguish it
CLOSED = (OSError, asyncio.IncompleteReadError)


class Client:
    """Stays connected: reconnects `pause` seconds after it was dropped. Ends with the task of run()."""

    def __init__(self, port: int, client_id: str, version: str, *, filters=(), pause=0.2,
                 received: Callable[[packets.Publish], None] = lambda message: None):
        self._port, self._client_id, self._version = port, client_id, version
        self._level = packets.LEVEL_OF[version]
        self._filters, self._pause, self._received = filters, pause, received
        self._writer: asyncio.StreamWriter | None = None
        self._packet_id = 0
        self.is_ready = False  # connected and subscribed
        self.connections = 0

    async def run(self) -> None:
        while True:
            with contextlib.suppress(*CLOSED):
                await self._serve()
            self.is_ready = False
            await asyncio.sleep(self._pause)

    def publish(self, topic: str, payload: bytes, qos: int) -> None:
        if self._writer:
            self._writer.write(packets.publish(topic, payload, qos, self._next_packet_id(), self._level))

    async def _serve(self) -> None:
        reader, self._writer = await asyncio.open_connection(LOOPBACK, self._port)
        try:
            self._writer.write(packets.connect(self._client_id, self._version, KEEP_ALIVE))
            kind, _, body = await packets.read(reader)
            if kind != packets.CONNACK or body[1] != 0:
                return
            self.connections += 1
            for topic in self._filters:
                self._writer.write(packets.subscribe(topic, 0, self._next_packet_id(), self._level))
            self.is_ready = not self._filters
            while True:
                self._on(*await packets.read(reader))
        finally:
            self._writer.close()
            self._writer = None

    def _on(self, kind: int, flags: int, body: bytes) -> None:
        if kind == packets.SUBACK:
            self.is_ready = True
        elif kind == packets.PUBLISH:
            self._received(packets.Publish.parse(flags, body, self._level))
        elif kind == packets.PUBREC:
            self._writer.write(packets.packet(packets.PUBREL, body[:2], 0x02))

    def _next_packet_id(self) -> int:
        self._packet_id = self._packet_id % 0xFFFF + 1
        return self._packet_id

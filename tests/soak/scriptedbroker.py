# SPDX-License-Identifier: GPL-3.0-or-later
"""A broker with scripted faults."""
import asyncio
import contextlib
import enum
import time
from typing import Callable

import packets
from client import CLOSED
from programs import LOOPBACK, STOP_SECONDS, until

UNAVAILABLE = 3  # return code of CONNACK in 3.1.1
TAKEN_OVER, QUOTA_EXCEEDED = 0x8E, 0x97


class Behaviour(enum.Enum):
    CORRECT = enum.auto()
    CLOSES_ON_PUBLISH = enum.auto()
    ACKNOWLEDGES_NOTHING = enum.auto()  # no PUBACK, PUBREC, PUBCOMP; sends the missing ones when the fault ends
    NO_ANSWERS = enum.auto()            # accepts connections and reads, but sends no answers
    OVER_QUOTA = enum.auto()            # 5.0: DISCONNECT 0x97 on PUBLISH; 3.1.1: closes, and refuses in CONNACK
    SENDS_MALFORMED_PACKETS = enum.auto()  # answers PUBLISH with bytes that are not MQTT


class ScriptedBroker:
    """Ignores subscriptions: messages from clients are passed to `received`."""

    def __init__(self, received: Callable[[packets.Publish], None]):
        self.connects: list[tuple[float, packets.Connect]] = []  # time of each CONNECT
        self._received = received
        self._behaviour = Behaviour.CORRECT
        self._open: set[Session] = set()
        self._sessions: dict[str, Session] = {}  # by client id
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, LOOPBACK, 0)

    async def stop(self) -> None:
        if self._server:
            self._server.close()
        for session in self._open:
            session.close()
        await until(lambda: not self._open, STOP_SECONDS, "the scripted broker did not stop")

    @property
    def port(self) -> int:
        return self._server.sockets[0].getsockname()[1]

    @property
    def behaviour(self) -> Behaviour:
        return self._behaviour

    @behaviour.setter
    def behaviour(self, behaviour: Behaviour) -> None:
        self._behaviour = behaviour
        if behaviour is Behaviour.CORRECT:
            for session in self._sessions.values():
                session.send_held_back()

    def publish(self, client_id: str, topic: str, payload: bytes, qos: int) -> None:
        if session := self._sessions.get(client_id):
            session.publish(topic, payload, qos)

    def take_over(self, session: "Session") -> None:
        """Disconnects the previous client of this id, as the standards require."""
        if before := self._sessions.get(session.client_id):
            before.end(TAKEN_OVER)
        self._sessions[session.client_id] = session

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = Session(self, writer, self._received)
        self._open.add(session)
        with contextlib.suppress(*CLOSED):
            await session.run(reader)
        session.close()
        self._open.discard(session)
        if self._sessions.get(session.client_id) is session:
            del self._sessions[session.client_id]


class Session:
    def __init__(self, broker: ScriptedBroker, writer: asyncio.StreamWriter, received):
        self._broker, self._writer, self._received = broker, writer, received
        self.client_id = ""
        self._level = 0
        self._packet_id = 0
        self._held_back = bytearray()

    async def run(self, reader: asyncio.StreamReader) -> None:
        while True:
            kind, flags, body = await packets.read(reader)
            if kind == packets.CONNECT:
                self._broker.connects.append((time.time(), packets.Connect.parse(body)))
            if self._broker.behaviour is not Behaviour.NO_ANSWERS:
                self._on(kind, flags, body)

    def publish(self, topic: str, payload: bytes, qos: int) -> None:
        self._packet_id = self._packet_id % 0xFFFF + 1
        self._writer.write(packets.publish(topic, payload, qos, self._packet_id, self._level))

    def send_held_back(self) -> None:
        self._writer.write(bytes(self._held_back))
        self._held_back.clear()

    def end(self, reason: int) -> None:
        if self._level == packets.LEVEL_OF["5.0"]:
            self._send(packets.DISCONNECT, bytes([reason, 0]))
        self.close()

    def close(self) -> None:
        self._writer.close()

    def _send(self, kind: int, body: bytes = b"", flags: int = 0) -> None:
        self._writer.write(packets.packet(kind, body, flags))

    def _on(self, kind: int, flags: int, body: bytes) -> None:
        if kind == packets.CONNECT:
            self._greet(packets.Connect.parse(body))
        elif kind == packets.SUBSCRIBE:
            granted = packets.qos_asked_for(body, self._level)
            self._send(packets.SUBACK, body[:2] + packets.no_properties(self._level) + granted)
        elif kind == packets.PUBLISH:
            self._take(packets.Publish.parse(flags, body, self._level))
        elif kind == packets.PUBREL:
            self._acknowledge(packets.PUBCOMP, body[:2])
        elif kind == packets.PUBREC:
            self._send(packets.PUBREL, body[:2], 0x02)
        elif kind == packets.PINGREQ:
            self._send(packets.PINGRESP)

    def _greet(self, connect: packets.Connect) -> None:
        self.client_id, self._level = connect.client_id, connect.level
        is_5 = self._level == packets.LEVEL_OF["5.0"]
        if self._broker.behaviour is Behaviour.OVER_QUOTA and not is_5:
            self._send(packets.CONNACK, bytes([0, UNAVAILABLE]))
            self.close()
            return
        self._broker.take_over(self)
        self._send(packets.CONNACK, b"\0\0" + packets.no_properties(self._level))

    def _take(self, message: packets.Publish) -> None:
        match self._broker.behaviour:
            case Behaviour.CLOSES_ON_PUBLISH:
                self.close()
            case Behaviour.OVER_QUOTA:
                self.end(QUOTA_EXCEEDED)
            case Behaviour.SENDS_MALFORMED_PACKETS:
                self._writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            case _:
                if message.qos:
                    kind = packets.PUBACK if message.qos == 1 else packets.PUBREC
                    self._acknowledge(kind, message.packet_id.to_bytes(2, "big"))
                self._received(message)

    def _acknowledge(self, kind: int, packet_id: bytes) -> None:
        if self._broker.behaviour is Behaviour.ACKNOWLEDGES_NOTHING:
            self._held_back += packets.packet(kind, packet_id)
        else:
            self._send(kind, packet_id)

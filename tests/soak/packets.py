# SPDX-License-Identifier: GPL-3.0-or-later
"""The few packets of MQTT 3.1.1 and 5.0 that the run needs, as bytes."""
import asyncio
from dataclasses import dataclass

CONNECT, CONNACK, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBSCRIBE, SUBACK = range(1, 10)
PINGREQ, PINGRESP, DISCONNECT = 12, 13, 14
LEVEL_OF = {"3.1.1": 4, "5.0": 5}


def number(value: int) -> bytes:
    """A variable byte integer."""
    digits = bytearray()
    while True:
        value, digit = divmod(value, 128)
        digits.append(digit | 0x80 if value else digit)
        if not value:
            return bytes(digits)


def string(text: str) -> bytes:
    encoded = text.encode()
    return len(encoded).to_bytes(2, "big") + encoded


def packet(kind: int, body: bytes = b"", flags: int = 0) -> bytes:
    return bytes([kind << 4 | flags]) + number(len(body)) + body


def connect(client_id: str, version: str, keep_alive: int) -> bytes:
    level = LEVEL_OF[version]
    head = string("MQTT") + bytes([level, 0x02]) + keep_alive.to_bytes(2, "big")
    return packet(CONNECT, head + no_properties(level) + string(client_id))


def subscribe(topic: str, qos: int, packet_id: int, level: int) -> bytes:
    return packet(SUBSCRIBE, packet_id.to_bytes(2, "big") + no_properties(level) + string(topic) + bytes([qos]), 0x02)


def publish(topic: str, payload: bytes, qos: int, packet_id: int, level: int) -> bytes:
    head = string(topic) + (packet_id.to_bytes(2, "big") if qos else b"")
    return packet(PUBLISH, head + no_properties(level) + payload, qos << 1)


def no_properties(level: int) -> bytes:
    return b"\0" if level == LEVEL_OF["5.0"] else b""


async def read(reader: asyncio.StreamReader) -> tuple[int, int, bytes]:
    """Kind, flags and body of the next packet. Raises IncompleteReadError at the end of the stream."""
    first = (await reader.readexactly(1))[0]
    size, shift = 0, 0
    while True:
        digit = (await reader.readexactly(1))[0]
        size |= (digit & 0x7F) << shift
        shift += 7
        if not digit & 0x80:
            break
    return first >> 4, first & 0x0F, await reader.readexactly(size)


def read_number(body: bytes, at: int) -> tuple[int, int]:
    """The variable byte integer at this offset, and the offset after it."""
    value, shift = 0, 0
    while True:
        value |= (body[at] & 0x7F) << shift
        shift += 7
        at += 1
        if not body[at - 1] & 0x80:
            return value, at


def read_string(body: bytes, at: int) -> tuple[str, int]:
    end = at + 2 + int.from_bytes(body[at : at + 2], "big")
    return body[at + 2 : end].decode(), end


def skip_properties(body: bytes, at: int, level: int) -> int:
    if level < LEVEL_OF["5.0"]:
        return at
    size, at = read_number(body, at)
    return at + size


@dataclass
class Connect:
    client_id: str
    level: int
    keep_alive: int

    @staticmethod
    def parse(body: bytes) -> "Connect":
        _, at = read_string(body, 0)
        level = body[at]
        keep_alive = int.from_bytes(body[at + 2 : at + 4], "big")
        at = skip_properties(body, at + 4, level)
        return Connect(read_string(body, at)[0], level, keep_alive)


@dataclass
class Publish:
    topic: str
    payload: bytes
    qos: int
    packet_id: int

    @staticmethod
    def parse(flags: int, body: bytes, level: int) -> "Publish":
        qos = flags >> 1 & 3
        topic, at = read_string(body, 0)
        packet_id = int.from_bytes(body[at : at + 2], "big") if qos else 0
        at = skip_properties(body, at + 2 if qos else at, level)
        return Publish(topic, body[at:], qos, packet_id)


def qos_asked_for(subscribe_body: bytes, level: int) -> bytes:
    """One byte for each filter of a SUBSCRIBE."""
    at = skip_properties(subscribe_body, 2, level)
    asked = bytearray()
    while at < len(subscribe_body):
        _, at = read_string(subscribe_body, at)
        asked.append(subscribe_body[at] & 3)
        at += 1
    return bytes(asked)

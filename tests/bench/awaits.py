#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Thousands of clients wait for entries of one Standin: what that costs, and how soon each wakes when its entry comes.

usage: awaits.py STANDIN [--clients N] [--no-bars] [--real-time]      exit 1: a bar is not kept

--real-time (as root) runs both ahead of the other programs of a busy machine: then only their own time is measured.
"""
import argparse
import asyncio
import http.client
import json
import os
import resource
import select
import socket
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))
from programs import LOOPBACK, ProgramError, Standin  # noqa: E402

SINGLE = 1000  # that wake one after the other
IDLE_SECONDS = 5
SPARE_FILES = 200
MOST_IDLE = 0.01  # processor seconds a second
MOST_MILLISECONDS = 5
SECONDS = 60  # for an answer
# Nobody listens there: a device that is to connect changes its state, and fails.
NOWHERE = {"url": "mqtt://127.0.0.1:1", "reconnect": {"attempts": 1}}


class Waiting:
    """A client that sends one request and reads the answer when it has come."""

    def __init__(self, port: int, path: str, body: dict):
        self.socket = socket.create_connection((LOOPBACK, port), SECONDS)
        data = json.dumps(body).encode()
        self.socket.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(data)}\r\n\r\n".encode()
                            + data)

    def answer(self) -> dict:
        response = http.client.HTTPResponse(self.socket)
        response.begin()
        return {"status": response.status, **json.load(response)}


class Control:
    """What acts on the devices."""

    def __init__(self, port: int):
        self._connection = http.client.HTTPConnection(LOOPBACK, port, timeout=SECONDS)

    def send(self, path: str, body: dict) -> None:
        self._connection.request("POST", path, json.dumps(body))

    def answer(self) -> dict:
        response = self._connection.getresponse()
        return {"status": response.status, **json.load(response)}

    def call(self, path: str, body: dict) -> dict:
        self.send(path, body)
        return self.answer()


def device(number: int) -> str:
    return f"d-{number}"


def wait(port: int, number: int) -> Waiting:
    return Waiting(port, "/api/v1/journal/await",
                   {"after": 0, "timeoutMs": 600_000, "kind": "lifecycle", "device": device(number)})


def milliseconds_since_entry(answer: dict, now: float) -> float:
    if answer["status"] != 200:
        raise ProgramError(f"an await was answered with {answer}")
    return (now - datetime.fromisoformat(answer["matched"][0]["at"]).timestamp()) * 1000


def wake_one_by_one(control: Control, clients: list[Waiting]) -> list[float]:
    """Milliseconds from the time of the entry to the answer, for each."""
    found = []
    for number, client in enumerate(clients):
        ready = select.poll()
        ready.register(client.socket, select.POLLIN)
        control.send(f"/api/v1/devices/{device(number)}:connect", {})
        if not ready.poll(SECONDS * 1000):
            raise ProgramError("an await did not wake")
        now = time.time()
        found.append(milliseconds_since_entry(client.answer(), now))
        control.answer()
    return found


def wake_together(control: Control, clients: list[Waiting]) -> list[float]:
    found = []
    ready = select.epoll()
    by_file = {client.socket.fileno(): client for client in clients}
    for file in by_file:
        ready.register(file, select.EPOLLIN | select.EPOLLONESHOT)
    control.send("/api/v1/devices:connect", {"devices": "d-*"})
    while len(found) < len(clients):
        for file, _ in ready.poll(SECONDS):
            now = time.time()
            found.append(milliseconds_since_entry(by_file[file].answer(), now))
    control.answer()
    return found


def shown(times: list[float]) -> str:
    times = sorted(times)
    at = [times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.99)]
    return f"p50 {at[0]:.2f} ms, p99 {at[1]:.2f} ms, longest {times[-1]:.2f} ms"


def raise_file_limit() -> int:
    """For this process and those that it starts."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def measure(standin: Standin, wanted: int) -> bool:
    count = min(wanted, raise_file_limit() - SPARE_FILES)
    control = Control(standin.rest_port)
    made = control.call("/api/v1/fleets", {"profile": {"name": "d", "clientId": "d-${index}", "count": count,
                                                       "connection": NOWHERE}})
    if made["status"] != 201:
        raise ProgramError(f"no fleet: {made}")
    before = standin.usage()
    clients = [wait(standin.rest_port, number) for number in range(count)]
    control.call("/api/v1/journal/count", {})  # all requests before it are read now
    begin = standin.usage()
    time.sleep(IDLE_SECONDS)
    idle = (standin.usage().processor_seconds - begin.processor_seconds) / IDLE_SECONDS
    each = (begin.resident_bytes - before.resident_bytes) / count / 1024
    print(f"{count} wait: {idle * 1000:.1f} ms of processor time a second, {each:.1f} KiB each", flush=True)
    single = min(SINGLE, count // 2)
    alone = wake_one_by_one(control, clients[:single])
    print(f"{single} woke one by one: {shown(alone)} after their entries", flush=True)
    together = wake_together(control, clients[single:])
    print(f"{count - single} woke together: {shown(together)} after their entries, read by one client")
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return idle <= MOST_IDLE and max(alone) <= MOST_MILLISECONDS


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path, help="standin")
    parser.add_argument("--clients", type=int, default=5000)
    parser.add_argument("--no-bars", action="store_true", help="only measure")
    parser.add_argument("--real-time", action="store_true", help="run ahead of other programs, as root")
    given = parser.parse_args()
    raise_file_limit()
    if given.real_time:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))  # Standin inherits it
    with tempfile.TemporaryDirectory() as folder:
        standin = Standin(given.program.resolve(), Path(folder))
        try:
            await standin.start()
            is_kept = measure(standin, given.clients)
        finally:
            standin.end()
    print(f"bars (at most {MOST_IDLE * 1000:.0f} ms a second; each wakes within {MOST_MILLISECONDS} ms): "
          f"{'kept' if is_kept else 'not kept'}")
    return 0 if is_kept or given.no_bars else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

# SPDX-License-Identifier: GPL-3.0-or-later
"""A broker started for the run: all its files are in one folder, all its ports on 127.0.0.1."""
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from results import Known

LOOPBACK = "127.0.0.1"
START_SECONDS = 90
STOP_SECONDS = 20
KEEP_ALIVE = 600  # the longest, in seconds, where a broker can be told to set a limit
# CONNECT and CONNACK of MQTT 3.1.1, to check whether a broker answers.
CONNACK = 0x20


class BrokerError(Exception):
    """A broker could not be started; the text says what to do."""


class Broker:
    """Subclasses define what to start (`prepare`, `command`, `environment`) and the addresses (`endpoints`).

    `known`: what they are known not to do, or to do wrong.
    """

    name = ""
    user = "standin"
    password = "interop"
    known: list[Known] = []

    def __init__(self, folder: Path, certificates):
        self.folder = folder
        self.certificates = certificates
        self.ports = dict(zip(("tcp", "tls", "ws", "wss"), free_ports(4)))
        self._processes: list[subprocess.Popen] = []

    def prepare(self) -> None:
        """Writes the configuration into the folder."""

    def command(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return {}

    def version(self) -> str:
        raise NotImplementedError

    def websocket_path(self) -> str:
        return "/"

    def endpoints(self) -> dict:
        """The input of the program standin-interop."""
        path = self.websocket_path()
        return {
            "name": self.name,
            "tcp": f"mqtt://{LOOPBACK}:{self.ports['tcp']}",
            "tls": f"mqtts://{LOOPBACK}:{self.ports['tls']}",
            "ws": f"ws://{LOOPBACK}:{self.ports['ws']}{path}",
            "wss": f"wss://{LOOPBACK}:{self.ports['wss']}{path}",
            "ca": str(self.certificates.ca),
            "user": self.user,
            "password": self.password,
        }

    def __enter__(self):
        try:
            self.prepare()
            self.run(self.command())
            self._wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self._processes):
            end(process)
        self._processes.clear()

    def run(self, command: list[str]) -> subprocess.Popen:
        """Starts a process that ends with the run, also when the run fails."""
        if shutil.which(command[0]) is None:
            raise BrokerError(f"{command[0]} is not installed; ./dev interop installs it")
        with open(self.log, "ab") as log:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "--", *command],
                cwd=self.folder,
                env={**os.environ, **self.environment()},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    @property
    def log(self) -> Path:
        return self.folder / "output.log"

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not (answers_mqtt(self.ports["tcp"]) and all(is_open(port) for port in self.ports.values())):
            ended = next((p for p in self._processes if p.poll() is not None), None)
            if ended or time.monotonic() > deadline:
                why = f"ended with code {ended.returncode}" if ended else f"is not ready after {START_SECONDS} s"
                raise BrokerError(f"{self.name} {why}; its last words:\n{self._last_words()}")
            time.sleep(0.05)

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])


def free_ports(count: int) -> list[int]:
    """Different ones, because all are bound until the last is found."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((LOOPBACK, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def is_open(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
        return True
    except OSError:
        return False


def answers_mqtt(port: int) -> bool:
    """Whether a CONNECT is answered by a CONNACK of any kind."""
    connect = b"\x10\x11\x00\x04MQTT\x04\x02\x00\x0a\x00\x05probe"
    try:
        with socket.create_connection((LOOPBACK, port), timeout=2) as probe:
            probe.sendall(connect)
            return probe.recv(1) == bytes([CONNACK])
    except OSError:
        return False


def end(process: subprocess.Popen) -> None:
    """The process and its child processes."""
    for number, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, STOP_SECONDS)):
        try:
            os.killpg(process.pid, number)
            process.wait(seconds)
        except ProcessLookupError:
            process.wait(seconds)
            return
        except subprocess.TimeoutExpired:
            continue


def output_of(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def debian_version(package: str) -> str:
    return output_of("dpkg-query", "-W", "-f", "${Version}", package)

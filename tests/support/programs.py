# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that tests in Python start: Standin, with what it uses, and mosquitto."""
import asyncio
import getpass
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

LOOPBACK = "127.0.0.1"
START_SECONDS = 20
STOP_SECONDS = 20


class ProgramError(Exception):
    """A program does not do what it should; the text says what."""


def start(command: list[str], folder: Path, name: str, **variables: str) -> subprocess.Popen:
    """Ends with the run, however that ends. Its output goes to name.out and name.err."""
    with open(folder / f"{name}.out", "ab") as out, open(folder / f"{name}.err", "ab") as err:
        return subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "--", *command], cwd=folder,
                                stdin=subprocess.DEVNULL, stdout=out, stderr=err, env={**os.environ, **variables},
                                start_new_session=True)


def end(process: subprocess.Popen) -> int:
    """Gives the exit code; -9 when it had to be killed."""
    process.terminate()
    try:
        return process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


async def until(condition, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise ProgramError(f"{what} within {seconds:.0f} s")
        await asyncio.sleep(0.05)


def listens(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
        return True
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        return free.getsockname()[1]


class Mosquitto:
    """Can be killed, stopped for a while and started again on the same port."""

    def __init__(self, folder: Path):
        self._folder = folder
        self.port = free_port()
        # As root it would become another user, who may not read the folder.
        (folder / "mosquitto.conf").write_text(
            f"user {getpass.getuser()}\nlistener {self.port} {LOOPBACK}\nallow_anonymous true\nset_tcp_nodelay true\n")
        self._process: subprocess.Popen | None = None

    async def start(self) -> None:
        self._process = start(["mosquitto", "-c", str(self._folder / "mosquitto.conf")], self._folder, "mosquitto")
        await until(lambda: listens(self.port), START_SECONDS, "mosquitto did not start")

    def publish(self, topic: str, payload: str) -> None:
        """As a client of its own, with QoS 1. Done when the broker has acknowledged."""
        subprocess.run(["mosquitto_pub", "-h", LOOPBACK, "-p", str(self.port), "-q", "1", "-t", topic, "-m", payload],
                       check=True)

    def end(self) -> None:
        if self._process:
            end(self._process)
            self._process = None

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._process.send_signal(signal.SIGCONT)


@dataclass
class Usage:
    """What a process uses."""

    processor_seconds: float
    resident_bytes: int
    files: int
    threads: int

    @staticmethod
    def of(process_id: int) -> "Usage":
        folder = Path(f"/proc/{process_id}")
        # Behind the name, which may hold blanks: field 3, the state, and so on.
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
        return Usage(processor_seconds=ticks / os.sysconf("SC_CLK_TCK"),
                     resident_bytes=int(fields[21]) * os.sysconf("SC_PAGE_SIZE"),
                     files=len(os.listdir(folder / "fd")),
                     threads=int(fields[17]))


class Standin:
    """The program under test, headless on a free port."""

    def __init__(self, program: Path, folder: Path):
        self._program, self._folder = program, folder
        self._process: subprocess.Popen | None = None
        self.rest_port = 0

    async def start(self, profiles: tuple[Path, ...] | list[Path] = (), connect: bool = False) -> None:
        options = [option for profile in profiles for option in ("--profile", str(profile))]
        options += ["--connect"] if connect else []
        self._process = start([str(self._program), "serve", "--port", "0", *options], self._folder, "standin")
        await until(lambda: "listening on" in self._output() or self._process.poll() is not None, START_SECONDS,
                    "Standin did not start")
        self.check()
        line = next(line for line in self._output().splitlines() if line.startswith("listening on"))
        self.rest_port = int(line.rpartition(":")[2].strip("/"))

    def end(self) -> int:
        """Gives the exit code."""
        process, self._process = self._process, None
        return end(process) if process else 0

    def check(self) -> None:
        """Whether it lives."""
        if self._process.poll() is not None:
            raise ProgramError(f"Standin ended with code {self._process.returncode}:\n{self.complaints()}")

    def usage(self) -> Usage:
        self.check()
        return Usage.of(self._process.pid)

    def complaints(self) -> str:
        return (self._folder / "standin.err").read_text(errors="replace")

    def _output(self) -> str:
        return (self._folder / "standin.out").read_text(errors="replace")

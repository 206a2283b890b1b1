# SPDX-License-Identifier: GPL-3.0-or-later
"""The program that runs the devices."""
from __future__ import annotations

import os
import re
import secrets
import subprocess
import threading
import time
from collections import deque
from contextlib import closing
from types import TracebackType
from typing import Optional, Sequence

from standin.client import Standin
from standin.errors import ProgramError, StandinError
from standin.transport import Transport

MOST_LINES = 1000
POLL_SECONDS = 0.05
# So long it may take until a journal file is free: the program that has ended may still write what is left. Standin tries
# to open it each second.
READY_SECONDS = 3.0


class Server:
    """A running Standin, for several clients."""

    def __init__(self, url: str, token: Optional[str] = None):
        self.url = url
        self.token = token

    def client(self, test_id: Optional[str] = None) -> Standin:
        return Standin(self.url, self.token, test_id=test_id)

    def output(self) -> str:
        """What it has printed, if it is known."""
        return ""


class Program(Server):
    """`standin serve` on a free port, as long as the `with` lasts. It ends with this process, however that ends.

    program        left out: $STANDIN, or `standin` of the PATH
    options        more of the command line
    token          left out: $STANDIN_TOKEN, or a new one
    start_seconds  that it may take until it is ready
    """

    def __init__(self, program: Optional[str] = None, *, options: Sequence[str] = (), token: Optional[str] = None,
                 start_seconds: float = 20):
        token = token or os.environ.get("STANDIN_TOKEN") or secrets.token_urlsafe()
        super().__init__("", token)
        self._start_seconds = start_seconds
        self._lines: deque[str] = deque(maxlen=MOST_LINES)
        self._listens = threading.Event()
        command = [program or os.environ.get("STANDIN") or "standin", "serve", "--port", "0", "--end-with-input",
                   *options]
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                             stderr=subprocess.STDOUT, env={**os.environ, "STANDIN_TOKEN": token})
        except OSError as error:
            raise ProgramError(f"{command[0]} does not start: {error.strerror}. The program is named by $STANDIN, or "
                               "found as \"standin\" in the PATH") from error
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self._wait()
        except BaseException:
            self.end()
            raise

    def __enter__(self) -> Program:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        code = self.end()
        if code and not error:
            raise self._failure(f"Standin ended with code {code}")

    def output(self) -> str:
        return "".join(self._lines)

    def end(self, seconds: float = 20) -> int:
        """Ends it by SIGTERM, and by SIGKILL if that takes longer. Gives the exit code."""
        self._process.terminate()
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._reader.join(seconds)
        assert self._process.stdin
        self._process.stdin.close()
        return code

    def _read(self) -> None:
        assert self._process.stdout
        with self._process.stdout as output:
            for raw in output:
                line = raw.decode(errors="replace")
                self._lines.append(line)
                found = re.match(r"listening on (http://\S+)", line)
                if found:
                    self.url = found[1].rstrip("/")
                    self._listens.set()
        self._listens.set()  # or never will

    def _wait(self) -> None:
        if not self._listens.wait(self._start_seconds) or not self.url:
            is_late = not self._listens.is_set()
            code = self.end()
            what = f"within {self._start_seconds:g} s" if is_late else f"and ended with code {code}"
            raise self._failure(f"Standin did not listen {what}")
        deadline = time.monotonic() + min(READY_SECONDS, self._start_seconds)
        with closing(Transport(self.url, self.token, self._start_seconds)) as transport:
            while fault := self._not_ready(transport):
                if fault.status != 503 or time.monotonic() > deadline:
                    raise self._failure(f"Standin is not ready: {fault.problem.get('detail')}") from fault
                self._reader.join(POLL_SECONDS)  # until it ends, if it does

    @staticmethod
    def _not_ready(transport: Transport) -> Optional[StandinError]:
        try:
            transport.request("GET", "/readyz")
        except StandinError as error:
            return error
        return None

    def _failure(self, what: str) -> ProgramError:
        return ProgramError(f"{what}. Its output:\n{self.output()}")

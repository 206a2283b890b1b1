# SPDX-License-Identifier: GPL-3.0-or-later
"""A shell for the commands of the documents."""
import os
import re
import signal
import subprocess
from pathlib import Path


class Shell:
    """Ports that the documents name are replaced by `ports`. What it starts in the background ends with it."""

    MARK = "\x1e"

    def __init__(self, folder: Path, standin: Path, ports: dict[int, int]):
        self._ports = ports
        home = folder / "home"
        (home / "bin").mkdir(parents=True)
        (home / ".curlrc").write_text("silent\nshow-error\nfail-with-body\n")
        broker = ports[1883]
        for program in ("mosquitto_pub", "mosquitto_sub"):  # where it reads its default options
            (home / program).write_text(f"-p {broker}\n")
        (home / "bin" / "standin").write_text(f'#!/bin/sh\nexec {standin} "$@" --port {ports[8000]}\n')
        (home / "bin" / "standin").chmod(0o755)
        variables = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "PATH": f"{home / 'bin'}:{os.environ['PATH']}"}
        self._process = subprocess.Popen(["bash"], cwd=folder, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         env={**os.environ, **variables}, start_new_session=True)

    def run(self, command: str) -> tuple[str, int]:
        """Output and exit code."""
        self._process.stdin.write(f"{self.with_ports(command)}\nprintf '{self.MARK}%s\\n' $?\n")
        self._process.stdin.flush()
        output = ""
        for line in self._process.stdout:
            if self.MARK in line:
                rest, _, status = line.partition(self.MARK)
                return output + rest, int(status)
            output += line
        raise RuntimeError(f"the shell ended at: {command}")

    def with_ports(self, text: str) -> str:
        for shown, real in self._ports.items():
            text = re.sub(rf"\b{shown}\b", str(real), text)
        return text

    def close(self) -> None:
        self._process.stdin.close()
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait()

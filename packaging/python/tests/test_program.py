# SPDX-License-Identifier: GPL-3.0-or-later
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from standin import Program, ProgramError, Server, Standin, StandinError


def test_starts_and_ends(tmp_path):
    with Program(options=["--journal", str(tmp_path / "journal.db")]) as program:
        assert program.url.startswith("http://127.0.0.1:")
        assert "listening on" in program.output()
        with program.client() as standin:
            assert standin.get("/readyz") == {"status": "ready"}
    assert program.end() == 0
    assert (tmp_path / "journal.db").exists()


def test_has_the_version_of_the_program(standin):
    project = Path(__file__).resolve().parents[1] / "pyproject.toml"
    assert f'version = "{standin.get("/version")["version"]}"' in project.read_text().splitlines()


def test_demands_the_token():
    with Program(token="secret") as program:
        with Server(program.url, "secret").client() as standin:
            assert standin.cursor() >= 0
        with pytest.raises(StandinError, match="401"):
            Standin(program.url, "guessed").cursor()


def test_the_token_of_the_environment(monkeypatch):
    monkeypatch.setenv("STANDIN_TOKEN", "from-outside")
    with Program() as program:
        assert program.token == "from-outside"
        monkeypatch.setenv("STANDIN_URL", program.url)
        with Standin() as standin:
            assert standin.url == program.url
            assert standin.cursor() >= 0


def test_two_programs_have_different_tokens(monkeypatch):
    monkeypatch.delenv("STANDIN_TOKEN", raising=False)
    with Program() as one, Program() as other:
        assert one.token != other.token


def test_a_wrong_option_shows_the_output():
    with pytest.raises(ProgramError, match=r"(?s)did not listen and ended with code \d+.*--nothere"):
        Program(options=["--nothere"])


def test_a_program_that_is_not_there():
    with pytest.raises(ProgramError, match=r"/nothere/standin does not start: No such file .* named by \$STANDIN"):
        Program("/nothere/standin")


def test_a_program_that_does_not_listen(tmp_path):
    silent = tmp_path / "silent"
    silent.write_text("#!/bin/sh\necho waiting for nothing\nexec cat /dev/zero >/dev/null\n")
    silent.chmod(0o755)
    with pytest.raises(ProgramError, match=r"(?s)did not listen within 0.5 s.*waiting for nothing"):
        Program(str(silent), start_seconds=0.5)


def test_a_program_that_is_not_ready(tmp_path):
    other = tmp_path / "note.txt"
    other.write_text("no history")
    begin = time.monotonic()
    with pytest.raises(ProgramError, match=r"is not ready: [^\n]*this is not an SQLite database"):
        Program(options=["--journal", str(other)])
    assert time.monotonic() - begin < 10  # it is not waited long for what does not change


def test_a_journal_that_is_in_use_for_a_moment(tmp_path, monkeypatch):
    options = ["--journal", str(tmp_path / "journal.db")]
    not_ready, ask = threading.Event(), Program._not_ready

    def noting(transport):
        if fault := ask(transport):
            not_ready.set()
        return fault

    first = Program(options=options)
    with ThreadPoolExecutor() as threads:
        monkeypatch.setattr(Program, "_not_ready", staticmethod(noting))
        second = threads.submit(Program, options=options)
        assert not_ready.wait(20)
        assert first.end() == 0
        with second.result() as program, program.client() as client:
            assert client.get("/readyz") == {"status": "ready"}


KILLED = """
import os, sys
from standin import Program
program = Program()
print(program.url, program._process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_the_process_that_has_started_it(number):
    tests = subprocess.Popen([sys.executable, "-c", KILLED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with tests:
        url, pid = tests.stdout.readline().split()
        assert Path(f"/proc/{pid}").exists()
        tests.send_signal(number)
        assert tests.wait(20) == -number
    deadline = time.monotonic() + 20
    while is_listening(url) and time.monotonic() < deadline:
        threading.Event().wait(0.05)
    assert not is_listening(url)


def is_listening(url: str) -> bool:
    parts = urlsplit(url)
    with socket.socket() as probe:
        return probe.connect_ex((parts.hostname, parts.port)) == 0


def test_an_end_that_was_not_asked_for():
    with pytest.raises(ProgramError, match=r"(?s)ended with code -9.*listening on"):
        with Program() as program:
            program._process.kill()
            program._process.wait()


def test_a_failure_inside_is_not_hidden():
    with pytest.raises(KeyError):
        with Program() as program:
            program._process.kill()
            program._process.wait()
            raise KeyError

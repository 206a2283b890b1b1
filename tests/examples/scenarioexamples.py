# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents about `standin run`: its commands and the whole scenarios in them are run, beside the example scenarios."""
import os
import shutil
import subprocess
from pathlib import Path

from markdown import blocks

SECONDS = 100
EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"


class WorkFolder:
    """Where commands run: with the example scenarios in `scenarios/`, and `standin` in the PATH."""

    def __init__(self, program: Path, folder: Path, **variables: str):
        self.path = folder / "work"
        shutil.copytree(EXAMPLES, self.path / "scenarios")
        (self.path / "bin").mkdir()
        (self.path / "bin" / "standin").symlink_to(program)
        self._environment = {**os.environ, "PATH": f"{self.path / 'bin'}:{os.environ['PATH']}", **variables}

    def fault(self, command: str, folder: str = ".") -> str:
        """What is wrong with the command; empty for one that succeeds."""
        result = subprocess.run(["bash", "-c", command], cwd=self.path / folder, env=self._environment,
                                timeout=SECONDS, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                check=False)
        return f"{command}: exit code {result.returncode}, {result.stdout}" if result.returncode else ""


def check(program: Path, folder: Path, broker: int, document: Path) -> list[str]:
    """What is wrong."""
    faults: list[str] = []
    work = WorkFolder(program, folder)
    shutil.copytree(EXAMPLES, work.path, dirs_exist_ok=True)
    commands: list[tuple[int, str, str]] = []
    for block in blocks(document):
        if block.language == "sh":
            commands += [(block.line, command, ".") for command in block.commands()]
        elif block.language == "json" and '"format"' in block.text:
            file = f"line-{block.line}.scenario.json"
            (work.path / "scenarios" / file).write_text(block.text)
            commands.append((block.line, f"standin run --broker mqtt://127.0.0.1:{broker} {file}", "scenarios"))
    if len(commands) < 4:
        faults.append(f"found {len(commands)} commands and scenarios")
    for line, command, place in commands:
        if fault := work.fault(command, place):
            faults.append(f"line {line}: {fault}")
    return faults

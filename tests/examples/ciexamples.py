# SPDX-License-Identifier: GPL-3.0-or-later
"""The files for CI systems in a document: they are read as what they are, and their `standin run` commands are run."""
import re
from pathlib import Path

import yaml

from markdown import blocks
from scenarioexamples import WorkFolder


def commands_of(text: str) -> list[str]:
    return re.findall(r"^\s*(?:- |run: )*(standin run .*)$", text, re.M)


def check(program: Path, folder: Path, broker: int, document: Path) -> list[str]:
    """What is wrong."""
    faults: list[str] = []
    work = WorkFolder(program, folder, BROKER_URL=f"mqtt://127.0.0.1:{broker}", API_URL="http://127.0.0.1:1")
    commands: list[tuple[int, str]] = []
    for block in blocks(document):
        if block.language == "yaml":
            yaml.safe_load(block.text)  # raises for what is no YAML
        commands += [(block.line, command) for command in commands_of(block.text)]
    if len(commands) < 5:
        faults.append(f"found {len(commands)} commands")
    for line, command in commands:
        if fault := work.fault(command):
            faults.append(f"line {line}: {fault}")
        for option, file in re.findall(r"--(junit|html|json) (\S+)", command):
            if not (work.path / file).exists():
                faults.append(f"line {line}: there is no {option} report {file}")
    return faults

# SPDX-License-Identifier: GPL-3.0-or-later
"""The code blocks of a document."""
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Block:
    language: str
    text: str
    heading: str  # of the section that it stands in
    line: int     # of its first line, from 1
    follows_shell: bool = False  # the block before it, in the same section, has commands

    def commands(self) -> list[str]:
        return [line for line in self.text.replace("\\\n", " ").splitlines() if line.strip()]


def blocks(document: Path) -> list[Block]:
    text = document.read_text(encoding="utf-8")
    found: list[Block] = []
    block = r"^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)```$"
    pattern = re.compile(block + r"|^#+ (?P<heading>[^\n]+)$", re.M | re.S)
    heading = ""
    for match in pattern.finditer(text):
        if match["heading"]:
            heading = match["heading"]
            continue
        before = found[-1] if found and found[-1].heading == heading else None
        line = text.count("\n", 0, match.start("text")) + 1
        found.append(Block(match["language"], textwrap.dedent(match["text"]), heading, line,
                           follows_shell=before is not None and before.language == "sh"))
    return found

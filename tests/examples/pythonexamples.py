# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python blocks of a document, as files for its own `pytest` and `python3` commands."""
import re
import shutil
from pathlib import Path

from markdown import Block
from shell import Shell

SOURCES = Path(__file__).resolve().parents[2] / "packaging" / "python" / "src"


class PythonExamples:
    """The first line of a block names its file; blocks with the same name are one file. A block of text shows how the
    test above it fails."""

    def __init__(self, shell: Shell, folder: Path, program: Path):
        self._shell, self._folder = shell, folder
        self._last: Path | None = None
        pytest = shutil.which("pytest-3") or "pytest"
        self._shell.run(f"export STANDIN={program} PYTHONPATH={SOURCES} PYTHONDONTWRITEBYTECODE=1")
        self._shell.run(f'pytest() {{ {pytest} -q -p standin.pytest_plugin -p no:cacheprovider "$@"; }}')

    def write(self, block: Block) -> str:
        """What is wrong, if anything."""
        name = re.match(r"# (\w+\.py)\n", block.text)
        if not name:
            return "its first line does not name a file"
        self._last = self._folder / name[1]
        with open(self._last, "a", encoding="utf-8") as file:
            file.write(self._shell.with_ports(block.text))
        return ""

    def compare_failure(self, block: Block) -> str:
        """Likewise. The test is gone then."""
        output, status = self._shell.run(f"pytest {self._last.name}")
        self._last.unlink()
        if status != 1:
            return f"the test above it does not fail: {output}"
        missing = [line for line in block.text.splitlines() if without_numbers(line) not in without_numbers(output)]
        return f"not shown are {missing}, but {output}" if missing else ""


def without_numbers(text: str) -> str:
    return re.sub(r"-[0-9a-f]{8}\b|\d+", "N", text).strip()

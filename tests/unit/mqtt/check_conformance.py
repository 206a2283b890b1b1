#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks docs/mqtt-conformance.md: every statement of the standards stands in it once, and every test it names exists.

usage: check_conformance.py DOCUMENT STATEMENTS TESTS_DIR
"""

import collections
import pathlib
import re
import sys

ROW = re.compile(r"\| \[MQTT-(\S+)\] \| ([^|]+) \| ([^|]+) \|$")
SERVER_ONLY = re.compile(r"Server only: ")
IDENTIFIER = re.compile(r"\[MQTT-(\S+?)\]")
REFERENCE = re.compile(r"`(\w+)::(\w+)(?:\(([^`]+)\))?`")


def known_statements(path):
    """{"3.1.1": ["1.5.3-1", …], "5.0": […]}"""
    known, version = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if len(words) == 1:
            version = known.setdefault(words[0], [])
        elif len(words) == 2 and not line.startswith("#"):
            first, last = map(int, words[1].split("-"))
            version += [f"{words[0]}-{number}" for number in range(first, last + 1)]
    return known


class TestFile:
    """The slots of a test file, and the row names of each."""

    DATA = re.compile(r"^( *)void (?:\w+::)?(\w+)_data\(\)(?: \{([^\n]*)\}$|\n(.*?)^\1\})", re.S | re.M)

    def __init__(self, path):
        text = path.read_text(encoding="utf-8")
        slots = re.search(r"private slots:(.*?)^(?:private:|};)", text, re.S | re.M)
        self.functions = set(re.findall(r"void (\w+)\(\)", slots[1])) if slots else set()
        self.data = {match[2]: match[3] or match[4] for match in self.DATA.finditer(text)}
        cmake = (path.parent / "CMakeLists.txt").read_text(encoding="utf-8")
        self.is_built = re.search(rf"\b({path.stem}|{path.stem.removeprefix('tst_')})\b", cmake) is not None

    def has_row(self, function, row):
        body = self.data.get(function, "")
        borrowed = re.findall(r"\b(\w+)_data\(\);", body)
        return f'"{row}"' in body or any(self.has_row(other, row) for other in borrowed)


def broken_reference(files, stem, function, row):
    test = files.get(stem)
    if not test:
        return f"there is no {stem}.cpp"
    if not test.is_built:
        return f"{stem} stands in no CMakeLists.txt"
    if function not in test.functions:
        return f"{stem} has no test {function}"
    if row and not test.has_row(function, row):
        return f"{stem}::{function} has no row “{row}”"
    return None


def faults(document, known, files):
    listed, version = collections.defaultdict(collections.Counter), None
    for number, line in enumerate(document.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{document.name}:{number}"
        heading = re.match(r"## MQTT (\S+)", line)
        if heading:
            version = heading[1]
        row = ROW.match(line)
        broken = (broken_reference(files, *reference) for reference in REFERENCE.findall(line))
        yield from (f"{where}: {text}" for text in broken if text)
        if row:
            listed[version][row[1]] += 1
            if not REFERENCE.search(row[3]) and not re.match(r"– \w", row[3]):
                yield f"{where}: {row[1]} names neither a test nor a reason"
        elif SERVER_ONLY.match(line):
            listed[version].update(IDENTIFIER.findall(line))
        elif line.startswith("| [MQTT-"):
            yield f"{where}: not of the form | [id] | says | shown by |"

    for version, statements in known.items():
        for statement in statements:
            if listed[version][statement] == 0:
                yield f"{document.name}: {statement} of MQTT {version} is missing"
    for version, counts in listed.items():
        for statement, count in counts.items():
            if statement not in known.get(version, []):
                yield f"{document.name}: MQTT {version} has no statement {statement}"
            elif count > 1:
                yield f"{document.name}: {statement} of MQTT {version} is listed {count} times"


def main():
    document, statements, tests = map(pathlib.Path, sys.argv[1:4])
    files = {path.stem: TestFile(path) for path in tests.rglob("tst_*.cpp")}
    found = list(faults(document, known_statements(statements), files))
    print("\n".join(found) or "every statement is accounted for")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

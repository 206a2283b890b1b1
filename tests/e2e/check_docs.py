#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the names in documents exist: files of src/ and tests/ (`fleet/order.h`), functions
(`Fleet::perform()`) and links to other documents.

usage: check_docs.py ROOT DOCUMENT…
"""

import pathlib
import re
import sys


def code_of(root):
    return {path: path.read_text(encoding="utf-8") for suffix in ("h", "cpp") for path in (root / "src").rglob(f"*.{suffix}")}


def has_function(code, cls, function):
    """Defined in a .cpp, or declared in the header of its class."""
    return any(
        f"{cls}::{function}(" in text
        or (re.search(rf"\b(class|struct|enum class) {cls}\b", text) and re.search(rf"\b{function}\(", text))
        for text in code.values()
    )


def faults(root, document, code):
    text = document.read_text(encoding="utf-8")
    for word in re.findall(r"`([^`\n]+)`", text):
        file = re.fullmatch(r"[\w./]+/\w+\.(h|cpp|py)", word)
        if file and not any((root / folder / word).exists() for folder in ("", "src", "tests")):
            yield f"{document.name}: there is no file {word}"
        function = re.match(r"([A-Z]\w+)::(\w+)\(", word)
        if function and not has_function(code, *function.groups()):
            yield f"{document.name}: there is no function {word}"
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        if not (document.parent / link).exists():
            yield f"{document.name}: there is nothing at {link}"


def main():
    root = pathlib.Path(sys.argv[1])
    code = code_of(root)
    found = [fault for name in sys.argv[2:] for fault in faults(root, pathlib.Path(name), code)]
    print("\n".join(found) or "the documents name what exists")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

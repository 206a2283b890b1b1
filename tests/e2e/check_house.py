#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the walls of the house (docs/architecture.md): who includes whom, and what `standin` is linked with.

usage: check_house.py SRC_DIR STANDIN_EXECUTABLE
"""

import pathlib
import re
import subprocess
import sys

ENGINE = ["base", "mqtt", "link", "journal", "device", "fleet", "scenario"]
MAY_INCLUDE = {
    "base": [],
    "mqtt": ["base"],
    "link": ["base"],
    "journal": ["base"],
    "device": ["base", "mqtt", "link", "journal"],
    "fleet": ["base", "mqtt", "link", "journal", "device"],
    "scenario": ["base", "mqtt", "link", "journal", "device", "fleet"],
    "models": ENGINE,
    "rest": ENGINE,
    "gui": ENGINE + ["models"],
    "app": ENGINE + ["models", "rest", "gui"],
}
# Headers of these Qt modules are for these folders alone, in whatever style they are included.
WINDOW_ONLY = re.compile(r"<(Qt(Gui|Widgets|Svg)/|Qsci/|Q(Widget|Application|MainWindow|Dialog|Action|Icon|Pixmap|Color|Painter)\b)")
WINDOW_FOLDERS = {"gui", "app"}
WINDOW_LIBRARIES = ("libQt6Gui", "libQt6Widgets", "libQt6Svg", "libqscintilla")


def broken_includes(src):
    for path in sorted(src.rglob("*.h")) + sorted(src.rglob("*.cpp")):
        folder = path.relative_to(src).parts[0]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path.relative_to(src.parent)}:{number}"
            quoted = re.match(r'\s*#\s*include\s+"([^"/]+)/', line)
            if quoted and quoted[1] in MAY_INCLUDE and quoted[1] != folder and quoted[1] not in MAY_INCLUDE[folder]:
                yield f"{where}: {folder} may not include {quoted[1]}"
            if re.match(r"\s*#\s*include\s+<", line) and WINDOW_ONLY.search(line) and folder not in WINDOW_FOLDERS:
                yield f"{where}: {folder} must do without a window"
            if folder == "app" and path.name.startswith(("standin.", "headless.")) and quoted and quoted[1] in ("gui", "models"):
                yield f"{where}: the headless program must do without a window"


def window_libraries(executable):
    out = subprocess.run(["readelf", "-d", executable], check=True, capture_output=True, text=True).stdout
    for needed in re.findall(r"NEEDED.*\[(.+)\]", out):
        if needed.startswith(WINDOW_LIBRARIES):
            yield f"{executable} is linked with {needed}"


def unknown_folders(src):
    for path in src.iterdir():
        if path.is_dir() and path.name not in MAY_INCLUDE:
            yield f"src/{path.name} has no place in the table"


def main():
    src, executable = pathlib.Path(sys.argv[1]), sys.argv[2]
    faults = [*unknown_folders(src), *broken_includes(src), *window_libraries(executable)]
    print("\n".join(faults) or "the walls stand")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

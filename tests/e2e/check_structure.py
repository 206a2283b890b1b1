#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the structure of src/ (docs/architecture.md): who includes whom, where a .cpp lies, which namespace a folder has,
and, where it is given, what `standin` is linked with.

usage: check_structure.py SRC_DIR [STANDIN_EXECUTABLE]
"""

import graphlib
import pathlib
import re
import subprocess
import sys

# Module -> the modules whose headers it may include, beside its own. A module is a folder of src/ or a sub-folder; a
# sub-folder that has no line of its own belongs to the module of its parent.
MAY_INCLUDE = {
    "base": [],
    "mqtt/QtMqtt": [],
    "mqtt": ["base", "mqtt/QtMqtt"],  # its public headers, beside QtMqtt
    "mqtt/core": ["base", "mqtt", "mqtt/QtMqtt"],
    "mqtt/client": ["base", "mqtt", "mqtt/QtMqtt", "mqtt/core"],
    "link": ["base"],
    "match": ["base"],
    "journal": ["base", "match"],
    "journal/history": ["base", "match", "journal"],
    "journal/export": ["base", "match", "journal"],
    "template": ["base", "match"],
    "rules": ["base", "match", "template"],
    "profile": ["base", "match", "link", "template", "rules"],
}
MQTT = ["mqtt", "mqtt/QtMqtt"]  # its public headers: mqtt/core and mqtt/client are for mqtt alone
BELOW_DEVICE = ["base", "link", "match", "journal", "profile", "template", "rules"] + MQTT
DEVICE = ["device", "device/session", "device/telemetry"]
MAY_INCLUDE |= {
    "device/session": ["base", "link", "match", "profile", "template"] + MQTT,
    "device/telemetry": ["base", "match", "profile", "template"],
    "device": BELOW_DEVICE + ["device/session", "device/telemetry"],
    "broker": ["base"],
    "fleet": BELOW_DEVICE + DEVICE,
}
BELOW_ENGINE = BELOW_DEVICE + DEVICE + ["broker", "fleet", "journal/history", "journal/export"]
SCENARIO = ["scenario/file", "scenario/run", "scenario/report", "scenario/record"]
MAY_INCLUDE |= {
    "scenario/file": ["base", "match", "journal", "template", "rules", "profile", "device"],  # values: no session, no fleet
    "scenario/run": BELOW_ENGINE + ["scenario/file"],
    "scenario/report": BELOW_ENGINE + ["scenario/file", "scenario/run"],
    "scenario/record": BELOW_ENGINE + ["scenario/file"],
}
ENGINE = BELOW_ENGINE + SCENARIO + ["engine"]
GUI = ["gui/style", "gui/widgets", "gui/documents", "gui/log", "gui/pages", "gui/devices", "gui/scenarios", "gui/window"]
REST = ["rest/http", "rest/json", "rest/openapi", "rest/simple", "rest/v1", "rest"]
MAY_INCLUDE |= {
    "engine": BELOW_ENGINE + SCENARIO,
    "models": ENGINE,
    "rest/http": ["base"],
    "rest/json": ENGINE + ["rest/http"],
    "rest/openapi": ["base", "journal", "rest/http"],
    "rest/simple": ENGINE + ["rest/http", "rest/json"],
    "rest/v1": ENGINE + ["rest/http", "rest/json"],
    "rest": ENGINE + ["rest/http", "rest/json", "rest/openapi", "rest/simple", "rest/v1"],
    "app": ENGINE + REST + GUI + ["models"],
}
# Each module of the window may use those before it.
for index, module in enumerate(GUI):
    MAY_INCLUDE[module] = ENGINE + ["models"] + GUI[:index]
MAY_INCLUDE["gui"] = []

# A folder whose name is also its main class has no namespace of its own: C++ has one name for both.
NAMESPACE = {"mqtt": "Mqtt", "match": "Match", "rules": "Rules", "broker": "Broker",
             "scenario": "Scenarios", "models": "Models", "rest": "Rest", "gui": "Gui", "app": "App"}
GLOBAL = {"mqtt/QtMqtt", "mqtt/client"}  # Qt's interface: its classes are global

# Headers of these Qt modules are for these folders alone, in any style of include.
WINDOW_ONLY = re.compile(r"<(Qt(Gui|Widgets|Svg)/|Qsci/|Q(Widget|Application|MainWindow|Dialog|Action|Icon|Pixmap|Color|Painter)\b)")
# Files are opened in one place, which never waits for a pipe and writes to the end.
OPENS_FILE = re.compile(r"\bQ(Save|Temporary)?File \w+\s*[;({]|\bstd::[io]?fstream\b|\bfopen\(")
WINDOW_FOLDERS = {"gui", "app"}
WINDOW_LIBRARIES = ("libQt6Gui", "libQt6Widgets", "libQt6Svg", "libqscintilla")


def module_of(path):
    """The module of a file, given as a path relative to src/."""
    folder = path.parent.as_posix()
    while folder not in MAY_INCLUDE and "/" in folder:
        folder = folder.rsplit("/", 1)[0]
    return folder


def sources(src):
    return sorted(src.rglob("*.h")) + sorted(src.rglob("*.cpp"))


def included(path):
    """Number and text of each line that includes a header, and the module of the header, "" for a system header."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if quoted := re.match(r'\s*#\s*include\s+"([^"]+/[^"]+)"', line):
            yield number, line, module_of(pathlib.Path(quoted[1]))
        elif re.match(r"\s*#\s*include\s+<", line):
            yield number, line, ""


def broken_includes(src):
    for path in sources(src):
        relative = path.relative_to(src)
        module, folder = module_of(relative), relative.parts[0]
        if module not in MAY_INCLUDE:
            yield f"{relative}: no rule says what {module} may include"
            continue
        for number, line, target in included(path):
            where = f"{path.relative_to(src.parent)}:{number}"
            if target and target != module and target not in MAY_INCLUDE[module]:
                yield f"{where}: {module} may not include {target}"
            if not target and WINDOW_ONLY.search(line) and folder not in WINDOW_FOLDERS:
                yield f"{where}: {folder} must do without a window"
            if folder == "app" and path.name.startswith(("standin.", "headless.")) and target.split("/")[0] in ("gui", "models"):
                yield f"{where}: the headless program must do without a window"


def circles(src):
    """Rooms that include each other, whatever MAY_INCLUDE says."""
    graph = {}
    for path in sources(src):
        module = module_of(path.relative_to(src))
        graph.setdefault(module, set()).update(target for _, _, target in included(path) if target not in ("", module))
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        yield f"a circle of includes: {', '.join(error.args[1])}"


def lonely_sources(src):
    """A .cpp is named after its header and lies beside it; a further part of it has `_part` behind that name."""
    programs = {"standin.cpp", "standingui.cpp"}
    for path in sorted(src.rglob("*.cpp")):
        names = [path.stem, path.stem.rsplit("_", 1)[0]]
        folders = [path.parent]
        if path.parent.name == "client":  # the public headers are in another folder than their sources
            folders += [path.parent.parent, path.parent.parent / "QtMqtt"]
        if path.name not in programs and not any((f / f"{n}.h").exists() for f in folders for n in names):
            yield f"{path.relative_to(src.parent)}: there is no header of this name beside it"


def wrong_namespaces(src):
    for path in sources(src):
        relative = path.relative_to(src)
        if module_of(relative) in GLOBAL or path.name in ("standin.cpp", "standingui.cpp"):
            continue
        own = NAMESPACE.get(relative.parts[0])
        expected = f"Standin::{own}" if own else "Standin"
        for namespace in re.findall(r"^namespace (Standin[\w:]*) \{(?!\n(?:(?:class|struct) \w+;\n)+\})",
                                    path.read_text(encoding="utf-8"), re.M):
            of_another = not own and namespace.split("::")[1:2] and namespace.split("::")[1] in NAMESPACE.values()
            if of_another or not f"{namespace}::".startswith(f"{expected}::"):
                yield f"{path.relative_to(src.parent)}: namespace {namespace}, expected {expected}"


def opened_files(src):
    for path in sources(src):
        relative = path.relative_to(src)
        if relative.as_posix() != "base/file.cpp" and OPENS_FILE.search(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(src.parent)}: it opens a file itself, expected base/file.h"


def window_libraries(executable):
    out = subprocess.run(["readelf", "-d", executable], check=True, capture_output=True, text=True).stdout
    for needed in re.findall(r"NEEDED.*\[(.+)\]", out):
        if needed.startswith(WINDOW_LIBRARIES):
            yield f"{executable} is linked with {needed}"


def main():
    src = pathlib.Path(sys.argv[1])
    faults = [*broken_includes(src), *circles(src), *lonely_sources(src), *wrong_namespaces(src),
              *opened_files(src)]
    for executable in sys.argv[2:]:
        faults += window_libraries(executable)
    print("\n".join(faults) or "the structure is as described")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

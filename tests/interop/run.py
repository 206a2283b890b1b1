#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our MQTT client against every broker that Debian and npm have: ./dev interop."""
import argparse
import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
from brokers import BROKERS  # noqa: E402
from brokers.broker import BrokerError  # noqa: E402
from brokers.certificates import Certificates  # noqa: E402
from results import Report  # noqa: E402
from tables import markdown, terminal  # noqa: E402

PROGRAM_SECONDS = 600


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", help="standin-interop")
    parser.add_argument("brokers", nargs="*", metavar="BROKER", help=f"of {', '.join(BROKERS)}; default: all of them")
    parser.add_argument("--check", metavar="NAME", help="this one only, as the tables name it")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there, too")
    parsed = parser.parse_intermixed_args()
    unknown = set(parsed.brokers) - set(BROKERS)
    if unknown:
        parser.error(f"no such broker: {', '.join(sorted(unknown))}; there are {', '.join(BROKERS)}")
    return parsed


def examine(kind, command: list[str], folder: Path, certificates: Certificates) -> Report:
    with kind(folder, certificates) as broker:
        endpoints = folder / "endpoints.json"
        endpoints.write_text(json.dumps(broker.endpoints()))
        run = subprocess.run([command[0], endpoints, *command[1:]], stdout=subprocess.PIPE, text=True, timeout=PROGRAM_SECONDS)
        if run.returncode != 0:
            raise BrokerError(f"{command[0]} ended with code {run.returncode} on {broker.name}:\n{run.stdout}")
        return Report(broker.name, broker.version(), run.stdout.splitlines(), broker.known)


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the brokers are ended
    command = [options.program, *([options.check] if options.check else [])]
    reports = []
    broken = False
    with tempfile.TemporaryDirectory(prefix="standin-interop-") as folder:
        certificates = Certificates(Path(folder) / "tls")
        for name in options.brokers or BROKERS:
            print(f"{name} …", file=sys.stderr, flush=True)
            (Path(folder) / name).mkdir()
            try:
                reports.append(examine(BROKERS[name], command, Path(folder) / name, certificates))
            except (BrokerError, subprocess.SubprocessError) as error:
                print(f"{name}: {error}", file=sys.stderr)
                broken = True
    print(terminal(reports))
    if options.markdown:
        options.markdown.write_text(markdown(reports))
    return 1 if broken or any(report.failed() for report in reports) else 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import shutil
import subprocess
from pathlib import Path

from results import BROKER_ERRS, Known

from .broker import KEEP_ALIVE, Broker, BrokerError

SOURCE = Path(__file__).resolve().parent.parent / "aedes"
# Outside the temporary folder, because fetching takes time: npm is asked only when the lock file has changed.
INSTALLED = SOURCE.parents[2] / "build" / "interop" / "aedes"
# It answers a CONNECT of 5.0 with the CONNACK of 3.1.1, code 1.
NO_VERSION_5 = "README.md of aedes 1: MQTT 5.0 is not supported yet"


class Aedes(Broker):
    name = "aedes"
    known = [Known("connect", "reserved reason code in CONNACK|unsupported protocol", NO_VERSION_5, version="5.0")]
    module = "aedes"
    options: dict = {}

    def prepare(self) -> None:
        install()

    def command(self) -> list[str]:
        settings = {
            "module": self.module,
            "options": self.options,
            "user": self.user,
            "password": self.password,
            "certificate": str(self.certificates.certificate),
            "key": str(self.certificates.key),
            "ports": self.ports,
        }
        return ["node", str(INSTALLED / "broker.js"), json.dumps(settings)]

    def version(self) -> str:
        package = json.loads((INSTALLED / "node_modules" / self.module / "package.json").read_text())
        node = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True).stdout.strip()
        return f"aedes {package['version']} (npm; with ws, Node.js {node})"


class AedesBeta(Aedes):
    """The release to come, the first with MQTT 5.0."""

    name = "aedes-beta"
    known = [
        Known("maximum packet size", "larger than the maximum packet size",
              "docs/Client.md: the client's limit is stored, not enforced"),
        Known("user properties, their order", "^in another order",
              "It keeps them by name, so those of one name come together, against MQTT-3.3.2-18", BROKER_ERRS),
    ]
    module = "aedes-beta"
    options = {"topicAliasMaximum": 10, "receiveMaximum": 20, "keepaliveLimit": KEEP_ALIVE}


def install() -> None:
    if shutil.which("npm") is None:
        raise BrokerError("npm is not installed; ./dev interop installs it")
    INSTALLED.mkdir(parents=True, exist_ok=True)
    lock = (SOURCE / "package-lock.json").read_bytes()
    stamp = INSTALLED / "installed.lock"
    for each in ("package.json", "package-lock.json", "broker.js"):
        shutil.copy(SOURCE / each, INSTALLED)
    if stamp.exists() and stamp.read_bytes() == lock:
        return
    fetched = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=INSTALLED,
                             env={**os.environ, "npm_config_update_notifier": "false"},
                             capture_output=True, text=True)
    if fetched.returncode != 0:
        raise BrokerError(f"npm could not fetch aedes:\n{fetched.stderr}")
    stamp.write_bytes(lock)

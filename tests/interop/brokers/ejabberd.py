# SPDX-License-Identifier: GPL-3.0-or-later
from pathlib import Path

from results import BROKER_ERRS, Known

from .broker import LOOPBACK, Broker, debian_version


class Ejabberd(Broker):
    name = "ejabberd"
    known = [
        Known("maximum packet size", "larger than the maximum packet size",
              "It sends more than the client allows, against MQTT-3.1.2-24", BROKER_ERRS),
    ]

    def prepare(self) -> None:
        def listener(name: str, module: str, options: str = "") -> str:
            return f"  - port: {self.ports[name]}\n    ip: {LOOPBACK}\n    module: {module}\n{options}"

        tls = "    tls: true\n"
        rights = '      "interop/#": all\n'
        handlers = "    request_handlers:\n      /mqtt: mod_mqtt\n"
        (self.folder / "ejabberd.yml").write_text(
            "hosts:\n  - localhost\nloglevel: warning\nauth_method: internal\n"
            f"certfiles:\n  - {self.certificates.chain}\nca_file: {self.certificates.ca}\n"
            "listen:\n"
            + listener("tcp", "mod_mqtt")
            + listener("tls", "mod_mqtt", tls)
            + listener("ws", "ejabberd_http", handlers)
            + listener("wss", "ejabberd_http", tls + handlers)
            + "modules:\n  mod_mqtt:\n    access_publish:\n" + rights + "    access_subscribe:\n" + rights)

    def command(self) -> list[str]:
        # Not ejabberdctl, which changes the user, reads /etc, and needs a named node with its port mapper.
        return ["erl", "-noinput", "-mnesia", "dir", f'"{self.folder}/data"', "-s", "ejabberd", "-eval",
                f'ok = ejabberd_auth:try_register(<<"{self.user}">>, <<"localhost">>, <<"{self.password}">>).']

    def environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.folder),
            "EJABBERD_CONFIG_PATH": str(self.folder / "ejabberd.yml"),
            "EJABBERD_LOG_PATH": str(self.folder / "ejabberd.log"),
            "ERL_CRASH_DUMP": str(self.folder / "crash.dump"),
            "ERL_LIBS": str(next(Path("/usr/lib").glob("*/ejabberd-*")).parent),
        }

    def websocket_path(self) -> str:
        return "/mqtt"

    def endpoints(self) -> dict:
        return {**super().endpoints(), "user": f"{self.user}@localhost"}

    def version(self) -> str:
        return f"ejabberd {debian_version('ejabberd')} (mod_mqtt)"

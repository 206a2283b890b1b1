# SPDX-License-Identifier: GPL-3.0-or-later
import getpass
import subprocess

from results import BROKER_ERRS, Known

from .broker import KEEP_ALIVE, LOOPBACK, Broker, debian_version


class Mosquitto(Broker):
    name = "mosquitto"
    known = [
        Known("reason code: taken over", "no code", "Version 2.0.11 only closes the connection, against MQTT-3.1.4-3",
              BROKER_ERRS),
    ]

    def prepare(self) -> None:
        passwords = self.folder / "passwords"
        subprocess.run(["mosquitto_passwd", "-c", "-b", passwords, self.user, self.password], check=True)
        (self.folder / "rights").write_text(f"user {self.user}\ntopic readwrite interop/#\n")
        tls = (f"cafile {self.certificates.ca}\ncertfile {self.certificates.certificate}\n"
               f"keyfile {self.certificates.key}\n")
        # Without socket_domain a WebSocket listener ignores its address and listens on all of them; and it only starts
        # beside a plain one.
        websockets = "protocol websockets\nsocket_domain ipv4\n"
        (self.folder / "mosquitto.conf").write_text(
            f"user {getpass.getuser()}\n"  # as root it would switch to another user, who may not read the folder
            "allow_anonymous false\n"
            f"password_file {passwords}\n"
            f"acl_file {self.folder / 'rights'}\n"
            "set_tcp_nodelay true\n"
            f"max_keepalive {KEEP_ALIVE}\n"
            f"listener {self.ports['tcp']} {LOOPBACK}\n"
            f"listener {self.ports['tls']} {LOOPBACK}\n{tls}"
            f"listener {self.ports['ws']} {LOOPBACK}\n{websockets}"
            f"listener {self.ports['wss']} {LOOPBACK}\n{websockets}{tls}")

    def command(self) -> list[str]:
        return ["mosquitto", "-c", str(self.folder / "mosquitto.conf")]

    def version(self) -> str:
        return f"mosquitto {debian_version('mosquitto')}"

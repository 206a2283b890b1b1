# SPDX-License-Identifier: GPL-3.0-or-later
import time
from pathlib import Path

from results import Known

from .broker import LOOPBACK, Broker, BrokerError, debian_version, free_ports, is_open

EPMD_SECONDS = 10


class RabbitMq(Broker):
    name = "rabbitmq"
    known = [
        Known("connect", "^not connected: TransportInvalid",
              "MQTT 5.0 came with RabbitMQ 3.13.0, according to its release notes", version="5.0"),
    ]

    def prepare(self) -> None:
        self._epmd_port, self._distribution_port = free_ports(2)
        tls = self.certificates
        (self.folder / "enabled_plugins").write_text("[rabbitmq_mqtt,rabbitmq_web_mqtt].\n")
        (self.folder / "rabbitmq.conf").write_text(
            "listeners.tcp = none\n"
            f"default_user = {self.user}\ndefault_pass = {self.password}\n"
            "mqtt.allow_anonymous = false\n"
            f"mqtt.listeners.tcp.1 = {LOOPBACK}:{self.ports['tcp']}\n"
            f"mqtt.listeners.ssl.1 = {LOOPBACK}:{self.ports['tls']}\n"
            f"ssl_options.cacertfile = {tls.ca}\nssl_options.certfile = {tls.certificate}\n"
            f"ssl_options.keyfile = {tls.key}\n"
            f"web_mqtt.tcp.ip = {LOOPBACK}\nweb_mqtt.tcp.port = {self.ports['ws']}\n"
            f"web_mqtt.ssl.ip = {LOOPBACK}\nweb_mqtt.ssl.port = {self.ports['wss']}\n"
            f"web_mqtt.ssl.cacertfile = {tls.ca}\nweb_mqtt.ssl.certfile = {tls.certificate}\n"
            f"web_mqtt.ssl.keyfile = {tls.key}\n"
            "log.file = false\nlog.console = true\nlog.console.level = warning\n")
        self._start_port_mapper()

    def _start_port_mapper(self) -> None:
        """Erlang would start its own one, which keeps running and listens on all addresses."""
        self.run(["epmd", "-address", LOOPBACK, "-port", str(self._epmd_port)])
        deadline = time.monotonic() + EPMD_SECONDS
        while not is_open(self._epmd_port):
            if time.monotonic() > deadline:
                raise BrokerError(f"epmd does not listen on port {self._epmd_port}")
            time.sleep(0.02)

    def command(self) -> list[str]:
        # Debian's /usr/sbin/rabbitmq-server requires its own user; the script that it calls does not.
        return [str(next(Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin/rabbitmq-server")))]

    def environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.folder),  # the Erlang cookie
            "detached": "yes",  # the script is replaced by the broker instead of waiting for it
            "ERL_EPMD_ADDRESS": LOOPBACK,
            "ERL_EPMD_PORT": str(self._epmd_port),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_DIST_PORT": str(self._distribution_port),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "enabled_plugins"),
            "RABBITMQ_LOG_BASE": str(self.folder),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_NODENAME": f"interop{self._distribution_port}@localhost",
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        }

    def websocket_path(self) -> str:
        return "/ws"

    def version(self) -> str:
        return f"rabbitmq-server {debian_version('rabbitmq-server')} (rabbitmq_mqtt, rabbitmq_web_mqtt)"

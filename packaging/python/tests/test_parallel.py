# SPDX-License-Identifier: GPL-3.0-or-later
"""Many clients at once, without one sleep: each one has a rule for its devices, sends commands, awaits and verifies."""
import os
import threading
import time

ROUNDS = int(os.environ.get("STANDIN_ROUNDS", "3"))
CLIENTS = 8
DEVICES = 50


def work(server, port: int, number: int) -> None:
    with server.client(f"T-{number}") as standin:
        gateways = standin.fleet(f"gw-T-{number}", DEVICES, port=port)
        backend = standin.device(f"backend-T-{number}", port=port)
        gateways.connect()
        backend.connect()
        rule = gateways.when(json={"op": "reboot"}).reply({"code": number, "requestTime": "${requestTime}"})
        for index, gateway in enumerate(gateways):
            topic = f"mqtt/{gateway.id}/v1/bypass"
            backend.publish({"op": "reboot", "requestTime": index}, topic=topic)
            command = gateway.expect(topic, json={"op": "reboot"})
            assert (command.json["requestTime"], command.test_id) == (index, standin.test_id)
            gateway.expect(f"{topic}/rsp", json={"code": number, "requestTime": index}, kind="out")
        assert len({entry.device for entry in rule.expect_many(DEVICES)}) == DEVICES
        rule.verify(exactly=DEVICES)
        gateways.verify(json={"op": "reboot"}, exactly=DEVICES)
        gateways.verify(kind="out", json={"code": number}, exactly=DEVICES)
        backend.publish({"op": "restart"}, topic="mqtt/gw-T-%d-0/v1/bypass" % number)
        gateways[0].expect(json={"op": "restart"})
        gateways[0].verify(kind="out", json={"code": number}, exactly=1)
        assert (rule.matched, rule.fired) == (DEVICES, DEVICES)


def test_clients_do_not_disturb_each_other(standin_server, broker):
    def run(number: int) -> None:
        try:
            work(standin_server, broker.port, number)
        except BaseException as error:
            failures.append(error)

    for round_number in range(ROUNDS):
        failures: list = []
        begin = time.monotonic()
        threads = [threading.Thread(target=run, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(f"round {round_number}: {time.monotonic() - begin:.2f} s, {len(failures)} failures")
        for failure in failures:
            raise failure
    with standin_server.client() as standin:
        assert standin.get("/api/v1/rules")["rules"] == []
        assert standin.get("/api/v1/devices")["devices"] == []

# SPDX-License-Identifier: GPL-3.0-or-later
import threading

import pytest
from standin import StandinError


def test_goes_online_and_offline(gateway, broker):
    assert gateway.status["state"] == "online"
    assert gateway.status["broker"] == f"127.0.0.1:{broker.port}"
    before = gateway.offline(mode="abrupt")
    assert gateway.status["state"] == "offline"
    assert gateway.expect(event="state-changed").raw["offlineMode"] == "abrupt"
    assert gateway.entries()[0].seq > before
    gateway.reconnect()
    assert gateway.status["state"] == "online"


def test_publishes_on_its_report_topic(gateway):
    cursor = gateway.publish({"temperature": 21.5})
    report = gateway.expect(kind="out")
    assert report.topic == gateway.topics["report"]
    assert report.json == {"temperature": 21.5}
    assert (report.qos, report.retain) == (1, False)
    assert report.seq == cursor + 1


@pytest.mark.parametrize("payload, text", [
    ("as it is", "as it is"), (b"\xff\x00", b"\xff\x00"), ([1, None], "[1,null]"), (7, "7"),
], ids=["text", "bytes", "list", "number"])
def test_publishes_any_payload(gateway, payload, text):
    gateway.publish(payload, topic=f"any/{gateway.id}", qos=0)
    sent = gateway.expect(f"any/{gateway.id}", kind="out", qos=0)
    assert sent.payload == text


def test_a_preset_reply_is_used_once(gateway, broker):
    gateway.preset_reply({"code": 7, "requestTime": "${requestTime}"}, json={"op": "status"})
    for number in (1, 2):
        broker.publish(gateway.topics["command"], f'{{"requestTime": {number}, "op": "status"}}')
        reply = gateway.expect(gateway.topics["reply"], {"requestTime": number}, kind="out")
        assert reply.json["code"] == (7 if number == 1 else 0)


def test_what_cannot_be_done(standin, broker):
    device = standin.device(f"gw-{standin.test_id}", port=broker.port)
    with pytest.raises(StandinError) as caught:
        device.publish({})
    assert (caught.value.status, caught.value.type) == (409, "urn:standin:not-online")
    assert caught.value.cursor is not None


def test_a_device_must_be_there_or_be_made(standin, gateway):
    assert standin.device(gateway.id).status["state"] == "online"
    with pytest.raises(StandinError, match="404"):
        standin.device("gw-nothere")


def test_settings_of_the_connection(standin, broker):
    url = f"mqtt://127.0.0.1:{broker.port}"
    device = standin.device(f"a/b-{standin.test_id}", url=url, version="5.0", keep_alive=7)
    device.connect()
    device.offline(mode="with-will")
    assert device.expect(event="state-changed").raw["offlineMode"] == "with-will"
    with pytest.raises(StandinError) as caught:
        standin.device(device.id, keep_alive="long")
    assert caught.value.where == "/connection/keepAlive"
    with pytest.raises(ValueError, match="either url, or host and port"):
        standin.device(device.id, host="127.0.0.1", url="mqtt://127.0.0.1")
    for port in (0, 65536):
        with pytest.raises(ValueError, match=f"port: expected a number from 1 to 65535, found {port}"):
            standin.device(device.id, port=port)


def test_devices_are_removed_at_the_end(standin_server, standin, broker):
    with standin_server.client() as other:
        other.device(f"gw-{other.test_id}", port=broker.port).connect()
        removed = other.device(f"gw-{other.test_id}-2", port=broker.port)
        removed.remove()
        fleet = other.fleet(f"fleet-{other.test_id}", 2, port=broker.port)
        fleet.connect()
        ids = [f"gw-{other.test_id}", removed.id, fleet[0].id, fleet[1].id]
    for each in ids:
        with pytest.raises(StandinError, match="404"):
            standin.device(each)


def test_a_fleet_acts_as_one(standin, broker):
    fleet = standin.fleet(f"meter-{standin.test_id}", 3, port=broker.port, profile={"vars": {"site": "lab"}})
    assert [device.id for device in fleet] == [f"{fleet.name}-{index}" for index in range(3)]
    assert len(fleet) == 3
    fleet.connect()
    cursor = fleet.publish({"site": "${vars.site}"}, topic="site/${clientId}")
    sent = fleet.expect_many(3, "site/+", {"site": "lab"}, kind="out")
    assert sorted(entry.device for entry in sent) == [device.id for device in fleet]
    assert all(device.since == cursor for device in fleet)
    fleet.offline()
    assert {device.status["state"] for device in fleet} == {"offline"}
    fleet.reconnect()
    assert {device.status["state"] for device in fleet} == {"online"}
    fleet.remove()
    with pytest.raises(StandinError, match="404"):
        fleet[0].status


def test_a_fleet_is_of_its_own_devices_alone(standin_server, standin, broker):
    fleet = standin.fleet(f"gw-{standin.test_id}", 2, port=broker.port)
    with standin_server.client() as other:
        alike = other.fleet(f"{fleet.name}-extra", 2, port=broker.port)
        fleet.connect()
        alike.connect()
        rule = fleet.when(json={"op": "read"}).reply({"kWh": 17.5})
        cursor = standin.cursor()
        backend = other.device(f"backend-{other.test_id}", port=broker.port)
        backend.connect()
        for device in [*fleet, *alike]:
            backend.publish({"op": "read"}, topic=device.topics["command"])
            device.expect(json={"op": "read"})
        fleet.verify(kind="out", json={"kWh": 17.5}, exactly=2, after=cursor)
        fleet.verify(json={"op": "read"}, exactly=2, after=cursor)
        rule.verify(exactly=2, after=cursor)
        alike.verify(kind="out", exactly=0, after=cursor)
        assert {entry.device for entry in fleet.entries(after=0)} == {device.id for device in fleet}
        assert fleet.count(json={"op": "read"}, after=cursor) == 2


def test_threads_share_a_client(standin, broker):
    def run(number: int) -> None:
        device = standin.device(f"gw-{standin.test_id}-{number}", port=broker.port)
        device.connect()
        for count in range(5):
            device.publish({"count": count})
        device.verify(kind="out", json={"count": 4}, exactly=1)
        done.append(number)

    done: list = []
    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == list(range(8))

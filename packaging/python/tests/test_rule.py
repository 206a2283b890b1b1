# SPDX-License-Identifier: GPL-3.0-or-later
import json

import pytest
from standin import NotAsExpected, StandinError, any_of, go_offline, matches, reply, set_state


def command(gateway, broker, **members) -> None:
    broker.publish(gateway.topics["command"], json.dumps(members))


def test_replies(gateway, broker, standin):
    rule = gateway.when(json={"op": "reboot"}).reply({"code": 0, "requestTime": "${requestTime}"})
    command(gateway, broker, op="reboot", requestTime=5)
    received = rule.expect()
    assert (received.rule_id, received.test_id) == (rule.id, standin.test_id)
    sent = gateway.expect(gateway.topics["reply"], kind="out")
    assert sent.json == {"code": 0, "requestTime": 5}
    assert (sent.rule_id, sent.test_id) == (rule.id, standin.test_id)
    assert (rule.matched, rule.fired) == (1, 1)
    rule.verify(exactly=1)


def test_does_several_things_in_order(gateway, broker):
    rule = (gateway.when(f"cmd/{gateway.id}/{{verb}}", qos=1, state={"fw": "1.0"})
            .reply({"code": 0}, topic="ack/${command.levels.verb}")
            .publish({"progress": 50}, delay_ms=1)
            .set_state({"fw": "1.1"})
            .fire_event("updated", {"fw": "1.1"}))
    gateway.set_state({"fw": "1.0"})
    broker.publish(f"cmd/{gateway.id}/update", "{}")
    gateway.expect(gateway.topics["report"], {"progress": 50}, kind="out")
    rule.expect(after=0)
    gateway.verify("ack/update", kind="out", exactly=1)
    fired = gateway.expect("updated", event="event-fired", after=gateway.since)
    assert fired.json == {"fw": "1.1"}
    assert gateway.state == {"fw": "1.1"}
    broker.publish(f"cmd/{gateway.id}/update", "{}")  # it is not in that state any more
    gateway.expect(f"cmd/{gateway.id}/update")
    assert rule.fired == 1


def test_sets_all_actions_at_once(gateway, broker, standin):
    gateway.when(json={"op": "crash"}, times=1).then(
        set_state({"crashed": True}), reply({"code": 0}), go_offline("abrupt", delay_ms=1))
    cursor = standin.cursor()
    command(gateway, broker, op="crash")
    gateway.expect(event="state-changed", after=cursor)
    assert gateway.status["offlineMode"] == "abrupt"
    assert gateway.state == {"crashed": True}


def test_a_sequence_has_a_step_for_each_action(gateway, broker):
    gateway.when(json={"op": "get"}, sequence="last").reply({"progress": 50}).reply({"progress": 100})
    for progress in (50, 100, 100):
        command(gateway, broker, op="get")
        assert gateway.expect(gateway.topics["reply"], kind="out").json == {"progress": progress}


def test_operators(gateway, broker):
    rule = gateway.when(json={"op": any_of(matches("re.*"), matches("on|off"))}).reply({"code": 0})
    for op in ("reboot", "on", "stay"):
        command(gateway, broker, op=op)
        gateway.expect(json={"op": op})
    assert rule.fired == 2


def test_limits_and_priority(gateway, broker):
    first = gateway.when(priority=1, times=1, skip_first=1, ttl_ms=600_000, probability=1).reply({"code": 1})
    second = gateway.when(name="all others").reply({"code": 2})
    for _ in range(3):
        command(gateway, broker, op="x")
        gateway.expect()
    assert (first.fired, second.fired) == (1, 2)


def test_continues(gateway, broker):
    noted = gateway.when(continues=True, priority=1).set_state({"noted": True})
    answered = gateway.when().reply({"code": 0})
    command(gateway, broker, op="x")
    gateway.expect(gateway.topics["reply"], kind="out")
    assert (noted.fired, answered.fired) == (1, 1)


def test_a_rule_can_be_removed(gateway, broker):
    rule = gateway.when().reply({"code": 0})
    rule.remove()
    command(gateway, broker, op="x")
    assert gateway.expect().matched is False
    with pytest.raises(StandinError, match="404"):
        rule.fired


def test_a_wrong_rule_changes_nothing(gateway, standin):
    rule = gateway.when().reply({"code": 0})
    with pytest.raises(StandinError) as caught:
        rule.go_offline("loudly")
    assert caught.value.where == "/then/1/goOffline/mode"
    rule.set_state({"a": 1})
    rules = standin.get("/api/v1/rules", {"testId": standin.test_id})["rules"]
    assert [next(iter(action)) for action in rules[0]["then"]] == ["reply", "setState"]


def test_an_id_is_not_taken_over(standin):
    standin.when(id=standin.test_id).reply({})
    with pytest.raises(StandinError, match="409"):
        standin.when(id=standin.test_id).reply({})


def test_a_failure_says_which_condition_did_not_hold(gateway, broker):
    rule = gateway.when(json={"op": "reboot"}).reply({"code": 0})
    command(gateway, broker, op="restart")
    gateway.expect()
    with pytest.raises(NotAsExpected, match='expected "reboot", found "restart"'):
        rule.expect(within=0)


def test_rules_are_removed_at_the_end(standin_server, standin):
    with standin_server.client("T-1") as other:
        rule = other.when(devices=["a", "b"]).reply({})
        kept = standin.when().reply({})
    with pytest.raises(StandinError, match="404"):
        rule.fired
    assert kept.fired == 0


def test_a_fleet_has_one_rule(standin, broker):
    fleet = standin.fleet(f"meter-{standin.test_id}", 3, port=broker.port)
    fleet.connect()
    rule = fleet.when(json={"op": "read"}).reply({"kWh": 17.5})
    for device in fleet:
        command(device, broker, op="read")
    assert {entry.device for entry in rule.expect_many(3)} == {device.id for device in fleet}
    fleet.expect_many(3, kind="out", json={"kWh": 17.5})
    rule.verify(exactly=3)

# SPDX-License-Identifier: GPL-3.0-or-later
import threading

import pytest
from standin import NotAsExpected, StandinError, greater_than, pattern


@pytest.fixture
def hear(gateway, broker):
    """Sends the gateway a message, which is in the journal afterwards."""
    def send(payload: str, topic: str = "x") -> int:
        broker.publish(f"cmd/{gateway.id}/{topic}", payload)
        return last.expect(f"cmd/{gateway.id}/{topic}").seq

    last = gateway._client.journal(device=gateway.id)
    return send


def test_a_message_before_the_expectation_counts(gateway, hear):
    seq = hear('{"op":"reboot"}')
    entry = gateway.expect("cmd/#", json={"op": "reboot"})
    assert (entry.seq, entry.topic, entry.payload) == (seq, f"cmd/{gateway.id}/x", '{"op":"reboot"}')
    assert entry.json == {"op": "reboot"}
    assert (entry.device, entry.kind, entry.event) == (gateway.id, "in", "message-received")
    assert gateway.cursor == seq


def test_a_message_after_the_expectation_counts(gateway, broker):
    topic = f"cmd/{gateway.id}/late"
    sender = threading.Timer(0.1, broker.publish, (topic, "{}"))
    sender.start()
    assert gateway.expect(topic, within=20).topic == topic
    sender.join()


def test_each_expectation_takes_the_next_message(gateway, hear):
    first, second = hear("{}"), hear("{}")
    assert [gateway.expect("cmd/#").seq, gateway.expect("cmd/#").seq] == [first, second]
    with pytest.raises(NotAsExpected):
        gateway.expect("cmd/#", within=0)


def test_an_act_moves_the_cursor(gateway, hear):
    seq = hear('{"op":"old"}')
    cursor = gateway.publish({})
    assert gateway.cursor == gateway.since == cursor >= seq
    with pytest.raises(NotAsExpected) as caught:
        gateway.expect(f"cmd/{gateway.id}/#", within=0)
    assert caught.value.earlier.seq == seq
    assert f"came before that cursor (give another one with after=):\n  #{seq}" in str(caught.value)
    assert gateway.expect("cmd/#", after=seq - 1).seq == seq
    assert gateway.cursor == cursor


def test_a_message_from_before_does_not_move_the_cursor_back(gateway, hear):
    first, second = hear('{"op":"a"}'), hear('{"op":"b"}')
    gateway.expect("cmd/#", {"op": "b"})
    assert gateway.expect("cmd/#", {"op": "a"}, after=first - 1).seq == first
    assert gateway.cursor == second


def test_many(gateway, hear):
    seqs = [hear(f'{{"n":{n}}}') for n in range(3)]
    assert [entry.seq for entry in gateway.expect_many(2, "cmd/#", {"n": greater_than(0)})] == seqs[1:]
    with pytest.raises(NotAsExpected, match="0 of 2 entries came in time, within 0 s"):
        gateway.expect_many(2, "cmd/#", within=0)


def test_none(gateway, hear):
    with pytest.raises(TypeError, match="within: expected a number of seconds, found 'x'"):
        gateway.expect_none("cmd/#", within="x")
    gateway.expect_none("cmd/#", within=0.05)
    hear('{"op":"stop"}')
    gateway.expect_none("cmd/#", {"op": "start"}, within=0)
    with pytest.raises(NotAsExpected, match="entries came that should not") as caught:
        gateway.expect_none("cmd/#", {"op": "stop"}, within=20)
    assert [entry.json for entry in caught.value.entries][-1] == {"op": "stop"}


@pytest.fixture
def two_heard(gateway, hear):
    """n is 0 and 1; the first is expected already."""
    for number in range(2):
        hear(f'{{"n":{number}}}')
    gateway.expect("cmd/#")
    return gateway


@pytest.mark.parametrize("bounds, given", [
    ({}, 1), ({"exactly": 2}, 2), ({"at_least": 2}, 2), ({"at_most": 2}, 2),
    ({"in_order": [pattern("cmd/#", {"n": 0}), pattern(json={"n": 1})]}, 2),
], ids=str)
def test_verifies_all_since_the_act(two_heard, bounds, given):
    assert len(two_heard.verify(**bounds)) == given


@pytest.mark.parametrize("bounds", [
    {"exactly": 1}, {"exactly": 3}, {"at_least": 3}, {"at_most": 1}, {"json": {"n": 2}},
    {"in_order": [pattern(json={"n": 1}), pattern(json={"n": 0})]},
], ids=str)
def test_verifies_what_does_not_hold(two_heard, bounds):
    with pytest.raises(NotAsExpected):
        two_heard.verify(**bounds)


def test_counts(gateway, hear):
    hear('{"n":1}')
    hear('{"n":2}')
    gateway.expect("cmd/#")
    assert gateway.count("cmd/#") == 2
    assert gateway.count("cmd/#", {"n": 2}) == 1
    assert gateway.count("cmd/#", after=gateway.cursor) == 1


def test_a_failure_says_why(gateway, hear):
    seq = hear('{"op":"restart"}')
    with pytest.raises(NotAsExpected) as caught:
        gateway.expect("cmd/#", json={"op": "reboot", "force": True}, within=0)
    failure = caught.value
    assert failure.expected["device"] == gateway.id
    assert failure.near_misses[0]["seq"] == seq
    assert [entry.seq for entry in failure.entries][-1] == seq
    lines = str(failure).splitlines()
    assert lines[0] == "0 of 1 entries came in time, within 0 s"
    assert lines[1:6] == [
        "expected:",
        f'  after {gateway.cursor}, device "{gateway.id}", kind "in", count 1',
        '  topic "cmd/#"',
        '  payload {"jsonPointer": "/op", "equalTo": "reboot"}',
        '  payload {"jsonPointer": "/force", "equalTo": true}']
    assert f'  #{seq}  cmd/{gateway.id}/x  {{"op":"restart"}}: 1 of 3 conditions hold' in lines
    assert '    /payload/allOf/0/equalTo: expected "reboot", found "restart"' in lines
    assert "    /payload/allOf/1/equalTo: expected true, found nothing" in lines
    assert any(line.startswith(f"  #{seq}  ") and line.endswith("not answered: notOnCommandTopic") for line in lines)


def test_the_only_condition_is_shown_as_a_near_miss(gateway, hear):
    seq = hear('{"op":"restart"}')
    with pytest.raises(NotAsExpected, match=r'expected "reboot", found "restart"') as caught:
        gateway.expect(json={"op": "reboot"}, within=0)
    miss = caught.value.near_misses[0]
    assert (miss["seq"], miss["held"], miss["total"]) == (seq, 0, 1)


def test_a_long_journal_is_cut(gateway):
    for number in range(40):
        gateway.publish({"n": number})
    with pytest.raises(NotAsExpected, match=r"journal since the cursor \(40 entries\):\n  … 10 earlier ones") as caught:
        gateway.expect("cmd/#", within=0, after=gateway.since - 39)
    assert len(caught.value.entries) == 40
    assert str(caught.value).splitlines()[-1] == f"  {caught.value.entries[-1]}"


def test_a_refused_request_is_no_failed_expectation(gateway):
    with pytest.raises(StandinError) as caught:
        gateway.expect("cmd/#/x")
    assert caught.value.where == "/pattern/topic"
    with pytest.raises(StandinError, match="/pattern/topik"):
        gateway.expect(topik="cmd/#")


def test_the_entries_are_in_their_order(gateway):
    since = gateway.since
    for number in range(3):
        gateway.publish({"n": number}, qos=0)
    entries = gateway.entries(after=since, kind="out")
    assert [entry.json["n"] for entry in entries] == [0, 1, 2]
    assert [entry.event for entry in gateway.entries(event="message-sent")] == ["message-sent"]


def test_more_entries_than_a_page_has(gateway):
    cursor = gateway.cursor
    for number in range(1001):
        gateway.publish(str(number), qos=0)
    sent = gateway.entries(after=cursor, kind="out")
    assert [entry.payload for entry in sent] == [str(number) for number in range(1001)]
    assert len(gateway.entries(after=cursor, kind="out", most=10)) == 1000

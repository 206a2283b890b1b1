# SPDX-License-Identifier: GPL-3.0-or-later
import pytest
from standin import (absent, all_of, any_of, contains, ends_with, equal_to_json, greater_than, less_than, matches, not_,
                     one_of, pattern, present, size, starts_with)


def test_a_value_is_one_condition():
    assert pattern(json={"op": "reboot"}) == {"payload": {"jsonPointer": "/op", "equalTo": "reboot"}}


def test_each_leaf_is_a_condition():
    assert pattern(json={"op": "set", "fan": {"level": 3, "on": True, "owner": None}}) == {"payload": {"allOf": [
        {"jsonPointer": "/op", "equalTo": "set"},
        {"jsonPointer": "/fan/level", "equalTo": 3},
        {"jsonPointer": "/fan/on", "equalTo": True},
        {"jsonPointer": "/fan/owner", "equalTo": None}]}}


@pytest.mark.parametrize("value", [[1, {"a": 2}], [], {}], ids=["list", "empty list", "empty object"])
def test_a_list_is_compared_as_a_whole(value):
    assert pattern(json={"steps": value})["payload"]["equalToJson"] == value


def test_the_payload_may_be_no_object():
    assert pattern(json="on") == {"payload": {"jsonPointer": "", "equalTo": "on"}}


def test_names_are_escaped():
    assert pattern(json={"a/b~c": 1})["payload"]["jsonPointer"] == "/a~1b~0c"


@pytest.mark.parametrize("test, condition", [
    (contains("x"), {"contains": "x"}),
    (matches("[a-z]+"), {"matches": "[a-z]+"}),
    (starts_with("x"), {"startsWith": "x"}),
    (ends_with("x"), {"endsWith": "x"}),
    (greater_than(3), {"greaterThan": 3}),
    (less_than(3.5), {"lessThan": 3.5}),
    (one_of("a", 1, None), {"in": ["a", 1, None]}),
    (present(), {"present": True}),
    (absent(), {"absent": True}),
    (size(2), {"size": 2}),
    (equal_to_json([1], ignore_order=True), {"equalToJson": [1], "ignoreExtra": False, "ignoreOrder": True}),
], ids=lambda value: next(iter(value)) if isinstance(value, dict) else "")
def test_operators(test, condition):
    assert pattern(json={"x": test}) == {"payload": {"jsonPointer": "/x", **condition}}


def test_combinations():
    test = any_of(not_(present()), all_of(greater_than(1), less_than(5)))
    assert pattern(json={"x": test}) == {"payload": {"anyOf": [
        {"not": {"jsonPointer": "/x", "present": True}},
        {"allOf": [{"jsonPointer": "/x", "greaterThan": 1}, {"jsonPointer": "/x", "lessThan": 5}]}]}}


def test_all_parts_add_up():
    raw = {"qos": 1, "payload": {"contains": "a"}}
    assert pattern("cmd/#", {"op": 1}, payload={"size": 3}, pattern=raw, retain=False) == {
        "topic": "cmd/#", "qos": 1, "retain": False,
        "payload": {"allOf": [{"contains": "a"}, {"size": 3}, {"jsonPointer": "/op", "equalTo": 1}]}}
    assert raw == {"qos": 1, "payload": {"contains": "a"}}


def test_nothing_is_every_message():
    assert pattern() == {}

# SPDX-License-Identifier: GPL-3.0-or-later
"""Which messages: patterns, and the operators for the values in them.

    pattern(topic="cmd/#", json={"op": "reboot", "delay": greater_than(3), "force": absent()})
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterator, Mapping, Optional, Sequence, Union

Json = Any
"""What json.dumps() takes."""


@dataclass(frozen=True)
class Operator:
    """A test of one value."""

    operators: Mapping[str, Json]

    def at(self, pointer: str) -> dict[str, Json]:
        """The condition on the value at this JSON pointer."""
        return {"jsonPointer": pointer, **self.operators}


@dataclass(frozen=True)
class Combination:
    """Tests of one value, combined."""

    kind: str
    parts: Sequence[Union[Operator, "Combination"]] = field(default_factory=tuple)

    def at(self, pointer: str) -> dict[str, Json]:
        conditions = [part.at(pointer) for part in self.parts]
        return {self.kind: conditions[0] if self.kind == "not" else conditions}


Test = Union[Operator, Combination]


def contains(part: Union[str, int, float, bool]) -> Operator:
    """A text with this in it, or an array with this element."""
    return Operator({"contains": part})


def matches(expression: str) -> Operator:
    """A text that the regular expression matches as a whole."""
    return Operator({"matches": expression})


def starts_with(text: str) -> Operator:
    return Operator({"startsWith": text})


def ends_with(text: str) -> Operator:
    return Operator({"endsWith": text})


def greater_than(number: float) -> Operator:
    return Operator({"greaterThan": number})


def less_than(number: float) -> Operator:
    return Operator({"lessThan": number})


def one_of(*values: Union[str, int, float, bool, None]) -> Operator:
    return Operator({"in": list(values)})


def present() -> Operator:
    return Operator({"present": True})


def absent() -> Operator:
    return Operator({"absent": True})


def size(number: int) -> Operator:
    """The elements of an array, the members of an object, the characters of a text."""
    return Operator({"size": number})


def equal_to_json(value: Json, *, ignore_extra: bool = False, ignore_order: bool = False) -> Operator:
    """The same JSON. `ignore_extra`: it may have members more; `ignore_order`: of the elements of arrays."""
    return Operator({"equalToJson": value, "ignoreExtra": ignore_extra, "ignoreOrder": ignore_order})


def all_of(*tests: Test) -> Combination:
    return Combination("allOf", tests)


def any_of(*tests: Test) -> Combination:
    return Combination("anyOf", tests)


def not_(test: Test) -> Combination:
    return Combination("not", (test,))


def conditions(json: Json, pointer: str = "") -> Iterator[dict[str, Json]]:
    """One condition for each leaf. A list is a leaf, which must be the same as a whole."""
    if isinstance(json, (Operator, Combination)):
        yield json.at(pointer)
    elif isinstance(json, Mapping) and json:
        for key, value in json.items():
            yield from conditions(value, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")
    elif isinstance(json, (Mapping, list, tuple)):
        yield equal_to_json(json).at(pointer)
    else:
        yield {"jsonPointer": pointer, "equalTo": json}


def pattern(topic: Optional[str] = None, json: Json = None, *, payload: Optional[Mapping[str, Json]] = None,
            pattern: Optional[Mapping[str, Json]] = None, **others: Json) -> dict[str, Json]:
    """The pattern of the messages for which everything given holds.

    topic    a filter; {name} stands for one level
    json     values that the JSON payload has, or operators for them; there may be others beside them
    payload  a condition as REST takes it
    others   text, qos, retain, dup, correlation: as in REST
    pattern  a pattern as REST takes it; the others add to it
    """
    wanted = dict(pattern or {})
    wanted.update(given(topic=topic, **others))
    parts = [dict(part) for part in (wanted.pop("payload", None), payload) if part is not None]
    parts += conditions(json) if json is not None else []
    if parts:
        wanted["payload"] = parts[0] if len(parts) == 1 else {"allOf": parts}
    return wanted


def given(**members: Json) -> dict[str, Json]:
    """The members that are not None."""
    return {key: value for key, value in members.items() if value is not None}

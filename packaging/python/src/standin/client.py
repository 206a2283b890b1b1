# SPDX-License-Identifier: GPL-3.0-or-later
"""A test's access to Standin."""
from __future__ import annotations

import itertools
import os
import re
import threading
import uuid
from types import TracebackType
from typing import Any, Mapping, Optional, Sequence, Union

from standin.device import PATH as DEVICES
from standin.device import Device
from standin.errors import StandinError
from standin.fleet import PATH as FLEETS
from standin.fleet import Fleet
from standin.journalview import JournalView
from standin.pattern import Json, given, pattern
from standin.rule import PATH as RULES
from standin.rule import Rule
from standin.run import PATH as RUNS
from standin.run import Run, ScenarioFailed
from standin.transport import Transport, segment

DEFAULT_URL = "http://127.0.0.1:8000"


class Standin:
    """One test's access to a running Standin. Rules and devices that it has made are removed by close(), which is also
    the end of a `with`. Several threads may use it at once.

    url      of REST; left out: $STANDIN_URL, or http://127.0.0.1:8000
    token    left out: $STANDIN_TOKEN
    test_id  of its rules, and of what the journal has about them; left out: one that no other client has
    timeout  seconds for an answer, beside what an expectation waits
    """

    def __init__(self, url: Optional[str] = None, token: Optional[str] = None, *, test_id: Optional[str] = None,
                 timeout: float = 60):
        self.url = url or os.environ.get("STANDIN_URL") or DEFAULT_URL
        self.test_id = test_id or uuid.uuid4().hex[:12]
        self._transport = Transport(self.url, token or os.environ.get("STANDIN_TOKEN"), timeout)
        self._made: list[str] = []
        self._rule_numbers = itertools.count(1)
        self._lock = threading.Lock()

    def __enter__(self) -> Standin:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.close()

    def device(self, client_id: str, *, host: Optional[str] = None, port: Optional[int] = None,
               url: Optional[str] = None, profile: Union[str, Mapping[str, Json], None] = None,
               **connection: Json) -> Device:
        """Makes a device, which is offline, or gives these settings to the one that there is. Without settings it must
        be there.

        host, port, url  of the broker
        profile          the name of a loaded one, or a whole one
        connection       keys of `connection` in a profile: keep_alive=30 …
        """
        settings = _settings(host, port, url, profile, connection)
        path = f"{DEVICES}/{segment(client_id)}"
        if not settings:
            cursor = self.cursor()
            self.get(path)
            return Device(self, client_id, cursor)
        status, answer = self._transport.request("PUT", path, settings)
        if status == 201:
            self._remember(path)
        return Device(self, client_id, answer["cursor"])

    def fleet(self, name: str, count: int, *, host: Optional[str] = None, port: Optional[int] = None,
              url: Optional[str] = None, profile: Optional[Mapping[str, Json]] = None, **connection: Json) -> Fleet:
        """Makes `count` devices NAME-0, NAME-1 … with the settings of device()."""
        whole = {**(profile or {}), "name": name, "clientId": f"{name}-${{index}}", "count": count}
        answer = self.post(FLEETS, _settings(host, port, url, whole, connection))
        self._remember(f"{FLEETS}/{segment(name)}")
        return Fleet(self, name, answer["devices"], answer["cursor"])

    def when(self, topic: Optional[str] = None, json: Json = None, *, devices: Union[str, Sequence[str], None] = None,
             state: Optional[Mapping[str, Json]] = None, id: Optional[str] = None, name: Optional[str] = None,
             priority: Optional[int] = None, continues: Optional[bool] = None, sequence: Optional[str] = None,
             times: Optional[int] = None, ttl_ms: Optional[int] = None, skip_first: Optional[int] = None,
             probability: Optional[float] = None, **others: Json) -> Rule:
        """A rule, to which an action is still to be added: `when(json={"op": "reboot"}).reply({"code": 0})`.

        topic, json, others  the conditions on the message, as in pattern(). Without a topic it must be on the command
                             topic of the device
        devices              client ids, with * and ?; left out: all devices
        state                values that the device's state must have
        times … probability  the limits
        """
        limits = {"times": times, "ttlMs": ttl_ms, "skipFirst": skip_first, "probability": probability}
        members = {"name": name, "priority": priority, "continue": continues, "devices": devices, "sequence": sequence,
                   "when": {**pattern(topic, json, **others), **({"state": dict(state)} if state else {})} or None,
                   "limits": given(**limits) or None}
        rule = {"id": id or f"{self.test_id}-{next(self._rule_numbers)}", "testId": self.test_id}
        return Rule(self, {**rule, **given(**members)})

    def journal(self, **conditions: Json) -> JournalView:
        """The entries from now on, with conditions as REST has them: device, devices, deviceGlob, ruleId, testId …"""
        return JournalView(self, conditions, self.cursor())

    def start_run(self, scenario: Union[str, Sequence[str], Mapping[str, Json], None] = None, *,
                  tags: Optional[Sequence[str]] = None, vars: Optional[Mapping[str, Json]] = None,
                  broker: Optional[str] = None, repeat: Optional[int] = None, jobs: Optional[int] = None,
                  seed: Union[int, str, None] = None, timeout: Optional[float] = None, **others: Json) -> Run:
        """Starts a run, and does not wait for it.

        scenario  the id of one in the folder of the program (`--scenarios DIR`), several, or the scenario itself; left
                  out: all of the folder
        vars      variables, instead of their defaults
        timeout   seconds for each of them; its teardown still runs
        others    as REST names them: shuffle=True, failFast=True …
        """
        members = {"scenario": scenario, "tags": tags, "vars": vars, "broker": broker, "repeat": repeat, "jobs": jobs,
                   "seed": seed, "timeoutMs": None if timeout is None else round(timeout * 1000)}
        return Run(self, self.post(RUNS, {**given(**members), **others})["run"])

    def run_scenario(self, scenario: Union[str, Sequence[str], Mapping[str, Json], None] = None, *, within: float = 300,
                     **terms: Any) -> Run:
        """Runs it as start_run(), and waits for its end. ScenarioFailed, an AssertionError with the steps that have
        failed, when it has not passed; after `within` seconds it is cancelled, and has failed, too."""
        run = self.start_run(scenario, **terms)
        if not run.wait(within):
            run.cancel()
            run.wait(within)
            raise ScenarioFailed(run, f"the run took longer than {within:g} s, and was cancelled")
        if run.verdict != "passed":
            raise ScenarioFailed(run)
        return run

    def cursor(self) -> int:
        """The end of the journal."""
        return int(self.get(DEVICES, {"limit": 1})["cursor"])

    def close(self) -> None:
        """Removes the rules and devices that it has made, and closes the connections."""
        with self._lock:
            made, self._made = self._made, []
        try:
            self.delete(RULES, {"testId": self.test_id})
            for path in reversed(made):
                self._remove(path)
        finally:
            self._transport.close()

    def get(self, path: str, query: Optional[Mapping[str, Any]] = None, *,
            extra_seconds: float = 0) -> dict[str, Json]:
        """What REST answers, for what has no name of its own here; likewise the others."""
        return self._transport.request("GET", path, query=query, extra_seconds=extra_seconds).json

    def fetch(self, path: str) -> bytes:
        """The bytes of an answer that is no JSON, such as a report."""
        return self._transport.fetch(path)

    def post(self, path: str, body: Json = None, *, extra_seconds: float = 0) -> dict[str, Json]:
        return self._transport.request("POST", path, body, extra_seconds=extra_seconds).json

    def put(self, path: str, body: Json = None) -> dict[str, Json]:
        return self._transport.request("PUT", path, body).json

    def patch(self, path: str, body: Json = None) -> dict[str, Json]:
        return self._transport.request("PATCH", path, body).json

    def delete(self, path: str, query: Optional[Mapping[str, Any]] = None) -> dict[str, Json]:
        return self._transport.request("DELETE", path, query=query).json

    def _remember(self, path: str) -> None:
        with self._lock:
            self._made.append(path)

    def _remove(self, path: str) -> None:
        try:
            self.delete(path)
        except StandinError as error:
            if error.status != 404:
                raise


def _settings(host: Optional[str], port: Optional[int], url: Optional[str],
              profile: Union[str, Mapping[str, Json], None], connection: Mapping[str, Json]) -> dict[str, Json]:
    if url and (host or port is not None):
        raise ValueError("expected either url, or host and port")
    if port is not None and not 1 <= port <= 65535:
        raise ValueError(f"port: expected a number from 1 to 65535, found {port}")
    if host or port:
        name = host or "127.0.0.1"
        url = f"mqtt://{f'[{name}]' if ':' in name else name}:{port or 1883}"
    keys = {_camel_case(key): value for key, value in connection.items()}
    keys.update({"url": url} if url else {})
    return {**({"profile": profile} if profile else {}), **({"connection": keys} if keys else {})}


def _camel_case(name: str) -> str:
    return re.sub(r"_(\w)", lambda letter: letter[1].upper(), name)

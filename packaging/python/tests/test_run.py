# SPDX-License-Identifier: GPL-3.0-or-later
import json

import pytest
from standin import Program, ScenarioFailed, StandinError


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("scenarios")


@pytest.fixture(scope="module")
def program(folder):
    with Program(options=["--scenarios", str(folder)]) as running:
        yield running


@pytest.fixture
def runner(program):
    with program.client() as client:
        yield client


@pytest.fixture
def scenario(broker):
    def make(*steps, **members):
        profile = {"connection": {"url": f"mqtt://127.0.0.1:{broker.port}"}}
        return {"format": "standin.scenario/1", "devices": {"gw": {"profile": profile}}, "steps": list(steps), **members}
    return make


PASSES = {"connect": "gw"}
FAILS = {"name": "a command comes", "expect": {"device": "gw", "topic": "cmd/#", "withinMs": 1}}


def test_passes(runner, scenario):
    run = runner.run_scenario(scenario(PASSES), repeat=2, jobs=2, seed=7, timeout=20)
    assert run.verdict == "passed"
    assert run.counts["passed"] == 2
    assert run.failures == []
    assert run.raw["seed"] == "7"
    assert runner.get("/api/v1/journal", {"after": run.cursor})["entries"]


def test_a_failure_names_the_step(runner, scenario):
    with pytest.raises(ScenarioFailed) as caught:
        runner.run_scenario(scenario(PASSES, FAILS, name="bad"))
    lines = str(caught.value).splitlines()
    assert lines[0] == "the verdict is failed: 1 failed"
    assert lines[1] == "bad: failed"
    assert lines[2] == "  step: a command comes  /steps/1"
    assert lines[3].startswith("  expected: a received message of gw-") and "cmd/#" in lines[3]
    assert lines[4] == "  got: none"
    assert caught.value.run.counts["failed"] == 1
    assert isinstance(caught.value, AssertionError)


def test_a_broker_that_cannot_be_reached(runner, scenario):
    with pytest.raises(ScenarioFailed, match="(?s)broker-unreachable.*refused"):
        runner.run_scenario(scenario(PASSES), broker="mqtt://127.0.0.1:9")


def test_runs_those_of_the_folder(runner, scenario, folder):
    (folder / "one.scenario.json").write_text(json.dumps(scenario(PASSES, tags=["x"])))
    runner.put("/api/v1/scenarios/smoke%2Ftwo", scenario({"wait": 0}, rows=[{"n": 1}, {"n": 2}]))
    assert (folder / "smoke" / "two.scenario.json").exists()
    assert runner.run_scenario("smoke/two").counts["passed"] == 2
    assert runner.run_scenario(["one", "smoke/two"]).counts["passed"] == 3
    assert runner.run_scenario(tags=["x"]).counts["passed"] == 1


def test_variables(runner, scenario):
    steps = [{"http": {"url": "http://127.0.0.1:9"}, "when": "vars.calls"}, {"wait": 0}]
    whole = scenario(*steps, vars={"calls": False})
    runner.run_scenario(whole)
    with pytest.raises(ScenarioFailed):
        runner.run_scenario(whole, vars={"calls": True})


def test_one_that_takes_too_long_is_cancelled(runner, scenario):
    with pytest.raises(ScenarioFailed, match="longer than 0.1 s, and was cancelled") as caught:
        runner.run_scenario(scenario({"wait": 60_000}), within=0.1)
    run = caught.value.run
    assert run.wait(20)
    assert run.verdict == "cancelled"


def test_reports(runner, scenario):
    run = runner.start_run(scenario(PASSES, FAILS))
    assert run.verdict == "running"
    assert run.wait(20)
    assert json.loads(run.report())["verdict"] == "failed"
    assert b"<testsuite" in run.report("junit")
    assert run.report("html").startswith(b"<!DOCTYPE html>")
    assert run.report("svg").startswith(b"<svg")
    with pytest.raises(KeyError):
        run.report("pdf")


def test_a_wrong_scenario_is_refused(runner, scenario):
    with pytest.raises(StandinError) as caught:
        runner.run_scenario(scenario({"conect": "gw"}))
    assert (caught.value.status, caught.value.where) == (422, "/steps/0")
    with pytest.raises(StandinError, match="404"):
        runner.run_scenario("nothere")
    with pytest.raises(StandinError, match="404"):
        runner.fetch("/api/v1/runs/nothere/report.xml")

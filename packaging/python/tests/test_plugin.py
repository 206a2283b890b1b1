# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fixtures do, in runs of pytest inside of this one."""
import pytest

FAILS = """
def test_fails(standin):
    standin.when().reply({"code": 0})
    standin.journal().expect("cmd/#", json={"op": "reboot"}, within=0)
"""


@pytest.fixture
def run(pytester, monkeypatch):
    def start(text: str):
        pytester.makepyfile(text)
        return pytester.runpytest_subprocess("-p", "standin.pytest_plugin", "-p", "no:cacheprovider")

    monkeypatch.delenv("STANDIN_URL", raising=False)
    return start


def test_each_test_has_an_id_and_its_own_rules(run):
    run("""
        import pytest

        seen = []

        @pytest.mark.parametrize("kind", ["a/b", "c"])
        def test_one(standin, kind):
            assert standin.test_id.startswith("test-one-" + kind.replace("/", "-") + "-")
            assert standin.test_id not in seen
            seen.append(standin.test_id)
            assert standin.get("/api/v1/rules")["rules"] == []
            standin.when().reply({"code": 0})
        """).assert_outcomes(passed=2)


def test_the_program_runs_for_all_tests_with_the_options(run):
    result = run("""
        import pytest

        @pytest.fixture(scope="session")
        def standin_options(tmp_path_factory):
            return ["--journal", str(tmp_path_factory.mktemp("journal") / "journal.db")]

        servers = []

        @pytest.mark.parametrize("number", [1, 2])
        def test_one(standin_server, standin_options, number):
            from pathlib import Path
            assert Path(standin_options[1]).exists()
            servers.append(standin_server)
            assert servers[0] is standin_server
        """)
    result.assert_outcomes(passed=2)


def test_a_failure_shows_what_is_needed(run):
    result = run(FAILS)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([
        "*NotAsExpected: 0 of 1 entries came in time, within 0 s",
        "*topic \"cmd/#\"",
        "*output of Standin*",
        "listening on http://127.0.0.1:*"])
    assert "Bearer" not in result.stdout.str()


def test_a_running_program_is_used(run, standin_server, standin, monkeypatch):
    standin.when(id=standin.test_id).reply({})
    monkeypatch.setenv("STANDIN_URL", standin_server.url)
    monkeypatch.setenv("STANDIN_TOKEN", standin_server.token)
    monkeypatch.setenv("STANDIN", "/nothere")
    run(f"""
        def test_one(standin):
            assert standin.get("/api/v1/rules/{standin.test_id}")["fired"] == 0
        """).assert_outcomes(passed=1)


def test_a_program_that_does_not_start_is_an_error(run, monkeypatch):
    monkeypatch.setenv("STANDIN", "/nothere/standin")
    result = run(FAILS)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ProgramError: /nothere/standin does not start*"])

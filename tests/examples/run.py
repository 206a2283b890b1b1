#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the examples of a document with the built program and a real mosquitto.

usage: run.py STANDIN readme|rest|rules|automation|profiles|ci|scenarios DOCUMENT
"""
import asyncio
import json
import re
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))
import ciexamples  # noqa: E402
import scenarioexamples  # noqa: E402
from markdown import Block, blocks  # noqa: E402
from programs import Mosquitto, ProgramError, Standin, free_port, listens, start, until  # noqa: E402
from pythonexamples import PythonExamples  # noqa: E402
from shape import differences  # noqa: E402
from shell import Shell  # noqa: E402

SECONDS = 20
COMMAND_TOPIC = "mqtt/gw-1/v1/bypass"
SUCCESS = {"code": 0, "msg": "success"}


class Faults(list):
    def at(self, block: Block, text: str) -> None:
        self.append(f"line {block.line}: {text}")


def answer_of(output: str):
    try:
        return json.loads(output)
    except json.JSONDecodeError:
        return None


class Session:
    """Mosquitto, a subscriber to everything, and a shell."""

    def __init__(self, program: Path, folder: Path):
        self.program, self.folder = program, folder
        self.broker = Mosquitto(folder)
        self.rest_port = free_port()
        self._commands = 0  # that the device is to answer

    async def __aenter__(self) -> "Session":
        await self.broker.start()
        start(["mosquitto_sub", "-p", str(self.broker.port), "-t", "#", "-v"], self.folder, "heard")
        await until(self._hears, SECONDS, "mosquitto_sub heard nothing")
        self.shell = Shell(self.folder, self.program, {8000: self.rest_port, 1883: self.broker.port})
        return self

    async def __aexit__(self, *_) -> None:
        self.shell.close()
        self.broker.end()

    def publish(self, topic: str, payload: str) -> None:
        self._commands += topic == COMMAND_TOPIC
        self.broker.publish(topic, payload)

    def heard(self) -> list[str]:
        return (self.folder / "heard.out").read_text().splitlines()

    def _hears(self) -> bool:
        self.publish("probe", "probe")
        return bool(self.heard())

    async def settle(self) -> None:
        """Until every command is answered: then the journal has it."""
        def is_answered() -> bool:
            return str(self.heard()).count(COMMAND_TOPIC + "/rsp ") >= self._commands

        await until(is_answered, SECONDS, "the device did not answer a command")

    async def run(self, block: Block, faults: Faults) -> list:
        """The answers of its curls, and of what else prints JSON. All have to be successful."""
        answers = []
        for command in block.commands():
            output, status = self.shell.run(command)
            if command.split("#")[0].rstrip().endswith("&"):
                await until(lambda: listens(self.rest_port), SECONDS, f"{command}: REST did not listen")
            if command.startswith("mosquitto_pub"):
                self._commands += 1
                await self.settle()
            answer = answer_of(output)
            if status or (command.startswith("curl") and answer is None):
                faults.at(block, f"{command}: exit code {status}, {output!r}")
            elif answer is not None:
                if answer.get("code", 0) != 0 or answer.get("warnings"):
                    faults.at(block, f"{command}: {output}")
                answers.append(answer)
                self._compare_with_comment(block, command, answer, faults)
        return answers

    @staticmethod
    def _compare_with_comment(block: Block, command: str, answer, faults: Faults) -> None:
        if shown := re.search(r"# (\{.*?\})", command):
            for difference in differences(json.loads(shown[1]), answer):
                faults.at(block, f"{command}: {difference}")


def values_in(output: str) -> list:
    """The JSON values that stand one behind the other, also without white space between them."""
    values, decoder = [], json.JSONDecoder()
    while output := output.lstrip():
        value, end = decoder.raw_decode(output)
        values.append(value)
        output = output[end:]
    return values


async def readme(session: Session, document: Path, faults: Faults) -> None:
    """The block is a script: nothing waits between its commands but they themselves."""
    block = next(block for block in blocks(document) if "api/device" in block.text)
    (session.folder / "readme.sh").write_text(session.shell.with_ports(block.text))
    output, status = session.shell.run("bash -e readme.sh")
    if status:
        faults.at(block, f"exit code {status}: {output}")
        return
    answers = values_in(re.sub(r"^listening on .*\n", "", output, flags=re.M))
    if answers[:1] != [{"status": "ready"}]:
        faults.at(block, f"not ready at first: {answers}")
    answers = [answer for answer in answers[1:] if "matched" not in answer]
    look_up = [answer for answer in answers if "messages" in answer]
    if [answer.get("msg") for answer in look_up] != ['{"requestTime": 42}']:
        faults.at(block, f"the look-up answered {look_up}")
    for answer in answers:
        if answer not in look_up and answer != SUCCESS:
            faults.at(block, f"found {answer}, expected {SUCCESS}")
    expected = {"the report": r'mqtt/gw-1/v1/req \{"temperature": ?\d+(\.\d+)?\}',
                "the preset reply": re.escape(COMMAND_TOPIC) + r'/rsp \{"code": ?7, ?"requestTime": ?42\}'}
    for what, pattern in expected.items():
        await until(lambda wanted=pattern: any(re.fullmatch(wanted, line) for line in session.heard()), SECONDS,
                    f"{what} did not reach the broker")


class RestDocument:
    """Runs the blocks in their order; a JSON block shows what one of the commands above it answers."""

    # What is done before a block with this text.
    BEFORE = {
        "getMsgByRequestTime": lambda session: session.publish(
            COMMAND_TOPIC, '{"requestTime":1700000000000,"op":"reboot"}'),
        "getMsgByTraceId": lambda session: session.publish(COMMAND_TOPIC, '{"traceId":"a1b2"}'),
        "after=42": lambda session: [session.publish(COMMAND_TOPIC, '{"traceId":"a1b2"}') for _ in range(22)],
        "site%2Fgw-1": lambda session: session.shell.run(
            """curl $S/api/device/connect -d '{"client_id":"site/gw-1","host":"127.0.0.1","port":1883}'; """
            """curl "$S/api/device/upload?client_id=gw-1" -d '{}'"""),
    }
    # The commands whose answers the JSON blocks without commands show, by a text in the block.
    ALONE = {
        "warnings":
            """curl $S/api/device/connect -d '{"client_id":"gw-2","host":"127.0.0.1","port":1883,"usename":"u"}'""",
        "urn:standin:unknown-device": "curl $S/api/v1/devices/gw-9",
        '"msg":"success"': """curl "$S/api/device/reconnect?client_id=gw-1" -d ''""",
    }

    def __init__(self, session: Session, document: Path, faults: Faults, others=None):
        """`others` check blocks of other languages, and give what is wrong."""
        self._session, self._faults = session, faults
        self._others = others or {}
        self._blocks = blocks(document)
        self._alone: list[Block] = []

    async def check(self, alone=None) -> None:
        answers: list = []
        self._session.shell.run("mkdir -p scenarios; standin serve --scenarios scenarios &")
        await until(lambda: listens(self._session.rest_port), SECONDS, "REST did not listen")
        for block in self._blocks:
            if block.language == "sh":
                answers = await self._run(block)
            elif block.language == "json" and block.follows_shell:
                self._compare(block, answers)
            elif block.language == "json":
                self._alone.append(block)
            elif fault := self._others.get(block.language, self._unknown)(block):
                self._faults.at(block, fault)
        for block in self._alone:
            self._compare_alone(block, alone)

    @staticmethod
    def _unknown(block: Block) -> str:
        return f"there is no check for a block of {block.language or 'no language'}"

    async def _run(self, block: Block) -> list:
        for text, act in self.BEFORE.items():
            if text in block.text:
                act(self._session)
                await self._session.settle()
        return await self._session.run(block, self._faults)

    def _compare(self, block: Block, answers: list) -> None:
        shown = json.loads(block.text)
        found = [list(differences(shown, answer)) for answer in answers]
        if not any(not each for each in found):
            self._faults.at(block, f"no command above it answers so: {min(found, key=len, default='there is none')}")

    def _compare_alone(self, block: Block, alone) -> None:
        if alone:
            answer = answer_of(alone(block))
            if not answer or "rules" not in answer:
                self._faults.at(block, f"answered {answer}")
            return
        command = next((command for text, command in self.ALONE.items() if text in block.text), None)
        if command is None:
            self._faults.at(block, f"there is no check for {block.text}")
            return
        output, _ = self._session.shell.run(command)
        for difference in differences(json.loads(block.text), answer_of(output), exact=True):
            self._faults.at(block, f"{command}: {difference}")


async def rest(session: Session, document: Path, faults: Faults) -> None:
    await RestDocument(session, document, faults).check()


async def rules(session: Session, document: Path, faults: Faults) -> None:
    """A JSON block that is no answer is a rule: it is accepted, and comes back as it is written."""
    checked = RestDocument(session, document, faults)
    await checked.check(alone=lambda block: session.shell.run(
        f"curl -X PUT $S/api/v1/rules -d '{json.dumps({'rules': [json.loads(block.text)]})}'")[0])


async def automation(session: Session, document: Path, faults: Faults) -> None:
    python = PythonExamples(session.shell, session.folder, session.program)
    others = {"python": python.write, "text": python.compare_failure}
    await RestDocument(session, document, faults, others).check()


def platforms(document: Path) -> list[dict]:
    """The rows of the table of platforms, as profiles."""
    row = r"^\| [^|`]+ \| `(?P<command>[^`]+)` \| `(?P<key>\{[^`]+\})` \| `(?P<reply>[^`]+)` \|$"
    return [{"topics": {"command": match["command"], "reply": match["reply"]},
             "correlation": [json.loads(match["key"])]}
            for match in re.finditer(row, document.read_text(encoding="utf-8"), re.M)]


def profile_of(block: Block) -> dict:
    """A whole one, or a piece that belongs into `connection` or to the top."""
    if block.text.startswith("{"):
        return json.loads(block.text)
    piece = json.loads("{" + block.text + "}")
    return {"connection": {"url": "wss://127.0.0.1", **piece}} if block.heading == "Transports" else piece


async def profiles(session: Session, document: Path, faults: Faults) -> None:
    found = [(block.line, profile_of(block)) for block in blocks(document) if block.language == "json"]
    pieces = found + [(0, piece) for piece in platforms(document)]
    if len(pieces) - len(found) < 3 or len(found) < 3:
        faults.append(f"found {len(found)} blocks and {len(pieces) - len(found)} platforms")
    for line, piece in pieces:
        folder = session.folder / f"profile-{len(list(session.folder.iterdir()))}"
        folder.mkdir()
        file = folder / "profile.json"
        file.write_text(json.dumps({"format": "standin.profile/1", "clientId": "d", **piece}))
        standin = Standin(session.program, folder)
        try:
            await standin.start([file])
        except ProgramError as error:
            faults.append(f"line {line}: {error}")
        standin.end()
        if complaints := standin.complaints():
            faults.append(f"line {line}: {complaints}")


async def ci(session: Session, document: Path, faults: Faults) -> None:
    faults += ciexamples.check(session.program, session.folder, session.broker.port, document)


async def scenarios(session: Session, document: Path, faults: Faults) -> None:
    faults += scenarioexamples.check(session.program, session.folder, session.broker.port, document)


async def check(program: Path, examples, document: Path) -> Faults:
    faults = Faults()
    with tempfile.TemporaryDirectory(prefix="standin-examples-") as folder:
        async with Session(program, Path(folder)) as session:
            await examples(session, document, faults)
    return faults


def main() -> int:
    program, name, document = sys.argv[1:]
    examples = {"readme": readme, "rest": rest, "rules": rules, "automation": automation, "profiles": profiles,
                "ci": ci, "scenarios": scenarios}[name]
    faults = asyncio.run(check(Path(program).resolve(), examples, Path(document)))
    print("\n".join(f"{document}: {fault}" for fault in faults) or "the examples do what the document says")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

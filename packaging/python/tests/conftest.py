# SPDX-License-Identifier: GPL-3.0-or-later
"""A mosquitto for all tests, and what sends commands."""
import asyncio
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[3] / "tests" / "support"))
from programs import Mosquitto  # noqa: E402

pytest_plugins = ["pytester"]


PROFILE = {"subscriptions": [{"topic": "cmd/#", "qos": 1}]}


@pytest.fixture(scope="session")
def broker(tmp_path_factory):
    mosquitto = Mosquitto(tmp_path_factory.mktemp("mosquitto"))
    asyncio.run(mosquitto.start())
    yield mosquitto
    mosquitto.end()


@pytest.fixture
def gateway(standin, broker):
    """A device that is online and hears `cmd/#`; no other test has it."""
    device = standin.device(f"gw-{standin.test_id}", port=broker.port, profile=PROFILE)
    device.connect()
    yield device

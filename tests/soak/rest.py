# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls of Standin's REST interface that the run makes."""
import asyncio
import json
import urllib.parse
import urllib.request

from programs import LOOPBACK

SECONDS = 20


class Rest:
    def __init__(self, port: int):
        self._url = f"http://{LOOPBACK}:{port}"

    async def devices(self) -> list[dict]:
        return (await self._call("/api/v1/devices"))["devices"]

    async def journal(self, kind: str, after: int) -> tuple[list[dict], int, int]:
        """Entries, the next cursor, and the number of lost ones."""
        answer = await self._call(f"/api/v1/journal?kind={kind}&after={after}&limit=10000")
        return answer["entries"], answer["cursor"], answer["dropped"]

    async def cursor(self) -> int:
        return (await self._call("/api/v1/devices?limit=1"))["cursor"]

    async def reconnect(self, client_id: str) -> dict:
        return await self._call(f"/api/device/reconnect?client_id={urllib.parse.quote(client_id)}", b"")

    async def preset(self, client_id: str, reply: str) -> dict:
        path = f"/api/device/setResponseMsg?client_id={urllib.parse.quote(client_id)}"
        return await self._call(path, reply.encode())

    async def _call(self, path: str, body: bytes | None = None) -> dict:
        def call() -> dict:
            with urllib.request.urlopen(self._url + path, data=body, timeout=SECONDS) as answer:
                return json.load(answer)

        return await asyncio.to_thread(call)

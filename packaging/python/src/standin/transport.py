# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP with JSON bodies."""
from __future__ import annotations

import http.client
import json
import select
import threading
import time
import weakref
from typing import Any, Mapping, NamedTuple, Optional
from urllib.parse import quote, urlencode, urlsplit

from standin.errors import ProgramError, StandinError

IDLE_SECONDS = 30  # Standin closes a connection that has been idle for 60 s


class Answer(NamedTuple):
    status: int
    json: dict[str, Any]


class _Connection:
    """One connection, of one thread. It is closed with its thread."""

    def __init__(self, http_connection: http.client.HTTPConnection):
        self.http = http_connection
        self._used = time.monotonic()

    def __del__(self) -> None:
        self.http.close()

    def prepare(self, timeout: float) -> None:
        """Leaves a connection that the other side has closed meanwhile, or is about to close."""
        if self.http.sock and (self._is_idle() or self._is_readable()):
            self.http.close()
        self.http.timeout = timeout
        if self.http.sock:
            self.http.sock.settimeout(timeout)

    def exchange(self, method: str, path: str, body: Optional[bytes], headers: Mapping[str, str]) -> tuple[int, bytes]:
        try:
            self.http.request(method, path, body, dict(headers))
            response = self.http.getresponse()
            return response.status, response.read()
        except BaseException:
            self.http.close()
            raise
        finally:
            self._used = time.monotonic()

    def _is_idle(self) -> bool:
        return time.monotonic() - self._used > IDLE_SECONDS

    def _is_readable(self) -> bool:
        poll = select.poll()
        poll.register(self.http.sock, select.POLLIN)
        return bool(poll.poll(0))


class Transport:
    """Requests to one Standin. Each thread has a connection of its own, which is kept open."""

    def __init__(self, url: str, token: Optional[str] = None, timeout: float = 60):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"expected http://HOST:PORT, found {url!r}")
        self._is_tls = parts.scheme == "https"
        self._host, self._port = parts.hostname, parts.port
        self._path = parts.path.rstrip("/")
        self._timeout = timeout
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._local = threading.local()
        self._all: weakref.WeakSet[_Connection] = weakref.WeakSet()
        self._lock = threading.Lock()

    def request(self, method: str, path: str, body: Any = None, *, query: Optional[Mapping[str, Any]] = None,
                extra_seconds: float = 0) -> Answer:
        """StandinError for an answer that is not 2xx or no JSON object, ProgramError when there is none.

        A request is sent once. It may take `extra_seconds` longer than others."""
        target = path + (f"?{urlencode(query)}" if query else "")
        data = None if body is None else json.dumps(body, allow_nan=False).encode()
        status, content = self._exchange(method, target, data, extra_seconds)
        value = _json_of(content)
        if not isinstance(value, dict):
            raise StandinError({"status": status, "detail": f"expected JSON, found {content[:1000]!r}"})
        if not 200 <= status < 300:
            raise StandinError({"status": status, **value})
        return Answer(status, value)

    def fetch(self, path: str) -> bytes:
        """An answer of any type; errors as in request()."""
        status, content = self._exchange("GET", path, None, 0)
        if not 200 <= status < 300:
            raise StandinError({"status": status, **(_json_of(content) or {})})
        return content

    def _exchange(self, method: str, target: str, data: Optional[bytes], extra_seconds: float) -> tuple[int, bytes]:
        connection = self._connection()
        try:
            connection.prepare(self._timeout + extra_seconds)
            return connection.exchange(method, self._path + target, data, self._headers)
        except (OSError, http.client.HTTPException) as error:
            what = str(error) or type(error).__name__
            raise ProgramError(f"{method} {target} at {self._host}:{self._port}: {what}") from error

    def close(self) -> None:
        """Closes the connections of all threads. A later request opens a new one."""
        with self._lock:
            for connection in list(self._all):
                connection.http.close()

    def _connection(self) -> _Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            kind = http.client.HTTPSConnection if self._is_tls else http.client.HTTPConnection
            connection = self._local.connection = _Connection(kind(self._host, self._port))
            with self._lock:
                self._all.add(connection)
        return connection


def segment(text: str) -> str:
    """A part of a path."""
    return quote(text, safe="")


def _json_of(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None

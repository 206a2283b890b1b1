# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that answers HTTP requests as it is told, byte by byte."""
import queue
import socket
import threading
from typing import Optional

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'


class Peer:
    """`answers` are for the requests in their order, of all connections; None closes the connection instead. The last
    one is repeated."""

    def __init__(self, *answers: Optional[bytes], closes: bool = False):
        self._answers = list(answers) or [OK]
        self._closes = closes  # after each answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.requests: list = []
        self.connections = 0
        self.closed: queue.Queue = queue.Queue()  # one for each connection that it has closed
        self._lock = threading.Lock()
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> "Peer":
        return self

    def __exit__(self, *_) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)  # ends accept()
        self._socket.close()
        self._acceptor.join()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as stream:
            while request := self._read(stream):
                with self._lock:
                    self.requests.append(request)
                    answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
                if answer is None:
                    break
                connection.sendall(answer)
                if self._closes:
                    break
        self.closed.put(True)

    @staticmethod
    def _read(stream) -> Optional[tuple]:
        """Line, fields and body."""
        line = stream.readline().decode().strip()
        if not line:
            return None
        fields = {}
        while field := stream.readline().decode().strip():
            name, _, value = field.partition(": ")
            fields[name.lower()] = value
        return line, fields, stream.read(int(fields.get("content-length", 0)))

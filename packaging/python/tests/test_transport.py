# SPDX-License-Identifier: GPL-3.0-or-later
import gc
import json
import threading
import warnings

import pytest
from peer import OK, Peer
from standin import ProgramError, StandinError
from standin.transport import Transport


def answer(status: int, body: bytes) -> bytes:
    return b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


def test_sends_json_and_the_token():
    with Peer(answer(201, b'{"a":1}')) as peer:
        assert Transport(peer.url, "secret").request("POST", "/x", {"b": "é"}, query={"q": "a b/c"}) == (201, {"a": 1})
        line, fields, body = peer.requests[0]
        assert line == "POST /x?q=a+b%2Fc HTTP/1.1"
        assert fields["authorization"] == "Bearer secret"
        assert json.loads(body) == {"b": "é"}


def test_the_url_may_have_a_path():
    with Peer() as peer:
        Transport(peer.url + "/standin/").request("GET", "/x")
        assert peer.requests[0][0] == "GET /standin/x HTTP/1.1"


def test_a_thread_keeps_its_connection():
    with Peer() as peer:
        transport = Transport(peer.url)
        for _ in range(3):
            transport.request("GET", "/x")
        assert peer.connections == 1
        other = threading.Thread(target=lambda: [transport.request("GET", "/x") for _ in range(3)])
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")  # of a socket that is not closed
            other.start()
            other.join()
            gc.collect()
        assert (peer.connections, len(peer.requests)) == (2, 6)
        peer.closed.get(timeout=10)  # with its thread
        assert not warned


def test_a_connection_that_was_closed_is_replaced():
    with Peer(closes=True) as peer:
        transport = Transport(peer.url)
        for _ in range(3):
            transport.request("POST", "/x")
            peer.closed.get(timeout=10)
        assert (peer.connections, len(peer.requests)) == (3, 3)


def test_a_request_is_not_repeated():
    with Peer(OK, None) as peer:
        transport = Transport(peer.url)
        transport.request("GET", "/x")
        with pytest.raises(ProgramError, match=r"POST /y at 127.0.0.1:\d+"):
            transport.request("POST", "/y")
        assert len(peer.requests) == 2


def test_a_problem_is_an_error():
    problem = {"type": "urn:standin:publish-refused", "title": "Bad Gateway", "status": 502, "reasonCode": 149,
               "detail": "the packet is too large", "cursor": 42}
    with Peer(answer(502, json.dumps(problem).encode())) as peer:
        with pytest.raises(StandinError, match="502 urn:standin:publish-refused: the packet is too large") as caught:
            Transport(peer.url).request("GET", "/x")
    error = caught.value
    assert (error.status, error.type, error.detail) == (502, "urn:standin:publish-refused", "the packet is too large")
    assert (error.where, error.reason_code, error.cursor) == (None, 149, 42)


@pytest.mark.parametrize("detail, where, what", [
    ("/then/0/reply: expected an object", "/then/0/reply", "expected an object"),
    ("?testId: found nothing", "?testId", "found nothing"),
    ("the device is offline: connect it", None, "the device is offline: connect it"),
])
def test_the_place_of_an_error(detail, where, what):
    error = StandinError({"detail": detail})
    assert (error.where, error.detail) == (where, what)


@pytest.mark.parametrize("status", [200, 503])
@pytest.mark.parametrize("body", [b"<html>", b"", b"[1]"], ids=["html", "empty", "list"])
def test_an_answer_that_is_no_object(status, body):
    with Peer(answer(status, body)) as peer, pytest.raises(StandinError, match="expected JSON, found b'") as caught:
        Transport(peer.url).request("GET", "/x")
    assert caught.value.status == status


def test_an_answer_that_does_not_come():
    with Peer(b"") as peer, pytest.raises(ProgramError, match="timed out"):
        Transport(peer.url, timeout=0.1).request("GET", "/x")


def test_nothing_listens():
    with Peer() as peer:
        url = peer.url
    with pytest.raises(ProgramError, match="GET /x"):
        Transport(url).request("GET", "/x")


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://127.0.0.1", "http://", ""])
def test_refuses_other_urls(url):
    with pytest.raises(ValueError, match="expected http://HOST:PORT"):
        Transport(url)


def test_refuses_what_is_not_json():
    with Peer() as peer, pytest.raises(ValueError):
        Transport(peer.url).request("POST", "/x", {"a": float("nan")})
    assert not peer.requests

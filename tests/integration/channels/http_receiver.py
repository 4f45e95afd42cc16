"""A real HTTP server in a thread; the last part of the path says how it behaves."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Request:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Where the server keeps what came, and what it was told."""

    arrived: list[Request] = field(default_factory=list)
    connections: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    released: threading.Event = field(default_factory=threading.Event)
    port: int = 0


class Handler(BaseHTTPRequestHandler):
    """Answers, or misbehaves, as the path asks."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    server: "Server"

    def setup(self) -> None:
        self.receiver = self.server.receiver
        self.receiver.connections.append(self.client_address[0])
        super().setup()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        behaviour = self.path.rpartition("/")[2]
        if behaviour.isdecimal():
            self.answer(int(behaviour))
        elif behaviour == "busy" and self.path not in self.receiver.seen:
            self.receiver.seen.add(self.path)
            self.answer(503)
        elif behaviour == "elsewhere":
            self.answer(307, Location="/ok")
        else:
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.receiver.arrived.append(Request(self.path, headers, body))
            self.after_arrival(behaviour)

    def after_arrival(self, behaviour: str) -> None:
        match behaviour:
            case "break":
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            case "silent":
                self.receiver.released.wait(30)
                self.close_connection = True
            case "drip":
                self.drip()
            case "flood":
                self.answer(200, **{"Content-Length": str(2**40)})
            case _:
                self.answer(204)

    def drip(self) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.receiver.released.wait(0.1):
            try:
                self.wfile.write(b"X-More: and more\r\n")
            except OSError:
                return

    def answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": "0"} | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Say nothing: the tests read what arrived."""


class Server(ThreadingHTTPServer):
    """Listens on a free port of loopback."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, receiver: Receiver, tls: ssl.SSLContext | None) -> None:
        self.receiver = receiver
        self.tls = tls
        super().__init__(("127.0.0.1", 0), Handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        if self.tls:
            connection = self.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def handle_error(self, *_args: Any) -> None:
        """A client that goes away is what some tests are about."""


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A server in a thread, for as long as the block lasts."""
    receiver = Receiver()
    server = Server(receiver, tls)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.released.set()
        server.shutdown()
        server.server_close()
        thread.join()

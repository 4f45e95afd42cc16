"""Checks TCP ports of this machine, with one clear line about a port that is taken."""

import contextlib
import socket
from collections.abc import Sequence
from typing import NamedTuple

from abhay.errors import SetupError

LOOPBACK = "127.0.0.1"


class Port(NamedTuple):
    """A port that a part of the system will listen on, and the setting that changes it."""

    host: str
    number: int
    variable: str


def free_port(host: str = LOOPBACK) -> int:
    """Returns a free port."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def is_free(port: Port) -> bool:
    """Returns whether a process can listen on the port now."""
    try:
        _listen(port).close()
    except OSError:
        return False
    return True


def require_free(ports: Sequence[Port]) -> None:
    """Raises `SetupError` for the first port that is taken, by another program or earlier in the list."""
    with contextlib.ExitStack() as held:
        for port in ports:
            try:
                held.enter_context(_listen(port))
            except OSError as error:
                raise SetupError(
                    f"port {port.number} on {port.host} cannot be used ({error.strerror}): "
                    f"stop what listens there, or set {port.variable} to another one"
                ) from error


def _listen(port: Port) -> socket.socket:
    family, *_, address = socket.getaddrinfo(port.host, port.number, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: TIME_WAIT is no obstacle
        listener.bind(address)
        listener.listen(1)  # only a listening socket makes the next bind fail
    except OSError:
        listener.close()
        raise
    return listener

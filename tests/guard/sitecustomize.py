"""Keeps tests offline: refuses connections and name look-ups beyond loopback.

Python loads this file at the start of every process that a test starts, since `tests/conftest.py` puts its folder on
PYTHONPATH; conftest imports it for its own process. An attempt fails as if there were no network and is recorded in
the file named by RBC_DESK_TEST_CONNECTIONS. The test then fails even where the program carried on.
"""

from __future__ import annotations

import ipaddress
import os
import platform
import sys
import traceback

NOTES = "RBC_DESK_TEST_CONNECTIONS"
_TARGETS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
"""Python's audit events of the network, and which argument holds the host or the address."""
_OWN_NAMES = {"", "localhost", "ip6-localhost", platform.node().lower()}
"""Processes that work together, such as torch's, ask for this machine by its own name."""


def is_loopback(target: object) -> bool:
    """Whether `target`, a host or an address as the socket module takes it, stays on this machine."""
    host = target[0] if isinstance(target, tuple) and target else target
    if not isinstance(target, tuple) and isinstance(target, str | bytes) and os.fsdecode(target).startswith("/"):
        return True  # a socket of the file system
    if host is None:
        return True
    name = os.fsdecode(host) if isinstance(host, str | bytes | bytearray) else str(host)
    if name.lower() in _OWN_NAMES or name.startswith("\0"):
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _check(event: str, arguments: tuple[object, ...]) -> None:
    place = _TARGETS.get(event)
    if place is None or len(arguments) <= place or is_loopback(arguments[place]):
        return
    path = os.environ.get(NOTES)
    if path:
        frames = "".join(traceback.format_stack(limit=12)[:-1])
        with open(path, "a", encoding="utf-8") as handle:  # noqa: PTH123 (pathlib is slow to load)
            handle.write(f"{event} {arguments[place]!r} in process {os.getpid()}:\n{frames}\n")
    raise ConnectionRefusedError(f"a test may not reach {arguments[place]!r}")


if not getattr(sys, "_rbc_desk_stays_here", False):
    sys._rbc_desk_stays_here = True  # type: ignore[attr-defined]
    sys.addaudithook(_check)

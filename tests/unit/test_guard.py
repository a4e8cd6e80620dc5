"""The guard that keeps tests offline sees attempts in this process and in those that tests start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.guard import sitecustomize as guard


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that notes what this test tries on purpose, apart from the one by which a test fails."""
    path = tmp_path / "connections"
    monkeypatch.setenv("RBC_DESK_TEST_CONNECTIONS", str(path))
    return path


@pytest.mark.parametrize("event", ["getaddrinfo", "connect", "sendto"])
def test_what_goes_beyond_this_machine_is_refused_and_noted(noted: Path, event: str) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,
        pytest.raises(ConnectionRefusedError, match="may not reach"),
    ):
        if event == "getaddrinfo":
            socket.getaddrinfo("example.org", 443)
        elif event == "connect":
            datagrams.connect(("192.0.2.1", 9))
        else:
            datagrams.sendto(b"", ("192.0.2.1", 9))
    assert noted.read_text().startswith(f"socket.{event} ")


def test_a_process_that_a_test_starts_is_guarded_too(noted: Path) -> None:
    code = "import socket\ntry: socket.getaddrinfo('example.org', 443)\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    assert "'example.org' in process" in noted.read_text()
    assert f"in process {os.getpid()}:" not in noted.read_text()


@given(st.ip_addresses(network="127.0.0.0/8").map(str) | st.sampled_from(["::1", "localhost", "0.0.0.0", "", None]))
def test_loopback_is_free(host: str | None) -> None:
    assert guard.is_loopback(host)
    assert guard.is_loopback((host, 80))


@given(st.ip_addresses(v=4).filter(lambda ip: not ip.is_loopback and not ip.is_unspecified).map(str))
def test_every_other_address_is_not(host: str) -> None:
    assert not guard.is_loopback(host)
    assert not guard.is_loopback((host, 80))

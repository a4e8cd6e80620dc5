"""Waits for what others commit: the server notifies after each step (see `append_only`)."""

from __future__ import annotations

import select
import socket
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from rbc_desk.core.errors import StorageError
from rbc_desk.store.postgres.append_only import CHANNEL

_LOOK_S = 30.0
_RETRY_S = 2.0


class Listener:
    """Waits on a connection of its own, which is made again where it was lost. One thread waits, any one ends it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Any = None
        self._heard = False
        self._ended = False
        self._woken, self._wake = socket.socketpair()

    def wait(self) -> bool:
        """Wait until something may have changed; False: it was ended, and is closed."""
        import psycopg

        while not self._ended:
            try:
                if self._connection is None:
                    self._connect()
                    return True  # what happened before is not known
                ready = select.select([self._connection.fileno(), self._woken], [], [], _LOOK_S)[0]
                if self._woken in ready:
                    break
                self._heard = False
                self._connection.execute("SELECT 1")  # takes what has arrived, and says whether the server is there
                if self._heard:
                    return True
            except (psycopg.Error, SQLAlchemyError, StorageError, OSError):
                self._close()
                select.select([self._woken], [], [], _RETRY_S)
        self._close()
        self._woken.close()
        return False

    def end(self) -> None:
        """End the waiting at once."""
        self._ended = True
        with suppress(OSError):  # the thread may have seen it already
            self._wake.send(b"x")
        self._wake.close()

    def _connect(self) -> None:
        pooled = self._engine.raw_connection()
        self._connection = pooled.driver_connection
        pooled.detach()
        self._connection.add_notify_handler(self._on_notified)
        self._connection.execute(f"LISTEN {CHANNEL}")

    def _on_notified(self, _notice: object) -> None:
        self._heard = True

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

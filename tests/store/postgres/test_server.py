"""A PostgreSQL server around a store: encryption on a network, indexes that fit, and the end of the tests."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rbc_desk.core.errors import StorageError
from rbc_desk.core.upkeep import Trouble
from rbc_desk.services.open_project import open_project
from rbc_desk.services.upkeep.check import check
from rbc_desk.services.upkeep.repair import repair
from rbc_desk.store.postgres.url import checked_url
from tests.postgres import OWNER, Server, running
from tests.store.conftest import make_bench
from tests.store.postgres.test_postgres import name_of

PATIENCE_S = 180
ROOT = Path(__file__).resolve().parents[3]
ADDRESS = "127.0.0.2"
"""Of this computer, but under no name by which a program knows it: a connection to it is one over a network."""


@pytest.fixture
def own() -> Iterator[Server]:
    with running() as server:
        yield server


def listening(server: Server, *, tls: bool) -> int:
    """Start the server again, on a free port of the address; returns the port."""
    with socket.socket() as free:
        free.bind((ADDRESS, 0))
        port = int(free.getsockname()[1])
    server.stop()
    server.start(network=f"-c listen_addresses={ADDRESS} -c port={port} -c ssl={'on' if tls else 'off'}")
    return port


def certify(server: Server) -> None:
    """Give the server a certificate that it signed itself."""
    data = server.folder / "data"
    words = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=lab"]
    files = ["-keyout", "server.key", "-out", "server.crt"]
    subprocess.run(["openssl", "req", "-x509", *words, *files], cwd=data, check=True, capture_output=True)
    owner = data.stat().st_uid
    for name in ("server.key", "server.crt"):
        shutil.chown(data / name, owner)
        (data / name).chmod(0o600)


def test_what_goes_over_a_network_is_encrypted_or_refused(own: Server, tmp_path: Path) -> None:
    name = checked_url(own.url()).database
    port = listening(own, tls=False)
    url = f"postgresql://{OWNER}@{ADDRESS}:{port}/{name}"
    with pytest.raises(StorageError, match=r"No encrypted connection to the server 127\.0\.0\.2.*TLS"):
        make_bench(tmp_path / "p", url=url)
    certify(own)
    port = listening(own, tls=True)
    bench = make_bench(tmp_path / "p", url=f"postgresql://{OWNER}@{ADDRESS}:{port}/{name}")
    with bench.store.transact("Label", reader="Ann") as tx:
        tx.set_labels(bench.cell_ids[:1], "normal")
    ours = "FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE client_addr IS NOT NULL"
    assert own.sql(f"SELECT count(*) > 0 AND bool_and(ssl) {ours}", port=port) == "t"
    bench.store.close()
    (own.folder / "data" / "pg_hba.conf").write_text("local all all trust\n")
    port = listening(own, tls=True)
    with pytest.raises(StorageError, match="refused the connection: no pg_hba"):
        make_bench(tmp_path / "q", url=f"postgresql://{OWNER}@{ADDRESS}:{port}/{name}")


def test_an_index_that_lacks_rows_is_found_and_made_anew(postgres: Server, tmp_path: Path) -> None:
    bench = make_bench(tmp_path / "p", url=postgres.url())
    database = name_of(bench.store)
    project = open_project(bench.store.folder, reader="Ann")
    index = postgres.sql(
        "SELECT indexrelid::regclass FROM pg_index"
        " WHERE indrelid = 'cell_label'::regclass AND NOT indisunique LIMIT 1",
        database=database,
    )
    postgres.sql(f"UPDATE pg_index SET indisready = false WHERE indexrelid = '{index}'::regclass", database=database)
    bench.store.close()
    project.close()
    project = open_project(bench.store.folder, reader="Ann")
    with project.store.transact("Label", reader="Ann") as tx:
        tx.set_labels(bench.cell_ids, "normal")
    postgres.sql(f"UPDATE pg_index SET indisready = true WHERE indexrelid = '{index}'::regclass", database=database)
    assert not [one for one in check(project) if one.trouble is Trouble.INDEX]  # nobody has looked
    postgres.sql("CREATE EXTENSION amcheck", database=database)
    (found,) = (one for one in check(project) if one.trouble is Trouble.INDEX)
    assert index in found.words
    assert not [one for one in repair(project).left if one.trouble is Trouble.INDEX]
    assert not [one for one in check(project) if one.trouble is Trouble.INDEX]
    project.close()


def test_a_run_of_the_tests_that_is_killed_leaves_no_server(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom tests.postgres import running\n"
        "with running() as server:\n    print(server.folder, flush=True); time.sleep(600)"
    )
    run = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    folder = Path(run.stdout.readline().strip())
    assert (folder / "data" / "postmaster.pid").exists()
    run.send_signal(signal.SIGKILL)
    run.communicate()
    end = time.monotonic() + PATIENCE_S
    while folder.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not folder.exists()

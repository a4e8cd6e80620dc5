from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from rbc_desk.core.files.processes import is_running, place_key, this_process


def test_this_process_is_running_and_one_of_another_start_is_not() -> None:
    mine = this_process()
    assert mine.place == place_key()
    assert is_running(pid=mine.pid, started=mine.started)
    assert not is_running(pid=mine.pid, started=mine.started - 60)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="elsewhere an ended process leaves nothing behind")
def test_a_process_that_ended_is_not_running_though_nobody_has_waited_for_it() -> None:
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as process:
        started = psutil.Process(process.pid).create_time()
        assert process.stdout is not None
        process.stdout.read()  # until it has ended, or nearly so
        while psutil.Process(process.pid).status() != psutil.STATUS_ZOMBIE:
            pass
        assert not is_running(pid=process.pid, started=started)
    assert not is_running(pid=process.pid, started=started)


def test_a_number_that_no_process_can_have_is_not_running() -> None:
    assert not is_running(pid=10**30, started=1.0)

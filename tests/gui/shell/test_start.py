"""The start of the window."""

from __future__ import annotations

from tests.commands import run_command

_SOURCES_KEPT = "import rbc_desk.ui.app, linecache; print(len([name for name in linecache.cache if 'rbc_desk' in name]))"


def test_no_source_text_is_read_and_kept(tmp_path):
    ended = run_command("-c", _SOURCES_KEPT, cwd=tmp_path)
    assert (ended.stdout.strip(), ended.stderr) == ("0", "")

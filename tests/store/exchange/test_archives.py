"""Archives of data sets: nothing lands outside, nothing fills the disk, nothing is left behind."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.task import SILENT
from rbc_desk.store.exchange import archives
from rbc_desk.store.exchange.archives import Unpacked


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_files_are_unpacked_and_removed_with_the_object(tmp_path: Path) -> None:
    unpacked = Unpacked(packed(tmp_path / "a.zip", {"ภาพ/1.txt": b"x", "2.txt": b"y"}), task=SILENT)
    folder = unpacked.folder
    assert folder.name == "a"
    assert (folder / "ภาพ" / "1.txt").read_bytes() == b"x"
    del unpacked
    assert not folder.parent.exists()


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:/evil.txt"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RbcDeskError, match="a path outside it"):
        Unpacked(packed(tmp_path / "a.zip", {name: b"x"}), task=SILENT)
    assert not list(tmp_path.rglob("evil.txt"))


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(RbcDeskError, match="a path outside it"):
        Unpacked(tmp_path / "a.zip", task=SILENT)


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_FREE_RATIO_BYTES", 1000)
    with pytest.raises(RbcDeskError, match="far more"):
        Unpacked(packed(tmp_path / "a.zip", {"a": bytes(3_000_000)}), task=SILENT)


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.zip", {"a.txt": b"some text " * 200}).read_bytes()
    at = whole.index(b"a.txt") + 5  # the compressed text
    for damaged in (b"PK\3\4 nothing", whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :]):
        (tmp_path / "a.zip").write_bytes(damaged)
        with pytest.raises(RbcDeskError, match=r"a\.zip cannot be unpacked"):
            Unpacked(tmp_path / "a.zip", task=SILENT)

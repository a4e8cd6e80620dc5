from __future__ import annotations

from pathlib import Path

import pytest

from rbc_desk.core.errors import UnreadableImageError
from rbc_desk.core.files.images import find_images


def test_folders_give_every_picture_in_natural_order_and_nothing_hidden(tmp_path: Path) -> None:
    shown = ("9.png", "10.PNG", "b/1.jpg", "c.webp", "d.jp2", "e.heic")
    for name in (*shown, "._9.png", ".hidden.png", ".cache/8.png", "__MACOSX/9.png", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = [path.relative_to(tmp_path).as_posix() for path in find_images([tmp_path])]
    assert found == list(shown)


def test_a_file_named_outright_is_taken_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / ".odd").write_bytes(b"x")
    assert find_images([tmp_path / ".odd"]) == [tmp_path / ".odd"]


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b.png", "nowhere.png", "nowhere/*.png"])
def test_a_name_that_nothing_has_or_can_have_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableImageError, match="does not exist"):
        find_images([tmp_path / name])

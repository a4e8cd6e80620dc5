from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.ui.gallery.layout import Layout

COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=6)


def made(counts, *, width=500, tile=60, folded=frozenset()):
    return Layout.of(counts, width=width, tile=tile, gap=8, header=30, folded=frozenset(folded))


@given(counts=COUNTS, width=st.integers(1, 900), tile=st.integers(8, 200), data=st.data())
def test_every_tile_is_found_where_it_is_drawn_and_none_lies_on_another(counts, width, tile, data) -> None:
    folded = data.draw(st.sets(st.integers(0, len(counts) - 1)))
    layout = made(counts, width=width, tile=tile, folded=folded)
    seen = set()
    for number in range(sum(counts)):
        rect = layout.rect(number)
        if layout.bin_of(number) in folded:
            assert rect is None
            continue
        left, top, w, h = rect
        for x, y in ((left, top), (left + w - 1, top + h - 1), (left + w // 2, top + h // 2)):
            assert layout.at(x, y) == number
        assert layout.at(left + w, top) != number
        assert not layout.is_header(top)
        assert 0 <= top < top + h <= layout.height
        seen.add((left, top))
    assert len(seen) == sum(n for i, n in enumerate(counts) if i not in folded)


@given(counts=COUNTS, box=st.tuples(*[st.integers(-50, 1500)] * 4))
def test_a_rubber_band_holds_the_tiles_that_it_touches(counts, box) -> None:
    layout = made(counts)
    x0, y0, x1, y1 = box
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    rects = ((number, layout.rect(number)) for number in range(sum(counts)))
    touched = [n for n, (x, y, w, h) in rects if x <= x1 and x0 < x + w and y <= y1 and y0 < y + h]
    assert layout.within(*box[:2], x1=box[2], y1=box[3]) == touched


@given(counts=COUNTS, y0=st.integers(-50, 1500), height=st.integers(0, 700), data=st.data())
def test_the_tiles_between_two_heights_are_those_that_a_band_of_full_width_touches(counts, y0, height, data) -> None:
    folded = data.draw(st.sets(st.integers(0, len(counts) - 1)))
    leads = data.draw(st.lists(st.integers(0, 9), min_size=len(counts), max_size=len(counts)))
    layout = Layout.of(counts, width=500, tile=60, gap=8, header=30, folded=frozenset(folded), leads=leads)
    found = list(layout.tiles_between(y0, y0 + height))
    numbers = [layout.firsts[group] + place for group, place, _ in found]
    assert numbers == layout.within(0, y0, x1=layout.width, y1=y0 + height)
    assert [rect for *_, rect in found] == [layout.rect(number) for number in numbers]


@given(counts=COUNTS, data=st.data())
def test_arrows_reach_every_tile_and_never_leave_the_gallery(counts, data) -> None:
    layout = made(counts)
    total = sum(counts)
    if not total:
        return
    number = data.draw(st.integers(0, total - 1))
    right = layout.beside(number, columns=1)
    assert right == min(number + 1, total - 1)
    assert layout.beside(right, columns=-1) == number or number == total - 1
    for rows in (-1, 1):
        moved = layout.beside(number, rows=rows)
        assert 0 <= moved < total
        assert moved == number or (layout.rect(moved)[1] - layout.rect(number)[1]) * rows > 0


def test_a_bin_is_found_by_its_height_and_headers_are_no_tiles() -> None:
    layout = made([3, 0, 20])
    assert [layout.bin_at(int(top)) for top in layout.tops[:-1]] == [0, 1, 2]
    assert layout.bin_at(layout.height) is None
    assert layout.is_header(int(layout.tops[2]))
    assert layout.at(20, int(layout.tops[2]) + 5) is None

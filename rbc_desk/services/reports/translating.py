"""Translates the text of a report's blocks. Text is translated as a whole: join words and numbers in a `Phrase`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rbc_desk.services.reports.blocks import (
    Block,
    Chart,
    Facts,
    Figure,
    FigureRow,
    Heading,
    Histogram,
    Letterhead,
    Matrix,
    PageBreak,
    Paragraph,
    Picture,
    Pictures,
    SignatureBox,
    Table,
)

_Translate = Callable[[str], str]


def shown_blocks(blocks: Sequence[Block], translate: _Translate) -> list[Block]:
    """The blocks in the language of `translate`, without empty figures."""
    shown = [block for block in map(_without_empty_figures, blocks) if block is not None]
    return [_translated(block, translate) for block in shown]


def _translated(block: Block, translate: _Translate) -> Block:
    if isinstance(block, PageBreak):
        return block
    if isinstance(block, Heading | Paragraph):
        return replace(block, text=translate(block.text))
    if isinstance(block, FigureRow):
        return FigureRow([_translated_figure(figure, translate) for figure in block.figures])
    if isinstance(block, Table):
        return _translated_table(block, translate)
    if isinstance(block, Matrix):
        return replace(block, names=[translate(name) for name in block.names])
    if isinstance(block, Pictures):
        return replace(block, pictures=[_translated_picture(picture, translate) for picture in block.pictures])
    if isinstance(block, Letterhead):
        return replace(block, right=[translate(line) for line in block.right])
    return _translated_pairs(block, translate)


def _translated_pairs(block: Facts | SignatureBox, translate: _Translate) -> Block:
    return replace(block, pairs=[(translate(name), translate(value)) for name, value in block.pairs])


def _translated_picture(picture: Picture, translate: _Translate) -> Picture:
    return replace(picture, caption=translate(picture.caption))


def _translated_figure(figure: Figure, translate: _Translate) -> Figure:
    content = figure.content
    caption = translate(figure.caption)
    if isinstance(content, Table):
        return Figure(caption, _translated_table(content, translate))
    if isinstance(content, Matrix):
        return Figure(caption, replace(content, names=[translate(name) for name in content.names]))
    content = replace(
        content,
        title=translate(content.title),
        x_label=translate(content.x_label),
        y_label=translate(content.y_label),
    )
    if isinstance(content, Chart):
        content = replace(content, series=[replace(one, name=translate(one.name)) for one in content.series])
    return Figure(caption, content)


def _translated_table(table: Table, translate: _Translate) -> Table:
    return replace(
        table,
        head=[translate(text) for text in table.head],
        rows=[[translate(text) for text in row] for row in table.rows],
    )


def _without_empty_figures(block: Block) -> Block | None:
    if not isinstance(block, FigureRow):
        return block
    figures = [figure for figure in block.figures if not _is_empty(figure)]
    return FigureRow(figures) if figures else None


def _is_empty(figure: Figure) -> bool:
    return isinstance(figure.content, Chart | Histogram | Matrix) and figure.content.is_empty

"""Pieces of a page: everything that comes from outside is escaped here, and nowhere else."""

from __future__ import annotations

import html
from collections.abc import Sequence

from rbc_desk import __version__
from rbc_desk.services.protocol.summary import Line, Spread

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1320px; margin: 32px auto; padding: 0 16px; color: #1c2430 }
h1 { font-size: 24px; margin-bottom: 0 } h2 { font-size: 18px; margin-top: 40px } h3 { font-size: 15px }
p.note, caption { color: #55606e } p.warn { border-left: 4px solid #d55e00; padding: 8px 16px; background: #fdf3ec }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 8px 0 }
th, td { padding: 4px 12px; text-align: right; border-bottom: 1px solid #dde2e8; vertical-align: bottom }
td, th.left { white-space: nowrap }
th.left, td.left { text-align: left } td.paper, th.paper { color: #6b4f1d; background: #fbf6ea }
tr.best td { font-weight: 600 } small { color: #55606e; font-weight: 400 } table.matrix small { color: inherit }
.figures { display: flex; flex-wrap: wrap; gap: 16px 40px } figure { margin: 8px 0 } svg { max-width: 100% }
svg .grid { stroke: #e6eaef } svg .frame { stroke: #9aa5b1; fill: none } svg text { fill: #1c2430 }
"""


def page(title: str, *, body: Sequence[str]) -> str:
    """A self-contained page."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>\n'
        f"<h1>{escape(title)}</h1>\n"
        + "\n".join(part for part in body if part)
        + f'\n<p class="note">Made by RBC Desk {__version__}. Decision support and research; not a validated '
        "diagnostic.</p>\n</body></html>\n"
    )


def escape(text: object) -> str:
    return html.escape(str(text))


def paragraph(text: str, *, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def heading(text: str, *, level: int = 2) -> str:
    return f"<h{level}>{escape(text)}</h{level}>"


def figure(drawing: str, *, caption: str) -> str:
    """A drawing, which is markup already, over its caption; nothing for an empty one."""
    return f"<figure><figcaption>{escape(caption)}</figcaption>{drawing}</figure>" if drawing else ""


def beside(figures: Sequence[str]) -> str:
    return f'<div class="figures">{"".join(figures)}</div>' if any(figures) else ""


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1, paper: Sequence[int] = (),
    best: Sequence[int] = (),
) -> str:  # fmt: skip
    """The first `left` columns are words; those of `paper` are the paper's figures; the rows of `best` stand out."""

    def cell(tag: str, index: int, text: str) -> str:
        kinds = [name for name, given in (("left", index < left), ("paper", index in paper)) if given]
        kind = f' class="{" ".join(kinds)}"' if kinds else ""
        return f"<{tag}{kind}>{escape(text)}</{tag}>"

    lines = ["<table><tr>" + "".join(cell("th", i, text) for i, text in enumerate(head)) + "</tr>"]
    for number, row in enumerate(rows):
        mark = ' class="best"' if number in best else ""
        lines.append(f"<tr{mark}>" + "".join(cell("td", i, text) for i, text in enumerate(row)) + "</tr>")
    return "".join([*lines, "</table>"])


def told(spread: Spread, *, digits: int = 3, factor: float = 1.0, sign: str = "") -> str:
    """`0.912 ± 0.008`; without the spread for one seed; a dash for none."""
    if spread.mean is None:
        return "–"
    words = f"{factor * spread.mean:{sign}.{digits}f}"
    return words if spread.deviation is None else f"{words} ± {factor * spread.deviation:.{digits}f}"


def span_told(line: Line, name: str) -> str:
    found = line.span(name)
    return "–" if found is None else f"{found[0]:.3f} to {found[1]:.3f}"


def seeds_told(line: Line) -> str:
    return f"{len(line.outcomes)} of {line.n_seeds}"

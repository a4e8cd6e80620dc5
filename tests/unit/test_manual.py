"""The manual that is shipped with the program: built from docs/, read without a network, at the page in hand."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import make_manual
import pytest

from rbc_desk.ui.shell.help.manual import SETTINGS, START
from rbc_desk.ui.shell.page_table import PAGES

LANGUAGES = ("en", "th")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_manual.build(tmp_path_factory.mktemp("manual") / "site")


class Read(HTMLParser):
    """The ids of a page, what it loads, and where it links to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.loads: set[str] = set()
        self.links: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids.add(values.get("id", ""))
        if tag == "a":
            self.links.add(values.get("href", ""))
        elif tag in ("script", "img", "link", "iframe"):
            self.loads.add(values.get("src") or values.get("href", ""))


def test_each_page_of_the_window_has_its_section_in_both_languages(site: Path) -> None:
    assert set(make_manual.SECTIONS) == {*PAGES, START, SETTINGS}
    for page in make_manual.SECTIONS:
        for language in LANGUAGES:
            lead = site / "help" / f"{page}.{language}.html"
            (url,) = Read(lead).links
            file, _, section = url.partition("#")
            assert section in Read(lead.parent / file).ids, url


def test_the_manual_loads_nothing_from_elsewhere_and_lacks_no_file(site: Path) -> None:
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 25
    for page in pages:
        read = Read(page)
        for url in read.loads | {link for link in read.links if not re.match(r"https?:|mailto:", link)}:
            assert not re.match(r"https?:|//", url), (page, url)
            target = url.partition("#")[0].partition("?")[0]
            assert not target or (page.parent / target).exists(), (page, url)

"""What is fixed in the frame that Material puts around a page."""

import lxml.html
import pytest

from scripts.render.frames.frame import ANCHOR, improve_accessibility
from scripts.render.frames.ties import ThemeError, swap

MATERIAL = """<body>
<div data-md-component="skip">
  <a href="#first" class="md-skip">Lewati</a>
</div>
<div data-md-component="announce"></div>
</body>"""


def test_the_link_past_the_header_leads_to_the_article():
    tree = lxml.html.document_fromstring(improve_accessibility(MATERIAL, "id"))
    (skip,) = tree.xpath('//*[@data-md-component="skip"]/a')
    assert (skip.get("href"), skip.text) == (f"#{ANCHOR}", "Lewati ke isi")
    assert tree.xpath('//*[@data-md-component="announce"]')


def test_a_page_without_a_link_past_the_header_gets_one():
    page = '<div data-md-component="skip">\n</div><article class="x"></article>'
    assert "Skip to the content</a></div>" in improve_accessibility(page, "en")


def test_a_page_without_a_place_for_it_is_an_error():
    with pytest.raises(ThemeError, match='<div data-md-component="skip">'):
        improve_accessibility(MATERIAL.replace("<div", "<div hidden"), "id")


def test_what_is_swapped_stands_there_once():
    assert swap('<form name="search">', 'name="search"', 'name="ask"') == '<form name="ask">'
    with pytest.raises(ThemeError, match='does not find name="search"'):
        swap('<form name="find">', 'name="search"', 'name="ask"')
    with pytest.raises(ThemeError, match='finds name="search" 2 times'):
        swap('<form name="search"><input name="search">', 'name="search"', 'name="ask"')

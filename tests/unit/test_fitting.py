"""Content of pages fitted for a book."""

import lxml.html
import pytest

from scripts.editions.fitting import fit_for_a_book
from scripts.editions.standing_in import played
from scripts.model.markdown.markup import parse_html, to_html


@pytest.fixture
def fitted():
    def fit(html):
        content = lxml.html.fromstring(f"<div><h1>Judul</h1>{html}</div>")
        assert fit_for_a_book(content) == "Judul"
        return content

    return fit


def written(content):
    return "".join(lxml.html.tostring(child, encoding="unicode") for child in content)


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ('<p id="a"></p><p id="a"></p><p id="a"></p>', ["a", "a-2", "a-3"]),
        ('<p id="a"></p><p id="a-2"></p><p id="a"></p>', ["a", "a-2", "a-3"]),
        ('<p id="a b"></p><p id=" c "></p><p id=""></p>', ["a-b", "c"]),
        ('<h2 id="a">x</h2><h2>y</h2><h1>z</h1>', ["a", "_section", "_section-2"]),
        ('<a name="a">x</a><a id="b" name="c">y</a><a name="a">z</a>', ["a", "b", "a-2"]),
    ],
)
def test_an_id_is_one_word_that_stands_once(fitted, html, ids):
    assert fitted(html).xpath("./*/@id") == ids


def test_boxes_to_tick_are_signs(fitted):
    html = '<p><label for="a"><input type="checkbox" id="a" checked> x</label> <input type="checkbox"> y</p>'
    assert written(fitted(html)) == (
        '<p><span><span class="box" id="a">☑</span> x</span> <span class="box">☐</span> y</p>'
    )


def test_there_is_one_title_and_no_second_main(fitted):
    assert [element.tag for element in fitted("<h1>x</h1><main>y</main>")] == ["h2", "div"]


@pytest.mark.parametrize(
    ("written", "style"),
    [("100", "width: 100px"), ("50%", "width: 50%"), ("80px", "width: 80px"), ("auto", None), ("1e3", None)],
)
def test_sizes_are_said_in_style(fitted, written, style):
    image = fitted(f'<img src="a.png" width="{written}" height="20">').find("img")
    assert image.get("style") == style
    assert not {"width", "height"} & set(image.attrib)


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<wbr></wbr>b <i>c</i> d<br>e</p>",
        '<video><source src="a"></source><source src="b"></source><track src="c"></track><p>x</p>y</video>',
        "<p>a<wbr></wbr></p><p>b</p>",
        '<audio><source src="a"></source>Rekaman</audio> z',
    ],
)
def test_void_tags_hold_nothing(html):
    unclosed = html
    for tag in ("source", "track", "wbr"):
        unclosed = unclosed.replace(f"</{tag}>", "")
    assert to_html(parse_html(unclosed)) == to_html(parse_html(html)) == html


def test_what_is_played_comes_in_the_order_of_choice():
    assert played(parse_html('<video src="a"><source src="b"><source src="c"></video>')[0]) == ["a", "b", "c"]

"""What HTML forbids, made valid for books, and what is valid left alone."""

import pytest

from scripts.editions.content_model import make_valid
from scripts.model.markdown.markup import parse_html, to_html


def valid(html):
    tree = parse_html(html)
    make_valid(tree)
    return to_html(tree)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<li>a</li>", "<div>a</div>"),
        ('<td colspan="2">a</td>', "<div>a</div>"),
        ("<figcaption>a</figcaption>", "<div>a</div>"),
        ("<summary>a</summary>", "<p>a</p>"),
        ("<p>a <rt>b</rt></p>", "<p>a <span>b</span></p>"),
        ('<p>a <source src="x.mp4">b</p>', "<p>a b</p>"),
        ("<ul><p>x</p><li>y</li> z</ul>", "<ul><li><p>x</p></li><li>y</li><li> z</li></ul>"),
        ("<dl><dd>x</dd><dt>y</dt></dl>", "<div><div>x</div><div>y</div></div>"),
        ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<span><div>x</div></span>", "<div><div>x</div></div>"),
        ("<h3 id='a'><div>x</div></h3>", '<h3 id="a"><span>x</span></h3>'),
        ("<table><tr>x<td>y</td></tr></table>", "<table><tbody><tr><td>x</td><td>y</td></tr></tbody></table>"),
        (
            "<table><tr><td>x</td></tr><caption>y</caption></table>",
            "<table><caption>y</caption><tbody><tr><td>x</td></tr></tbody></table>",
        ),
        ("<figure>a<figcaption>b</figcaption>c</figure>", "<figure>ac<figcaption>b</figcaption></figure>"),
        ("<ruby>a</ruby>", "<span>a</span>"),
        ("<header><footer>a</footer></header>", "<header><div>a</div></header>"),
        ('<ol start="x" type="z"><li value="b">a</li></ol>', "<ol><li>a</li></ol>"),
        ('<p dir="salah" lang="bukan bahasa" aria-hidden="ya" role="doc-apa">a</p>', "<p>a</p>"),
        ('<time datetime="kemarin">a</time>', "<time>a</time>"),
        ("<data>a</data>", "<span>a</span>"),
        ('<a href="https://e.org/a b%zz[1]">a</a>', '<a href="https://e.org/a%20b%25zz%5B1%5D">a</a>'),
        ('<a href="https://e.org:abc/">a</a>', "<a>a</a>"),
    ],
)
def test_what_html_forbids_becomes_what_comes_nearest(html, expected):
    assert valid(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<ol start="3" type="a" reversed><li value="-9">a</li></ol>',
        "<dl><dt>a</dt><dt>b</dt><dd>c</dd><dd><p>d</p></dd></dl>",
        "<p>a <del><b>b</b></del></p>",
        "<del><p>a</p></del>",
        '<a href="nilai.html#b"><h3>a</h3></a>',
        "<details><summary>a</summary><p>b</p></details>",
        '<p><time datetime="2026-01-31">a</time><q lang="en-GB">b</q></p>',
        '<a href="https://e.org/?a=1&amp;b=%20#c">a</a>',
        '<svg viewBox="0 0 1 1"><title>a</title><g><text>b</text></g></svg>',
    ],
)
def test_what_is_valid_stays(html):
    assert valid(html) == to_html(parse_html(html))

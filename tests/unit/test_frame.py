"""What is fixed in the frame that Material puts around a page."""

import lxml.html
import pytest
from markupsafe import Markup

from scripts.render.frames.frame import ANCHOR, Frame, improve_accessibility
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


PLAIN = """<title><!--= page.title =--> – <!--= site.name =--></title>
<!--contents--><!--% for heading in page.toc %--><li><!--= heading.title =--></li><!--% endfor %--><!--/contents-->
<!--opener--><label><!--= page.title =--></label><!--/opener-->
<!--menu--><li class="x<!--here a.html-->"><!--opener a.html--><a<!--current a.html-->>A</a><!--contents a.html--></li>
<li class="x<!--here b.html-->"><!--opener b.html--><a<!--current b.html-->>B</a><!--contents b.html--></li><!--/menu-->
<!--origins--><!--= page.title =-->!<!--/origins-->
<main><!--= page.html =--></main><!--below-->below<!--/below-->"""


def filled(text=PLAIN, url="a.html", title="Judul", toc=(), html="<p>x</p>", **parts):
    page = {"url": url, "title": title, "toc": toc, "html": Markup(html)}
    return Frame(text).fill(page, {"name": "Situs"}, **parts)


def test_what_differs_from_page_to_page_is_filled_in():
    assert "<title>Judul – Situs</title>" in filled()
    assert "<main><p>x</p></main>below" in filled()


def test_texts_are_escaped_and_articles_are_not():
    hostile = "<b>&\"'<!--= site.name =-->"
    assert hostile not in filled(title=hostile)
    assert "<title>&lt;b&gt;&amp;&#34;&#39;&lt;!--= site.name =--&gt; – Situs" in filled(title=hostile)
    assert f"<main>{hostile}</main>" in filled(html=hostile)


def test_the_menu_marks_the_page_that_is_shown_and_no_other():
    html = filled(url="b.html", toc=[{"title": "Satu"}])
    assert '<li class="x"><a>A</a></li>' in html
    marked = '<li class="x md-nav__item--active"><label>Judul</label><a aria-current="page">B</a><li>Satu</li></li>'
    assert marked in html
    assert '<li class="x md-nav__item--active"><a aria-current="page">B</a></li>' in filled(url="b.html")


def test_a_part_may_be_given_in_the_place_of_its_own():
    assert "Judul!" in filled()
    assert "Judul!" not in filled(origins=Markup("<i>lain</i>"))
    assert "<i>lain</i>" in filled(origins=Markup("<i>lain</i>"))


@pytest.mark.parametrize("name", ["contents", "opener", "menu", "origins", "below"])
def test_a_frame_that_lacks_a_part_is_an_error_that_names_it(name):
    with pytest.raises(ThemeError, match=f"does not find <!--{name}-->"):
        Frame(PLAIN.replace(f"<!--{name}-->", ""))


def test_a_mark_that_cannot_be_read_is_an_error():
    with pytest.raises(ThemeError, match="the frame of the pages cannot be read"):
        Frame(PLAIN.replace("<!--% endfor %-->", ""))

"""What is mended in the frame that Material puts around a page."""

import lxml.html

from scripts.render.frame import ANCHOR, within_reach

MATERIAL = """<body>
<div data-md-component="skip">
  <a href="#first" class="md-skip">Lewati</a>
</div>
<nav class="md-nav" data-md-level="0" aria-label="Navigasi"><ul>
<li><input class="md-nav__toggle md-toggle " type="checkbox" id="__nav_2" checked>
<div><a href="a.html" class="md-nav__link md-nav__link--active">A</a>
<label id="__nav_2_label" for="__nav_2"></label></div>
<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_2_label" aria-expanded="true">
<label class="md-nav__title" for="__nav_2">Bagian</label></nav></li>
<li><input class="md-nav__toggle md-toggle" type="checkbox" id="__toc"><a href="b.html" class="md-nav__link">B</a></li>
</ul></nav>
<nav class="md-path" aria-label="Navigasi"></nav>
<article class="md-content__inner md-typeset"><article></article></article>
</body>"""


def test_parts_of_the_frame_have_names_and_the_skip_link_its_target():
    tree = lxml.html.document_fromstring(within_reach(MATERIAL, "id"))
    (skip,) = tree.xpath('//*[@data-md-component="skip"]/a')
    assert (skip.get("href"), skip.text) == (f"#{ANCHOR}", "Lewati ke isi")
    assert len(tree.xpath(f'//article[@id="{ANCHOR}"]')) == len(tree.xpath("//*[@id]")) - 4 == 1
    (title,) = tree.xpath('//*[@id="__nav_2_title"]')
    assert title.text == "Bagian"
    assert tree.xpath('//*[@id="__nav_2"]/@aria-labelledby') == ["__nav_2_title"]
    assert tree.xpath('//nav[@data-md-level="1"]/@aria-labelledby') == ["__nav_2_title"]
    assert tree.xpath('//*[@id="__toc"]/@aria-label') == ["Daftar isi halaman ini"]
    assert tree.xpath('//nav[@class="md-path"]/@aria-label') == ["Letak halaman ini"]
    assert tree.xpath('//*[@aria-current="page"]/@href') == ["a.html"]


def test_a_page_without_a_link_past_the_header_gets_one():
    page = '<div data-md-component="skip">\n</div><article class="x"></article>'
    assert "Skip to the content</a></div>" in within_reach(page, "en")

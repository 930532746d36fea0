"""What is mended in the frame that Material puts around a page."""

import lxml.html

from scripts.render.frame import ANCHOR, within_reach

MATERIAL = """<body>
<div data-md-component="skip">
  <a href="#first" class="md-skip">Lewati</a>
</div>
<nav class="md-path" aria-label="Navigasi"></nav>
<article class="md-content__inner md-typeset"><article></article></article>
</body>"""


def test_parts_of_the_frame_have_names_and_the_skip_link_its_target():
    tree = lxml.html.document_fromstring(within_reach(MATERIAL, "id"))
    (skip,) = tree.xpath('//*[@data-md-component="skip"]/a')
    assert (skip.get("href"), skip.text) == (f"#{ANCHOR}", "Lewati ke isi")
    assert len(tree.xpath(f'//article[@id="{ANCHOR}"]')) == len(tree.xpath("//*[@id]")) == 1
    assert tree.xpath('//nav[@class="md-path"]/@aria-label') == ["Letak halaman ini"]


def test_a_page_without_a_link_past_the_header_gets_one():
    page = '<div data-md-component="skip">\n</div><article class="x"></article>'
    assert "Skip to the content</a></div>" in within_reach(page, "en")

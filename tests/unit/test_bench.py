"""The trees that the benchmark measures: alike every time, and so clean that no finding takes the time."""

from lxml import etree

from scripts.checks import check_site
from scripts.model.site import load_site
from tests.bench.picture import picture
from tests.bench.tree import make_tree
from tests.support.project import real_site


def test_a_tree_has_the_pages_asked_for_and_few_findings(tmp_path):
    make_tree(real_site(), tmp_path, 30)
    site = load_site(tmp_path)
    assert len(site.pages) == 2 * (30 + 2)
    assert all(page.readable and page.sections for page in site.pages.values())
    for kind in ("links", "citations", "passages"):
        assert sum(len(getattr(page, kind)) for page in site.pages.values()) > len(site.pages)
    assert {issue.code for issue in check_site(site)} <= {"C02", "T04", "T06", "W04", "W08"}


def test_a_tree_is_the_same_every_time(tmp_path):
    for name in ("a", "b"):
        make_tree(real_site(), tmp_path / name, 3)
    first, second = (
        {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (tmp_path / "a", tmp_path / "b")
    )
    assert first == second


def test_the_picture_has_a_bar_and_a_ratio_for_each_figure():
    tree = etree.fromstring(picture({"plain <MkDocs>": 2.0, "build": 5.0}, "plain <MkDocs>"))
    bars, texts = (tree.findall(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("rect", "text"))
    assert [bar.get("width") for bar in bars] == ["640", "124", "310"]
    assert [text.text for text in texts] == ["plain <MkDocs>", "2.0 s · 1.00", "build", "5.0 s · 2.50"]

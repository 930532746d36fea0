"""The trees that the benchmark measures: alike every time, and so clean that no finding takes the time."""

from pathlib import Path

from scripts.bench.tree import make_tree
from scripts.checks import check_site
from scripts.model.site import load_site
from tests.project import real_site

ROOT = Path(__file__).parents[1]


def test_a_tree_has_the_pages_asked_for_and_few_findings(tmp_path):
    make_tree(real_site(), tmp_path, 30)
    site = load_site(tmp_path)
    assert len(site.pages) == 60
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

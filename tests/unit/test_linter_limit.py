"""A page that would hold the linter up for ever is said to, and the others are judged."""

from scripts.checks import check_site
from scripts.checks.writing import linter
from scripts.model.site import load_site


def test_a_page_that_holds_the_linter_up_is_one_finding(make_tree, monkeypatch):
    monkeypatch.setattr(linter, "_MOST_SECONDS", 1)
    untidy = "# A\n\nSebuah kalimat.\n- butir\n"
    config = "site_name: T\nextra: {check_families: [W]}\n"
    pages = {"docs/a.md": f"# A\n\n{'_a_b' * 30_000}\n", "docs/b.md": untidy, "docs/c.md": untidy}
    found = check_site(load_site(make_tree({"mkdocs.yml": config, **pages})))
    assert sorted((issue.path, issue.line) for issue in found if issue.code == "W07") == [
        ("docs/a.md", 1),
        ("docs/b.md", 4),
        ("docs/c.md", 4),
    ]


def test_short_pages_are_tried_one_by_one(make_tree, monkeypatch):
    tried = []

    def lint(pages):
        tried.append([page.path for page in pages])
        if any(page.slug == "b" for page in pages):
            raise linter._OverTimeError
        return []

    monkeypatch.setattr(linter, "_lint", lint)
    site = load_site(make_tree({f"docs/{name}.md": "# A\n\nKata.\n" for name in "abc"}))
    found, left = linter._lint_all(list(site.pages.values()))
    assert found == [] and [page.slug for page in left] == ["b"]
    assert len(tried) == 4

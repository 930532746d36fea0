"""A page as a value is what MkDocs makes of it with our hooks: article, table of contents, search entries."""

import re
import shutil
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from scripts.core.cache import Cache
from scripts.model.site import load_site
from scripts.render.address import site_path
from scripts.render.article import rendered as rendered_module
from scripts.render.article.bibliography import bibliographies
from scripts.render.article.rendered import FinishedError, Ground, rendered
from scripts.render.downloads import downloads
from scripts.render.search.index import INDEX, from_script
from scripts.status.report import Report
from tests.support.project import lay_project
from tests.support.project import rendered as built

MADE = 1700000000
# Links of every kind, on a page that both languages show: the second has no translation of it.
LINKS = """
## Tautan {#tautan}

[Halaman](proses.md), [bagiannya](proses.md#tahap "judul"), [folder](metode/taktik.md?a=b#c), [diri](nilai.md#tautan),
[aset tema](assets/mark.svg), [luar](https://example.org/a?b=c&d=e), <surat@example.org>, [sini](#tautan),
[tiada](nihil.txt), [titik](.), [mutlak](/nilai.html) ![gambar](gambar.png) ![nama lain](sub%20folder/./gambar.png)
<a href="proses.md">HTML</a>

!!! note "Kotak [tautan](prinsip.md)"
    Isi[^1].

[^1]: Catatan dengan [tautan](pustaka.md).

<span id="akhir"></span>
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = lay_project(tmp_path_factory.mktemp("rendered"))
    docs = root / "docs"
    (docs / "nilai.en.md").unlink()
    for path in ("nilai.md", "metode/taktik.md"):
        (docs / path).write_text((docs / path).read_text(encoding="utf-8") + LINKS, encoding="utf-8")
    for path in ("gambar.png", "gambar.en.png", "metode/gambar.png", "sub folder/gambar.png"):
        (docs / path).parent.mkdir(exist_ok=True)
        (docs / path).write_bytes(b"\x89PNG")
    (docs / "index.md").write_text(
        (docs / "index.md").read_text(encoding="utf-8").replace("\n---\n", "\ntemplate: home.html\n---\n", 1),
        encoding="utf-8",
    )
    return root


@pytest.fixture(scope="module")
def folder(project, tmp_path_factory):
    return built(project, tmp_path_factory.mktemp("built"), SOURCE_DATE_EPOCH=str(MADE))


@pytest.fixture(scope="module")
def values(project):
    """Every page of every build, by the language of the build and slug."""
    site = load_site(project, Cache(project))
    works = bibliographies(site)
    ground = Ground(Report(site), works, downloads(site, works, MADE), ())
    with chdir(project), pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(MADE))
        return site, {
            (locale, slug): rendered(ground, site.page(slug, locale), locale)
            for locale in site.config.locales
            for slug in site.slugs
        }


def test_the_text_that_the_model_rendered_is_not_rendered_otherwise_again(tmp_path, monkeypatch):
    root = lay_project(tmp_path / "project")
    links = re.sub(r"(?s)<a href.*", "", LINKS)
    heading = "# A [b](nilai.md) *c* & `<d>` {#a data-toc-label='A <b> c'}\n\n[e](nilai.md)."
    foot = {"nilai": links, "proses": f"\n{heading}\n"}
    for slug, text in foot.items():
        with (root / "docs" / f"{slug}.md").open("a", encoding="utf-8") as page:
            page.write(f"{text}\nKata [@biestek1957].\n")
    site = load_site(root)
    ground = Ground(Report(site), bibliographies(site))
    names = [(slug, locale) for slug, locale in site.pages if site.pages[slug, locale].html]
    with chdir(root):
        made = [rendered(ground, site.pages[name], name[1]) for name in names]
        whole = [name for name in names if rendered_module._is_whole(ground, site.pages[name])]
        monkeypatch.setattr(rendered_module, "_is_whole", lambda *_: False)
        assert made == [rendered(ground, site.pages[name], name[1]) for name in names]
    assert {("nilai", "id"), ("proses", "id")} <= set(whole)


def finished(site, folder, locale, slug):
    return (folder / site_path(site.config, f"{slug}.html", locale)).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plain(project, tmp_path_factory):
    """The same pages as MkDocs and static-i18n render them without our hooks and templates."""
    root = Path(shutil.copytree(project, tmp_path_factory.mktemp("plain") / "project", symlinks=True))
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    for pattern, instead in (
        (r"^hooks: .*\n", ""),
        (r"^theme:\n(?:  .*\n)+", "theme: {name: material, language: id, custom_dir: overrides}\n"),
        (r"^extra_(?:css|javascript):.*\n(?:  .*\n)*", ""),
        (r"^strict: true\n", ""),
    ):
        settings, count = re.subn(pattern, instead, settings, flags=re.MULTILINE)
        assert count, pattern
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (root / "docs" / "index.md").write_text("# Beranda\n", encoding="utf-8")
    # Its assets stay, for pages link one of them.
    shutil.rmtree(root / "overrides" / "partials")
    for template in (root / "overrides").glob("*.html"):
        template.unlink()
    return built(root, tmp_path_factory.mktemp("plain-built"))


def addresses(html):
    """Where the links and pictures of the section with links of every kind lead, glosses left out."""
    tree = lxml.html.document_fromstring(html)
    links = tree.xpath("//h2[@id='tautan']/following::*[self::a or self::img][not(preceding::*[@id='akhir'])]")
    left = [link for link in links if link.get("class") not in ("gloss", "headerlink")]
    return [link.get("href") or link.get("src") for link in left]


def test_links_of_every_kind_lead_where_mkdocs_lets_them_lead(values, plain):
    site, pages = values
    seen = 0
    for (locale, slug), page in pages.items():
        if 'id="tautan"' in page.html:
            seen += 1
            assert addresses(page.html) == addresses(finished(site, plain, locale, slug)), (locale, slug)
    # Two pages, and one of them in both languages.
    assert seen == 3


def test_the_article_stands_on_its_page_as_it_is(values, folder):
    site, pages = values
    assert any(page.locale != page.shown_in for page in pages.values())
    for (locale, slug), page in pages.items():
        assert page.html in finished(site, folder, locale, slug), (locale, slug)


def test_the_headings_are_the_table_of_contents(values, folder):
    site, pages = values
    for (locale, slug), page in pages.items():
        tree = lxml.html.document_fromstring(finished(site, folder, locale, slug))
        shown = [
            (link.get("href"), " ".join(link.text_content().split()))
            for link in tree.xpath("//*[@data-md-type='toc']//a[@class='md-nav__link']")
        ]
        assert shown == [*_listed(page.headings)], (locale, slug)


def _listed(headings):
    for heading in headings:
        yield f"#{heading.anchor}", " ".join(lxml.html.fromstring(f"<p>{heading.title}</p>").text_content().split())
        yield from _listed(heading.children)


def test_the_entries_are_those_of_the_search(values, folder):
    site, pages = values
    for locale in site.config.locales:
        index = from_script((folder / site_path(site.config, INDEX.as_posix(), locale)).read_text(encoding="utf-8"))
        shown = {(entry["at"], entry["kind"], entry["title"], entry["text"]) for entry in index["entries"]}
        ours = [entry for (shown_in, _), page in pages.items() if shown_in == locale for entry in page.entries]
        assert {(entry.at, entry.kind, entry.title, entry.text) for entry in ours} == shown


def test_an_article_that_acts_is_refused(project, values):
    site, _ = values
    page = site.page("prinsip", "id")
    ground = Ground(Report(site))
    acting = "<p onclick='x()'>a</p>"
    source = type(page.source).of(page.source.path, f"{page.source.text}\n{acting}\n")
    with chdir(project), pytest.raises(FinishedError) as error:
        rendered(ground, replace(page, source=source, html=page.html + acting), "id")
    assert [issue.code for issue in error.value.issues] == ["H02"]
    assert error.value.issues[0].path == "docs/prinsip.md"

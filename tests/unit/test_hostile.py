"""Pages and data of a stranger who knows the allow-list: refused at their place, or text where they are shown."""

import re

import pytest
import yaml

from scripts.checks import RULES
from scripts.checks.hazards.finished import finished_issues
from scripts.checks.hazards.vocabulary import BOXES, RENDERER
from scripts.core.place import Place
from scripts.model.markdown.markup import parse_html
from scripts.model.references import Reference
from scripts.model.site import load_site
from scripts.render.article.bibliography import Bibliography
from scripts.render.article.blocks import page_markdown
from scripts.render.article.inline import page_html
from scripts.render.article.templates import as_text
from scripts.status.report import Report
from tests.support.project import ROOT

INPUTS = yaml.safe_load((ROOT / "tests" / "data" / "hostile.yml").read_text(encoding="utf-8"))
HEAD = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\n"
CODES = ("H01", "H02", "H03", "H04", "H08")


def issues_by_page(root):
    site = load_site(root)
    found = {page.path: [] for page in site.pages.values()}
    for code in CODES:
        for issue in RULES[code].issues(site):
            found[issue.path].append(issue)
    return found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """One site for all inputs, each a page."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    for number, given in enumerate(INPUTS):
        (root / "docs" / f"uji-{number}.md").write_text(HEAD + given["body"] + "\n", encoding="utf-8")
    return issues_by_page(root)


@pytest.mark.parametrize("number", range(len(INPUTS)), ids=lambda number: INPUTS[number]["body"][:60])
def test_a_hostile_page_is_refused_where_it_says_so(number, hostile):
    issues = [issue for issue in hostile[f"docs/uji-{number}.md"] if issue.code == INPUTS[number]["code"]]
    assert issues, hostile[f"docs/uji-{number}.md"]
    # The body is no longer than what is wrong with it.
    assert all(issue.line > HEAD.count("\n") for issue in issues)


FRIENDLY = [
    "```{.mermaid}\ngraph TD\n```\n\n    indented",
    '!!! note inline end "Catatan"\n    Isi.\n\n??? tip\n    Isi.',
    '=== "A"\n\n    a\n\n=== "B"\n\n    === "C"\n\n        c\n\n    === "D"\n\n        d',
    '```python\ndef a(): return \'b\'\n```\n\n```sh linenums="1" title="x"\nls -l | wc\n```',
    '```{.py hl_lines="1 2" title="x"}\na = 1\nb = 2\n```\n\n```sh hl_lines="1"\nls\n```',
    "Satu.[^1] Dua [@luhpuri2010, 24; @biestek1957].\n\n[^1]: Catatan.",
    '## Lokasi {#location}\n\n## Nama {#name}\n\n## Search {#search}\n\n<a name="lama"></a>',
    '*x*{ .no-gloss lang=en }\n\n<div class="cards no-gloss" markdown>\n- x\n</div>',
    '<p id="a">x</p><p aria-describedby="a" role="note">y</p><img src="x.png" alt="" role="presentation">',
    "<input type=checkbox disabled checked> <label>x</label>",
    '[x](https://a.example){ rel="external nofollow noopener" }',
    '<details class="note"><summary>x</summary>y</details>',
    "`<body>` dan <!-- <body onload=a()> --> </body>\n\n    <html>\n\n<header>x</header>",
]


@pytest.mark.parametrize("body", FRIENDLY)
def test_what_markdown_makes_and_the_house_offers_passes(body, make_tree):
    root = make_tree({"docs/nilai.md": HEAD + body})
    (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    assert issues_by_page(root) == {"docs/nilai.md": []}


@pytest.mark.parametrize("kind", sorted(BOXES))
def test_every_kind_of_box_passes(kind, make_tree):
    assert issues_by_page(make_tree({"docs/nilai.md": f'{HEAD}!!! {kind} "x"\n    y'}))["docs/nilai.md"] == []


SIGNS = '<img src=x onerror=a()> & "B"\'s *c* _d_ `e` [f](g) [[glossary]]'
SIGNS += " {: onclick=a() } {{ 7*7 }} \\* <!-- &lt;b&gt; </cite>"


@pytest.mark.parametrize(
    "around", ['<p title="{}">{}</p>', "# {} {{: #x }}\n\n{}", "<div>\n<b>{}</b>\n\n{}\n</div>", "- {} {}"]
)
def test_a_text_is_itself_in_markdown_and_in_html(around, make_tree):
    body = around.format(as_text(SIGNS), as_text(f"1. {SIGNS}\n\n# x"))
    site = load_site(make_tree({"docs/nilai.md": HEAD + body}))
    tree = parse_html(site.pages["nilai", "id"].html)
    assert tree.text_content().count(SIGNS) + sum(SIGNS in v for e in tree.iter() for v in e.attrib.values()) == 2
    assert not list(tree.iter("img", "code", "em")) + tree.xpath("//*[@onclick]")


def work(key, **fields):
    return Reference(
        key, {"id": key, "type": "book", "title": "Judul", **fields}, status="verified", note={}, place=Place("", 1, 1)
    )


@pytest.mark.parametrize("locale", ["id", "en"])
@pytest.mark.parametrize(
    "fields",
    [
        {"title": SIGNS},
        {"title": f'<span class="nocase">{SIGNS}</span>', "language": "en"},
        {"author": [{"family": SIGNS, "given": SIGNS, "suffix": SIGNS}]},
        {"author": [{"literal": SIGNS}]},
        {"editor": [{"literal": SIGNS}], "type": "chapter", "container-title": SIGNS},
        {"type": "article-journal", "container-title": SIGNS, "volume": SIGNS, "issue": SIGNS, "page": SIGNS},
        {"publisher": SIGNS, "publisher-place": SIGNS, "edition": SIGNS},
        {"type": "report", "genre": SIGNS, "number": SIGNS, "DOI": f"10.1/{SIGNS}"},
        {"type": "webpage", "URL": f'https://a.example/"onmouseover="a(){SIGNS}'},
        {"type": "thesis", "genre": SIGNS, "publisher": SIGNS, "archive": SIGNS, "event-place": SIGNS},
    ],
)
def test_a_string_of_a_work_is_text(fields, locale):
    bibliography = Bibliography({"a": work("a", **fields)}, locale)
    for html in (bibliography.entry("a"), bibliography.plain_entry("a"), bibliography.citation("a", SIGNS)):
        tree = parse_html(html)
        assert {e.tag for e in tree.iterdescendants()} <= {"i", "a", "span"}
        assert {key for e in tree.iterdescendants() for key in e.attrib} <= {"href", "rel", "lang"}
    # Between two pages stands a dash.
    assert SIGNS.replace("-", "–") in parse_html(bibliography.citation("a", SIGNS)).text_content()


def test_a_locator_is_text_on_the_page(make_tree, real_schemas):
    csl = "{type: book, title: Judul, issued: {date-parts: [[2001]]}}"
    data = f"references:\n  - id: a\n    status: verified\n    csl: {csl}\n"
    body = HEAD + 'Uji [@a, <img src=x onerror=a()></cite>] dan [@a, "><b>], [@b" onclick="a(), 3].\n'
    files = {"docs/nilai.md": body, "docs/_data/references.yml": data, "docs/pustaka.md": f"{HEAD}[[references]]"}
    site = load_site(make_tree({**files, **real_schemas}))
    page = site.pages["nilai", "id"]
    html = page_html(site, page, Bibliography(site.references, "id"), page.html)
    assert not list(parse_html(html).iter("img", "b")) + parse_html(html).xpath("//*[@onclick]")
    assert ", <img src=x onerror=a()></cite>)" in parse_html(html).text_content()


def test_a_glossary_of_signs_is_text(make_tree, real_schemas):
    words = {"term": SIGNS, "definition": SIGNS, "also": [f"{SIGNS} 2"], "avoid": {f"{SIGNS} 3": SIGNS}}
    other = {**words, "term": f"}} {SIGNS}", "also": [], "avoid": {}}
    both = {"id": SIGNS, "en": SIGNS}
    term = {"id": "a", "locales": {"id": words, "en": other}, "quotes": {"source": "uu", "at": both}}
    law = {"id": "uu", "status": "verified", "short": both, "csl": {"type": "legislation", "title": SIGNS}}
    files = {
        "docs/glosarium.md": f"{HEAD}[[glossary]]\n\n[[cards]]\n\n[[references]]\n",
        "docs/_data/glossary.yml": yaml.safe_dump({"terms": [term]}),
        "docs/_data/references.yml": yaml.safe_dump({"references": [law]}),
    }
    site = load_site(make_tree({**files, **real_schemas}))
    for page in site.pages.values():
        works = Bibliography(site.references, page.locale)
        filled = page_markdown(Report(site), page, works, page.source.text.partition("---\n\n")[2])
        again = load_site(make_tree({"docs/glosarium.md": HEAD + filled})).pages["glosarium", page.locale]
        tree = parse_html(again.html)
        assert not list(tree.iter("img", "em")) + tree.xpath("//*[@onclick]")
        assert SIGNS in tree.xpath("string(//h3)")
        assert tree.text_content().count(f"{SIGNS}, {SIGNS}") == 2


PLANTED = {
    "<script>a()</script>": "H01",
    "<iframe src=a.html></iframe>": "H01",
    "<img src=x onerror=a()>": "H02",
    '<p style="position:fixed">x</p>': "H02",
    '<svg><path d="M0 0" fill="url(https://host.example/x)"/></svg>': "H02",
    "<svg><script>a()</script></svg>": "H01",
    "<svg><style>p{}</style></svg>": "H01",
    "<button formaction=x>x</button>": "H02",
    '<input type="image" src="x.png">': "H02",
    '<a href="javascript:a()">x</a>': "H03",
    '<img src="https://host.example/x.png">': "H04",
    '<p data-md-component="source">x</p>': "H08",
    '<p id="__config">x</p>': "H08",
    '<p class="md-overlay">x</p>': "H08",
    '<label for="__drawer">x</label>': "H08",
    "<math><mi>x</mi></math>": "H01",
    "<body onload=a()>": "H01",
    '<a class="headerlink" href="#x" title="x">x</a>': "H08",
    '<h2 id="y">y<a class="headerlink" href="#x" title="x">x</a></h2>': "H08",
    '<a href="javascript:a()" href="x.html">x</a>': "H03",
    '<a HREF="javascript:a()">x</a>': "H03",
    '<a title="&#1;" xml:x="x" onclick="a()">x</a>': "H02",
    '<span class="kd">x</span>': "H08",
    '<p aria-labelledby="x">x</p>': "H08",
    '<p><a href="x<y"><img src="//host.example/x.png"></a></p>': "H04",
}


@pytest.mark.parametrize("planted", PLANTED)
def test_the_last_judge_sees_what_came_through(planted, make_tree):
    site = load_site(make_tree({"docs/nilai.md": f"{HEAD}Satu.\n\n{planted}\n"}))
    page = site.pages["nilai", "id"]
    issues = finished_issues(site, page, f"<p>x</p>{planted}")
    assert PLANTED[planted] in {issue.code for issue in issues}
    assert {(issue.path, issue.line) for issue in issues} == {("docs/nilai.md", 8)}


def test_the_last_judge_names_the_data_file(make_tree, real_schemas):
    data = (
        "references:\n  - id: a\n    status: verified\n    csl:\n      type: book\n      title: x <b onclick=aksi()>\n"
    )
    site = load_site(make_tree({"docs/nilai.md": f"{HEAD}Satu.", "docs/_data/references.yml": data, **real_schemas}))
    (issue,) = finished_issues(site, site.pages["nilai", "id"], "<p>x</p><b onclick=aksi()>x</b>")
    assert (issue.path, issue.line, issue.column, issue.code) == ("docs/_data/references.yml", 6, 27, "H02")


def test_the_list_has_what_the_templates_write():
    folders = [ROOT / "scripts" / "render" / "article" / "templates", ROOT / "scripts" / "diagrams" / "templates"]
    text = "".join(
        file.read_text(encoding="utf-8") for folder in folders for file in folder.iterdir() if file.is_file()
    )
    text = re.sub(r"\{[{%#].*?[}%#]\}", " ", text)
    written = {name for value in re.findall(r'class="([^"]*)"', text) for name in value.split()}
    # Two are put together: {{ colour }}-line.
    assert {name for name in written if not name.startswith("-")} <= RENDERER.classes

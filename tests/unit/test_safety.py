"""What family H must see through: HTML that the checker's parser and a browser read in different ways."""

import pytest

from scripts.checks import RULES
from scripts.checks.hazards import unsafe
from scripts.model.markdown.markup import parse_html, to_html
from scripts.model.site import load_site

PAGE = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\nSebuah kalimat.\n\n"


def found(root, *codes):
    site = load_site(root)
    return {issue.code for code in codes or ("H01", "H02", "H03", "H04") for issue in RULES[code].issues(site)}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<!--> <script>a()</script> -->", "H01"),
        ("<!--> <body onload=a()> -->", "H01"),
        ("<!-- x --!> <html onclick=a()> -->", "H01"),
        ("<!-- x --!> <script>a()</script> -->", "H01"),
        ('<!--> <img src="a.png" onerror="a()"> -->', "H02"),
        ('<!--> <a href="javascript:a()">x</a> -->', "H03"),
        ("<div><scr<body>ipt>a()</script></div>", "H01"),
        ('<noscript><p title="</noscript><img src=x onerror=a()>"></noscript>', "H01"),
        ("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a()&gt;'>", "H01"),
        ('<a href="&#14;javascript:a()">x</a>', "H03"),
        ('<a href="&#1;java&NewLine;script&colon;a()">x</a>', "H03"),
        ("[x](<java&#10;script:a()>)", "H03"),
        ("<div><img/src='a.png'/onerror=a()></div>", "H02"),
        ('<details ontoggle="a()" open>x</details>', "H02"),
        ('# Judul { onclick="a()" }', "H02"),
        ("[^1]\n\n[^1]: <base href=//contoh.org/>", "H01"),
        ('<div markdown="1">\n[x](data:text/html,a)\n</div>', "H03"),
        ("![x](\\\\\\\\contoh.org/a.png)", "H04"),
        ("![x](/&#9;/contoh.org/a.png)", "H04"),
        ('<input type="RADIO" autofocus>', "H02"),
        ("<input type=password>", "H01"),
        ("<custom-tag>x</custom-tag>", "H01"),
        ("<plaintext>x", "H01"),
    ],
)
def test_a_trick_is_seen(body, code, make_tree):
    assert code in found(make_tree({"docs/nilai.md": PAGE + body}))


@pytest.mark.parametrize(
    "body",
    [
        "<tr><td class='a' style='text-align: left'>A row without its table</td></tr>",
        "<a href='https://contoh.org/'>x <a href='nilai.md'>y</a></a>",
        "<p>Not closed <b>at all",
        "a < b, c > d, x<y>z, `<y>`".replace("<y>", "< y >"),
        "<!-- a comment, with -- in it -->",
        '=== "A"\n\n    a\n\n=== "B"\n\n    b',
        "<input type=checkbox disabled checked>",
    ],
)
def test_clumsy_but_harmless_html_passes(body, make_tree):
    assert found(make_tree({"docs/nilai.md": PAGE + body})) == set()


def test_a_link_that_leads_in_a_circle_or_to_docs_itself_is_no_way_out(make_tree):
    root = make_tree({"docs/nilai.md": PAGE})
    (root / "docs" / "a.txt").symlink_to("nilai.md")
    (root / "docs" / "b.txt").symlink_to(root / "docs" / "nilai.md")
    assert found(root, "H05") == set()
    (root / "docs" / "c").symlink_to(root / "mkdocs.yml")
    assert found(root, "H05") == {"H05"}


@pytest.mark.parametrize("id_", ["bagian-é", "a%20b", "v1.2:a"])
def test_the_mark_beside_a_heading_may_lead_to_any_id(make_tree, id_):
    page = f"{PAGE}## Bagian {{#{id_}}}\n\nKalimat.\n"
    root = make_tree({"docs/nilai.md": page, "docs/nilai.en.md": page})
    assert found(root, "H08") == set()


@pytest.mark.parametrize(
    "html",
    [
        '<p class="note" title="a &amp; b"><a href="nilai.md">x</a> <img src="a.png" alt="x"></p>',
        '<h2 id="x">x<a class="headerlink" href="#x">¶</a></h2>',
        '<h2 id="x">x<h3>y</h3><a class="headerlink" href="#x">¶</a></h2>',
        '<a href="#y"><h2 id="x">x<a class="headerlink" href="#x">¶</a></h2></a>',
        '<p title="a > b" onclick="a()">x</p>',
        '<a href="java&amp;Tab;script:a()">x</a> <a href="data:text/html,x">x</a>',
        '<input type="checkbox" disabled><input name="x">',
        "<p>x</p><!-- x --><style>p{}</style>",
        '<td style="text-align:left" class="md-x">x</td>',
        '<img src="//contoh.org/a.png" alt="x">',
    ],
)
def test_tags_that_every_parser_reads_alike_are_judged_as_the_sanitiser_would(html, monkeypatch):
    def judged():
        return unsafe.unsafe(None)(page)

    page = type("Page", (), {"html": to_html(parse_html(html)), "document_tags": (), "readable": True})
    soon = judged()
    monkeypatch.setattr(unsafe, "_is_harmless", lambda tag: False)
    assert soon == judged()

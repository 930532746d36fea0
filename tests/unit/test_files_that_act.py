"""Files below docs/ that act or take another's place, in names that a repository cannot hold as fixtures."""

import pytest

from scripts.checks import RULES
from scripts.model.site import load_site

PAGE = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\nSebuah kalimat.\n"


def found(root, code):
    return [issue.path for issue in RULES[code].issues(load_site(root))]


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        (["Nilai.md", "nilai.md"], ["nilai.md"]),
        (["Nilai.en.md", "nilai.md"], ["nilai.md"]),
        (["Bab/a.md", "bab/b.md"], ["bab/b.md"]),
        (["é.md", "e\u0301.md"], ["é.md"]),
        (["É.png", "e\u0301.png"], ["É.png"]),
        (["STRASSE.md", "straße.md"], ["straße.md"]),
        (["nilai.md", "nilai.en.md", "nilai.png", "nilai.en.png", "nilai/a.md"], []),
        (["aux.md"], ["aux.md"]),
        (["CON.en.md"], ["CON.en.md"]),
        (["nul.png"], ["nul.png"]),
        (["com1/a.md"], ["com1"]),
        (["lpt9.a.b.pdf"], ["lpt9.a.b.pdf"]),
        (["CONIN$.md", "conout$.png"], None),
        (["auxin.md", "com10.md", "con-1.md"], []),
        (["a .md"], []),
        (["a /b.md", "b./c.md"], ["a ", "b."]),
        (["a:b.md", "a?.png", 'a".png', "a|b.md", "a\\b.md", "a*.md", "<a>.md"], None),
        (["a\nb.md", "a\x1bb.md", "a\u202eb.md", "a\u200bb.md", "a\x7fb.png", "a\u2066.md"], None),
        (["a\u200cb.md"], []),
    ],
)
def test_a_name_must_be_possible_everywhere(names, wrong, make_tree):
    root = make_tree({f"docs/{name}": PAGE for name in names})
    expected = names if wrong is None else wrong
    assert sorted(found(root, "H11")) == sorted(f"docs/{name}" for name in expected)


def test_a_name_that_is_no_text_is_refused_and_its_page_read(make_tree, tmp_path):
    root = make_tree({"docs/nilai.md": PAGE})
    (root / "docs" / "a\udcff.md").write_text(PAGE)
    assert found(root, "H11") == ["docs/a\udcff.md"]


@pytest.mark.parametrize(
    "name",
    [
        "Search.md",
        "SEARCH/a.md",
        "Dwibahasa/nilai.md",
        "EN/nilai.md",
        "En.md",
        "Kutip/a.ris",
        "Unduh/a.csv",
        "Assets/Kartu/a.png",
        "assets/Javascripts/a.png",
        "Robots.txt",
        "ADS.TXT",
    ],
)
def test_a_path_of_the_build_in_capitals_is_the_same_path_on_many_machines(name, make_tree):
    assert found(make_tree({f"docs/{name}": PAGE}), "H11") == [f"docs/{name}"]


@pytest.mark.parametrize("structure", ["suffix", "folder"])
def test_a_folder_called_like_a_language_is_wrong_in_a_suffix_structure_alone(structure, make_tree):
    root = make_tree({"docs/en/nilai.md": PAGE, "docs/id/nilai.md": PAGE})
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("docs_structure: suffix", f"docs_structure: {structure}"))
    assert found(root, "H11") == (["docs/en/nilai.md"] if structure == "suffix" else [])


def test_what_the_site_lays_over_its_theme_is_not_replaced(make_tree):
    files = dict.fromkeys(("docs/assets/a.png", "docs/assets/b.png", "docs/assets/C.png"), "x")
    root = make_tree({**files, "look/assets/a.png": "x", "look/assets/c.png": "x"})
    with (root / "mkdocs.yml").open("a") as config:
        config.write("theme: {name: material, custom_dir: look}\n")
    assert found(root, "H11") == ["docs/assets/C.png", "docs/assets/a.png"]


def test_a_theme_that_is_not_installed_brings_nothing(make_tree):
    root = make_tree({"docs/assets/a.png": "x"})
    with (root / "mkdocs.yml").open("a") as config:
        config.write("theme: no-such-theme\n")
    assert found(root, "H11") == []


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"<html>", True),
        (b"\xef\xbb\xbf\r\n\t<!doctype html>", True),
        (b"\xff\xfe<\x00h\x00t\x00m\x00l\x00", True),
        (b"\x00\x00<script>", True),
        (b"<?xml version='1.0'?><svg/>", True),
        (b"<!-- --><svg/>", True),
        (b"", False),
        (b"\x89PNG\r\n\x1a\n<html>", False),
        (b"x < y", False),
    ],
)
def test_a_picture_begins_as_one(content, wrong, make_tree):
    assert bool(found(make_tree({"docs/a.png": content}), "H10")) == wrong


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    "body",
    [
        '<style>a{background:image-set("https://h.example/a.png" 1x)}</style>',
        "<style>a{background:-webkit-image-set('//h.example/a.png' 1x)}</style>",
        "<style>a{fill:u\\72l(https://h.example/a)}</style>",
        "<style>a{fill:\\75\\52 l(//h.example/a)}</style>",
        "<style>@\\69mport 'a.css';</style>",
        "<style>@import/**/'a.css';</style>",
        "<style>a{fill:url(/**/https://h.example/a)}</style>",
        "<style>@font-face{font-family:a;src:url(huruf.woff2)}</style>",
        "<style>a{mask:src('https://h.example/a')}</style>",
        "<style><![CDATA[@import url(a.css);]]></style>",
        '<path style="fill:url(lain.svg#a)"/>',
        '<path filter="url(https://h.example/a#b)"/>',
        '<use href="lain.svg#a"/>',
        '<use xlink:href="lain.svg#a"/>',
        '<use href="data:image/svg+xml,x#a"/>',
        '<g xml:base="https://h.example/"><use href="#a"/></g>',
        '<foreignObject width="1" height="1"/>',
        '<a xlink:href="javascript:a()"><path/></a>',
        '<a href="&#9;java&#10;script:a()"><path/></a>',
        '<a href="b.html" ping="/c"><path/></a>',
        '<animate attributeName="href" values="#a;javascript:a()"/>',
        '<set attributeName="onclick" to="a()"/>',
        '<set attributeName="fill" to="url(https://h.example/a)"/>',
        '<image href="//h.example/a.png"/>',
        '<feImage href="https://h.example/a.png"/>',
        '<linearGradient href="lain.svg#a"/>',
        '<script xlink:href="a.js"/>',
        '<path onbegin="a()"/>',
        '<audio xmlns="http://www.w3.org/1999/xhtml" src="a.mp3"/>',
        '<video href="a.mp4"/>',
        "<iframe/>",
    ],
)
def test_a_drawing_that_acts_or_loads_is_refused(body, make_tree):
    root = make_tree({"docs/a.svg": SVG.format(body)})
    assert found(root, "H07"), body


@pytest.mark.parametrize(
    "body",
    [
        '<style>a{fill:url(#a);font-family:"A: b",serif}</style>',
        "<style>/* @import url(https://h.example/) */ a{fill:red}</style>",
        '<path style="fill:url(&quot;#a&quot;)" id="src"/>',
        '<use href="#a"/><use xlink:href=" #a"/><textPath href="#a">a</textPath>',
        '<animate attributeName="r" from="1" to="2" values="1;2"/>',
        '<image href="a.png"/><a href="../nilai.html"><path/></a>',
        '<metadata><r xmlns="http://purl.org/" resource="http://purl.org/dc"/></metadata>',
        "<text>see url(https://h.example/) in the text</text>",
        '<path aria-label="image-set of two" class="onclick"/>',
    ],
)
def test_a_drawing_that_only_shows_passes(body, make_tree):
    assert found(make_tree({"docs/a.svg": SVG.format(body)}), "H07") == []


SCRIPT = "<script>a()</script>"
# Between signs of UTF-7, which browsers do not know, the script stands in a comment.
HIDDEN = f"+ADwAIQAtAC0-{SCRIPT}+AC0ALQA+-"


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ('<!DOCTYPE svg [<!ATTLIST svg onload CDATA "a()">]>' + SVG.format(""), True),
        ('<!-- [ -->\n<!DOCTYPE svg [ <!ELEMENT g ANY><!ATTLIST g onclick CDATA "a()"> ]>' + SVG.format("<g/>"), True),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format(""), True),
        ('<!DOCTYPE svg [<!ENTITY % a "b"> %a;]>' + SVG.format(""), True),
        ('<?xml version="1.0" encoding="UTF-7"?>' + SVG.format(HIDDEN), True),
        ("<?xml version='1.0' encoding='HZ'?>" + SVG.format(""), True),
        (f'\ufeff<!DOCTYPE svg [<!ATTLIST svg onload CDATA "a()">]>{SVG}'.format("").encode("utf-16-le"), True),
        (f'<?xml version="1.0" encoding="utf-16"?>{SVG}'.format("").encode("utf-16"), False),
        ('<?xml version="1.0" encoding="UTF-8" standalone="no"?>' + SVG.format(""), False),
        ("<?xml version='1.0' encoding='iso-8859-1'?>" + SVG.format(""), False),
        ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/a/svg11.dtd">' + SVG.format(""), False),
        ("<!DOCTYPE svg><!-- [<!ENTITY --> " + SVG.format("<text>[<![CDATA[<!ATTLIST]]>]</text>"), False),
    ],
)
def test_what_stands_before_a_drawing_hides_nothing(content, wrong, make_tree):
    assert bool(found(make_tree({"docs/a.svg": content}), "H07")) == wrong


def test_a_finding_in_a_drawing_with_other_line_ends_stands_where_an_editor_shows_it(make_tree):
    content = SVG.format("\r\r\n<g>\u2028\x85</g> <path onclick='a()'/>\r")
    (issue,) = RULES["H07"].issues(load_site(make_tree({"docs/a.svg": content})))
    assert (issue.line, issue.column) == (3, 17)

"""What is taken from pages and style sheets so that they travel light, and what never is."""

import re

from scripts.render.lean import bundle, make_lean, without_blanks, words

SHEETS = [
    ":root{--used:#fff;--chained:var(--used);--idle:url('data:,x')}.kept{color:var(--chained)}",
    ".never{background:var(--idle)}.kept .never{color:blue}.kept a:hover{color:red}#nowhere{color:tan}",
]


def test_rules_for_what_no_page_has_go_and_all_others_stay():
    style = bundle(SHEETS, words('<p class="kept">'), rtl=False)
    assert ".never" not in style
    assert "#nowhere" not in style
    assert ".kept a:hover{color:red}" in style
    assert "--used" in style
    assert "--idle" not in style


def test_a_class_that_only_a_script_gives_keeps_its_rules():
    assert ".never{" in bundle(SHEETS, words('element.classList.add("never")'), rtl=False)


def test_rules_for_writing_from_right_to_left_go_where_nothing_is_written_so():
    sheet = "[dir=ltr] .kept{left:0}[dir=rtl] .kept{right:0}"
    assert bundle([sheet], frozenset({"kept"}), rtl=True) == sheet
    assert bundle([sheet], frozenset({"kept"}), rtl=False) == "[dir=ltr] .kept{left:0}"


def test_rules_for_colours_that_the_site_did_not_choose_go():
    chosen = "[data-md-color-primary=indigo]{color:red}"
    sheet = f'[data-md-color-accent="lime"]{{color:red}}[data-md-color-primary=grey] .kept{{top:0}}{chosen}'
    assert bundle([sheet], words('<body class="kept" data-md-color-primary="indigo">'), rtl=False) == chosen


def test_blanks_that_count_stay():
    page = "<p>\n    one\n\n  two</p>\n\n<pre>\n  a\n\n  b</pre>\n<script>\n  x\n\n  y</script>\n   <p>"
    assert without_blanks(page) == "<p>\none\ntwo</p>\n<pre>\n  a\n\n  b</pre>\n<script>\n  x\n\n  y</script>\n<p>"


def site(folder):
    files = {
        "assets/a.css": ".shown { color: red }\n.never { color: red }",
        "assets/b.css": ".shown { margin: 0px }",
        "assets/own.css": ".own { color: red }",
        "assets/paper.css": ".gone { display: none }",
        "assets/one.js": "// why\nconst one = `a  b`;\n",
        "assets/all.js": "(() => {\n  first();\n})();\n",
        "assets/also.js": "// also\n(() => { second(); })();\n",
        "assets/two.min.js": "// kept as it is\n",
        "index.html": page("", "own").replace("<p", '<script src="assets/one.js" defer></script>\n<p'),
        "en/deep/page.html": page("../../"),
        "404.html": '<link rel="stylesheet" href="/assets/own.css">\n<p class="shown">',
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def page(top, *own):
    sheets = "".join(f'  <link rel="stylesheet" href="{top}assets/{name}.css">\n' for name in ("a", *own, "b"))
    paper = f'  <link rel="stylesheet" href="{top}assets/paper.css" media="print">\n'
    scripts = "".join(f'  <script src="{top}assets/{name}.js" defer></script>\n' for name in ("all", "also"))
    return f'{sheets}{paper}{scripts}<p class="shown">'


def test_every_page_links_one_sheet_and_one_script_named_by_their_content(tmp_path):
    make_lean(site(tmp_path / "one"))
    make_lean(site(tmp_path / "two"))
    (sheet,) = (tmp_path / "one" / "assets").glob("site.*.css")
    (script,) = (tmp_path / "one" / "assets").glob("site.*.js")
    assert sheet.read_text(encoding="utf-8") == ".shown{color:red;margin:0}"
    assert sorted(file.name for file in (tmp_path / "one" / "assets").iterdir()) == sorted(
        [sheet.name, script.name, "one.js", "own.css", "paper.css", "two.min.js"]
    )
    deep = (tmp_path / "one" / "en" / "deep" / "page.html").read_text(encoding="utf-8")
    assert deep.count('rel="stylesheet"') == 2
    assert f'href="../../assets/{sheet.name}"' in deep
    home = (tmp_path / "one" / "index.html").read_text(encoding="utf-8")
    assert home.index(sheet.name) < home.index("own.css") < home.index("paper.css")
    assert 'href="/assets/own.css"' in (tmp_path / "one" / "404.html").read_text(encoding="utf-8")
    assert (tmp_path / "two" / "assets" / sheet.name).is_file()
    assert (tmp_path / "two" / "assets" / script.name).is_file()
    assert script.read_text(encoding="utf-8") == "(()=>{first();})();\n(()=>{second();})();"
    assert re.findall(r"<script.*", home) == [
        f'<script src="assets/{script.name}" defer></script>',
        '<script src="assets/one.js" defer></script>',
    ]


def test_scripts_lose_comments_and_nothing_else(tmp_path):
    make_lean(site(tmp_path))
    assert (tmp_path / "assets" / "one.js").read_text(encoding="utf-8").strip() == "const one=`a  b`;"
    assert (tmp_path / "assets" / "two.min.js").read_text(encoding="utf-8") == "// kept as it is\n"

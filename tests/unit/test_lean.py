"""What is taken from pages so that they travel light, and what never is."""

import re
import shutil
from pathlib import Path

import material
import pytest

from scripts.render.bundle.assets import bundle_assets, without_blanks
from scripts.render.frames.ties import ThemeError

(BUNDLE,) = (Path(material.__path__[0]) / "templates/assets/javascripts").glob("bundle.*.min.js")


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
    (folder / "assets" / "javascripts").mkdir()
    shutil.copy(BUNDLE, folder / "assets" / "javascripts")
    return folder


def page(top, *own):
    sheets = "".join(f'  <link rel="stylesheet" href="{top}assets/{name}.css">\n' for name in ("a", *own, "b"))
    paper = f'  <link rel="stylesheet" href="{top}assets/paper.css" media="print">\n'
    scripts = "".join(f'  <script src="{top}assets/{name}.js" defer></script>\n' for name in ("all", "also"))
    material = f'<script src="{top}assets/javascripts/{BUNDLE.name}"></script>\n'
    return f'{sheets}{paper}{material}{scripts}<p class="shown">'


def lean(folder):
    """Takes the pages for frames, as each is for itself alone, and puts them where they were."""
    frames = {path: (folder / path).read_text(encoding="utf-8") for path in ("index.html", "en/deep/page.html")}
    for path in frames:
        (folder / path).unlink()
    for path, html in bundle_assets(folder, frames, ()).items():
        (folder / path).write_text(html, encoding="utf-8")


def test_every_page_links_one_sheet_and_one_script_named_by_their_content(tmp_path):
    lean(site(tmp_path / "one"))
    lean(site(tmp_path / "two"))
    (sheet,) = (tmp_path / "one" / "assets").glob("site.*.css")
    (script,) = (tmp_path / "one" / "assets").glob("site.*.js")
    assert sheet.read_text(encoding="utf-8") == ".shown{color:red;margin:0}"
    assert sorted(file.name for file in (tmp_path / "one" / "assets").iterdir() if file.is_file()) == sorted(
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
    (material_script,) = (tmp_path / "one" / "assets" / "javascripts").iterdir()
    assert re.findall(r"<script.*", home) == [
        f'<script src="assets/javascripts/{material_script.name}"></script>',
        f'<script src="assets/{script.name}" defer></script>',
        '<script src="assets/one.js" defer></script>',
    ]


def test_scripts_lose_comments_and_nothing_else(tmp_path):
    lean(site(tmp_path))
    assert (tmp_path / "assets" / "one.js").read_text(encoding="utf-8").strip() == "const one=`a  b`;"
    assert (tmp_path / "assets" / "two.min.js").read_text(encoding="utf-8") == "// kept as it is\n"


@pytest.mark.parametrize(
    ("written", "moved", "named"),
    [
        (
            '<link rel="stylesheet" href',
            '<link rel="stylesheet" crossorigin href',
            '<link rel="stylesheet" crossorigin',
        ),
        (r'<link rel="stylesheet" href="(\S+)">', r"<link href=\1 rel=stylesheet>", "<link href=assets/a.css rel"),
        ('" defer>', '" crossorigin defer>', 'all.js" crossorigin defer>'),
        (r'<link rel="stylesheet" href="\S+">', "", '<link rel="stylesheet" href="…">'),
        (r'<script src="\S+" defer></script>', "", '<script src="…" defer></script>'),
        (BUNDLE.name, "main.js", "assets/javascripts/bundle.*.min.js"),
    ],
)
def test_what_pages_link_in_another_way_is_an_error_that_names_it(written, moved, named, tmp_path):
    folder = site(tmp_path)
    for path in ("index.html", "en/deep/page.html"):
        html = (folder / path).read_text(encoding="utf-8")
        (folder / path).write_text(re.sub(written, moved, html), encoding="utf-8")
    with pytest.raises(ThemeError, match=re.escape(named)):
        lean(folder)


def test_sheets_and_scripts_with_a_reason_of_their_own_stay(tmp_path):
    own = (
        '<link rel="stylesheet" href="https://x.org/a.css">\n'
        '<link href="assets/own.css" media="print" rel="stylesheet">\n'
        '<script src="assets/one.js" type="module" defer></script>\n<script src="https://x.org/a.js" defer></script>\n'
    )
    home = site(tmp_path) / "index.html"
    home.write_text(own + home.read_text(encoding="utf-8"), encoding="utf-8")
    lean(tmp_path)
    assert home.read_text(encoding="utf-8").startswith(own)

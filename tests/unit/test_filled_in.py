"""What a page shows that MkDocs makes of more than its file: templates, folders of !relative, missing extensions."""

import logging
import subprocess
import sys

import pytest

from scripts.checks import check_site
from scripts.model.site import load_site
from tests.support.project import ROOT

BRACES = "# A\n\nTulis {{ nama }} pada surat.\n\n[a](#tiada) [b]({{base}}/hilang.md)\n"
TWINS = """\
plugins:
  - i18n:
      languages:
        - {locale: id, name: A, default: true}
        - {locale: en, name: B}
"""


@pytest.fixture
def findings(tmp_path):
    def check(files):
        for path, content in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        return [f"{i.path}:{i.line}:{i.column} {i.code}" for i in check_site(load_site(tmp_path))]

    return check


UNFILLED = {
    "braces": BRACES,
    "a tag": BRACES.replace("{{ nama }}", "{% if x %}"),
    "a set": BRACES.replace("{{ nama }}", "{{1,2},{3}}"),
}


@pytest.mark.parametrize("text", UNFILLED.values(), ids=UNFILLED)
def test_braces_are_text_where_nothing_fills_them_in(text, findings):
    found = findings({"mkdocs.yml": "site_name: A\nplugins: [search]\n", "docs/a.md": text})
    assert found == ["docs/a.md:5:5 L02", "docs/a.md:5:17 L01"]


@pytest.mark.parametrize("line", ["::: tip", ":::note", '--8<-- "https://contoh.id/a.md"'])
def test_signs_of_other_tools_exempt_nothing(line, findings):
    found = findings({"mkdocs.yml": "site_name: A\n", "docs/a.md": f"# A\n\n[a](#tiada)\n\n{line}\n"})
    assert found == ["docs/a.md:3:5 L02"]


@pytest.mark.parametrize("plugins", ["[macros]", "[include-markdown]", "[markdownextradata]", "[plugin-of-somebody]"])
def test_braces_exempt_a_page_where_a_plugin_may_fill_them_in(plugins, findings):
    assert findings({"mkdocs.yml": f"site_name: A\nplugins: {plugins}\n", "docs/a.md": BRACES}) == []


@pytest.mark.parametrize(
    "code", ["    {% if x %}\n    b\n", "`{{ x }}`\n", "```\n{{ x }}\n```\n", "- a\n\n        {{ x }}\n"]
)
def test_code_is_not_filled_in(code, findings):
    text = f"# A\n\nKata.\n\n{code}\n[a](#tiada)\n"
    (found,) = findings({"mkdocs.yml": "site_name: A\nplugins: [macros]\n", "docs/a.md": text})
    assert found.endswith(" L02")


def test_mkdocstrings_fills_in_its_own_sign_alone(findings):
    files = {"docs/a.md": BRACES, "docs/b.md": "# B\n\n::: modul.kelas\n\n[a](#tiada)\n"}
    found = findings({"mkdocs.yml": "site_name: A\nplugins: [mkdocstrings]\n", **files})
    assert found == ["docs/a.md:5:5 L02", "docs/a.md:5:17 L01"]


def test_pairs_of_pages_with_braces_are_compared(findings):
    pages = {"docs/a.md": BRACES + "\n## Satu\n", "docs/a.en.md": "# A\n\n{{ name }}\n"}
    assert "docs/a.en.md:1:1 P02" in findings({"mkdocs.yml": f"site_name: A\n{TWINS}", **pages})


@pytest.mark.parametrize(
    ("hook", "judged"), [(b"def on_page_markdown(markdown, **_):\n    return fill(markdown)\n", False), (None, True)]
)
def test_a_hook_may_fill_in_but_that_of_this_tool_chain_does_not(hook, judged, findings, tmp_path):
    (tmp_path / "h.py").write_bytes(hook or (ROOT / "scripts" / "hooks.py").read_bytes())
    found = findings({"mkdocs.yml": "site_name: A\nhooks: [h.py]\n", "docs/a.md": BRACES})
    assert bool(found) is judged


@pytest.mark.parametrize(
    ("base", "file"),
    [
        ("!relative $config_dir", "s.txt"),
        ("!relative $config_dir/bagian", "bagian/s.txt"),
        ("!relative $docs_dir", "docs/s.txt"),
        ("[!relative $docs_dir/bagian, lain]", "docs/bagian/s.txt"),
        ("!relative", "docs/b/s.txt"),
    ],
)
def test_a_relative_folder_is_the_one_that_mkdocs_means(base, file, findings):
    options = f"{{base_path: {base} , check_paths: true}}"
    settings = f"site_name: A\nmarkdown_extensions:\n  - pymdownx.snippets: {options}\n"
    pages = {"docs/a.md": "# A\n\nKata.\n", "docs/b/c.md": '# C\n\n--8<-- "s.txt"\n'}
    assert findings({"mkdocs.yml": settings, file: "[x](hilang.md)\n", **pages}) == ["docs/b/c.md:3:1 L01"]


MISSING = {
    "an item": ("markdown_extensions: [attr_list, tiada_di_sini]", "2:34"),
    "an item with options": ("markdown_extensions:\n  - tiada.di.sini: {a: 1}", "3:5"),
    "a key": ("markdown_extensions:\n  attr_list: {}\n  tiada_di_sini:Kelas: {}", "4:3"),
}


@pytest.mark.parametrize(("lines", "place"), MISSING.values(), ids=MISSING)
def test_without_an_extension_links_are_judged_and_anchors_are_not(lines, place, findings):
    text = "# A\n\n[a](hilang.md) [b](#tiada) [c][tiada]\n"
    found = findings({"mkdocs.yml": f"site_name: A\n{lines}\n", "docs/a.md": text, "docs/b.md": text})
    assert found == ["docs/a.md:3:5 L01", "docs/b.md:3:5 L01", f"mkdocs.yml:{place} F09"]


def test_what_an_extension_says_to_its_users_is_not_heard(tmp_path):
    (tmp_path / "cerewet.py").write_text(
        "import logging, warnings\nfrom markdown import Extension\n\n\nclass Cerewet(Extension):\n"
        "    def extendMarkdown(self, md):\n        logging.getLogger('mkdocs').warning('usang')\n"
        "        warnings.warn('usang', DeprecationWarning)\n\n\n"
        "def makeExtension(**options):\n    return Cerewet(**options)\n",
        encoding="utf-8",
    )
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nmarkdown_extensions: [cerewet]\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A\n\n[a](hilang.md)\n", encoding="utf-8")
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, {str(ROOT)!r}); from scripts.commands.check import main; main()",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "L01" in run.stdout
    assert len(run.stderr.splitlines()) == 1
    assert logging.lastResort is not None


@pytest.mark.parametrize(
    ("plugins", "told"), [("[search]", True), ("[macros]", False), ("[plugin-of-somebody]", False), ("[jinja2]", False)]
)
def test_readers_see_signs_that_nothing_fills_in(plugins, told, findings):
    settings = f"site_name: A\nplugins: {plugins}\nextra: {{check_families: [W]}}\n"
    found = findings({"mkdocs.yml": settings, "docs/a.md": "# A\n\nTulis {{ nama }} pada surat.\n"})
    assert ("docs/a.md:3:7 W09" in found) == told

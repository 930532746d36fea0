"""The checker on sites that are not ours: their true faults at their places, and nothing else."""

import logging
import posixpath
import random
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from scripts.check import main
from scripts.checks import check_site
from scripts.model.site import load_site

TEXT = "# A\n\nText.\n"


def settings(structure="suffix", locales=("en", "fr"), options="", more=""):
    listed = "".join(
        f"        - {{locale: {locale}, name: N{', default: true' if number == 0 else ''}}}\n"
        for number, locale in enumerate(locales)
    )
    i18n = f"  - i18n:\n      docs_structure: {structure}\n{options}      languages:\n{listed}"
    return f"site_name: N\nplugins:\n  - search\n{i18n}{more}"


@pytest.fixture
def findings(tmp_path):
    """Writes the files; returns what the checker finds, as ``path:line:column CODE``."""

    def check(files):
        for path, content in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [f"{i.path}:{i.line}:{i.column} {i.code}" for i in check_site(load_site(tmp_path))]

    return check


RICH = """\
markdown_extensions:
  - attr_list
  - md_in_html
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:no.such.module.to_svg
  - pymdownx.snippets: {base_path: [includes], auto_append: [all.md], check_paths: true}
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }
  - pymdownx.tabbed: {alternate_style: true}
  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
"""
WINDOWS = '\ufeff# A\n\n=== "T"\n\n\t[a](b.md)\n\n\t```\n\t[x](y.md)\n\t```\n\n- i\n\t- j [e](f.md)\n'
TREES = {
    "folders with a nested nav and shared assets": (
        {
            "mkdocs.yml": settings("folder")
            + "nav:\n  - a.md\n  - B:\n      - C:\n          - D: b/c/d.md\n          - E: b/c/e.md\n"
            "  - W: https://x.org\n  - M: mailto:a@x.org\n  - P: f/a.pdf\n  - Q: f/b.pdf\n",
            "docs/en/a.md": "# A\n\n[d](b/c/d.md) ![i](i.png) ![i](../i.png) [fr](../fr/a.md)\n",
            "docs/fr/a.md": "# B\n\n[d](b/c/d.md#gone) [en](../en/b/c/d.md) [no](b/no.md)\n",
            "docs/en/b/c/d.md": TEXT,
            "docs/i.png": "",
            "docs/f/a.pdf": "",
        },
        "docs/en/a.md:3:47 L05|docs/fr/a.md:3:5 L02|docs/fr/a.md:3:46 L01|mkdocs.yml:14:16 L10|mkdocs.yml:18:8 L10",
    ),
    "three languages, half translated, ids made of the words": (
        {
            "mkdocs.yml": settings(locales=("en", "fr", "pt-BR")),
            "docs/a.md": "# A\n\n## One\n\n[b](b.md#two) [own](a.fr.md)\n",
            "docs/a.fr.md": "# Un\n\n## Deux\n\n[b](b.md) [own](a.fr.md) [x](b.md#x)\n",
            "docs/a.pt-BR.md": "# Um\n\n### Dois\n\nTexto.\n",
            "docs/b.md": "# B\n\n## Two\n",
            "docs/c.js.md": TEXT,
        },
        "docs/a.fr.md:5:30 L02|docs/a.md:5:21 L05|docs/a.pt-BR.md:3:1 P02|docs/c.js.md:1:1 P01",
    ),
    "no words for what is in the front matter, the navigation or the languages": (
        {
            "mkdocs.yml": settings(more="nav: [a.md]\nnot_in_nav: x\n"),
            "docs/a.md": "---\n2024: x\ntrue: y\nhide: [toc]\n---\n" + TEXT,
            "docs/a.fr.md": "---\ntitle: B\ndate: 2024-01-01\n---\n" + TEXT,
            "docs/home.md": "---\ntemplate: home.html\n---\n",
            "docs/rule.md": "---\n\nText.\n\n---\n\n[x](gone.md)\n",
            "docs/only.fr.md": TEXT,
        },
        "docs/only.fr.md:1:1 P01|docs/rule.md:7:5 L01",
    ),
    "inherited settings, another docs folder, a file of defaults": (
        {
            "conf/base.yml": settings().replace("site_name: N", "docs_dir: the docs\nnav: [a.md, gone.md]"),
            "mkdocs.yml": "INHERIT: conf/base.yml\nsite_name: !ENV [NO_SUCH_NAME, N]\nsite_url: !ENV NO_SUCH_NAME\n",
            "the docs/a.md": "# A\n\n[b](b.md)\n",
        },
        "conf/base.yml:2:13 L10|the docs/a.md:3:5 L01",
    ),
    "snippets, Python names, tabs, Windows line ends": (
        {
            "mkdocs.yml": settings(more=RICH).replace("\n", "\r\n"),
            "includes/all.md": "[all]: gone.md\n",
            "includes/part.md": "## Part\n\n[p](nowhere.md)\n",
            "docs/a.md": '# A\n\n--8<-- "part.md"\n\n[p](#part) [y][all]\n',
            "docs/b.md": WINDOWS.replace("\n", "\r\n").replace("b.md", "c.md"),
            "docs/c.fr.md": '# A\n\n--8<-- "missing.md"\n',
            "docs/c.md": "# 快速\n\n## 快速 入门\n\n[x](#快速-入门) [y](#%E5%BF%AB%E9%80%9F) [z](#坏)\n",
        },
        "docs/a.md:3:1 L01|docs/a.md:5:12 L01|docs/b.md:12:10 L01|docs/c.fr.md:3:9 F07|docs/c.md:5:42 L02",
    ),
    "text that plugins fill in": (
        {
            "mkdocs.yml": settings(
                more="  - macros\n  - mkdocstrings\n  - gen-files: {scripts: [gen.py]}\nhooks: [h.py]\n"
            ),
            "docs/a.md": "# A\n\n[m]({{ url }}) [i](api.md#acme.Client) [g](r/x.md) [c][acme.Client] [b](b.md#z)\n",
            "docs/api.md": "# API\n\n::: acme.Client\n",
            "docs/b.md": '# B\n\n{% include "c.md" %}\n\n[x](gone.md)\n',
        },
        "docs/b.md:5:5 L01",
    ),
    "data, blocks and citations that mean something else": (
        {
            "mkdocs.yml": settings(),
            "docs/_data/glossary.yml": "- term: API\n- term: API\n",
            "docs/_data/references.yml": "a: 1\na: 2\n",
            "docs/a.md": "# A\n\n[[toc]]\n\n[@smith2004] [@me](https://x.org/me) matrix[i][j] [up](#) [top](#top)\n",
        },
        "",
    ),
    "addresses as the site has them": (
        {
            "mkdocs.yml": settings(more="site_url: https://x.org/d/\n"),
            "docs/index.md": "# H\n\n[b](b/) [b](b) [l](LICENSE) [fr](fr/) [no](no/) [abs](/d/b/) [dead](/b.md)\n",
            "docs/b.md": "# B\n\n[h](..) [b](.) [no](b/) [o](../../x/) [w](https://x.org/d/b/) [l](../LICENSE)\n",
            "docs/LICENSE": "",
        },
        "docs/b.md:3:21 L01|docs/index.md:3:44 L01|docs/index.md:3:69 L06",
    ),
    "absolute links that MkDocs resolves": (
        {
            "mkdocs.yml": settings(more="validation:\n  links: {absolute_links: relative_to_docs}\n"),
            "docs/s/a.md": "# A\n\n[b](/b.md) [c](/c.md) [d](/b.md#no) ![e](/e.png)\n",
            "docs/b.md": TEXT,
        },
        "docs/s/a.md:3:16 L01|docs/s/a.md:3:27 L02|docs/s/a.md:3:42 L04",
    ),
    "drafts, readme files and hidden folders": (
        {
            "mkdocs.yml": "site_name: N\ndraft_docs: drafts/\nexclude_docs: '!.well-known'\n",
            "docs/index.md": "# H\n\n[s](.well-known/s.md) [d](drafts/d.md) [m](m.en.md)\n",
            "docs/README.md": "[x](../src/x.md)\n",
            "docs/drafts/d.md": "[x](gone.md)\n",
            "docs/.well-known/s.md": TEXT,
            "docs/m.en.md": TEXT,
        },
        "docs/index.md:3:27 L01",
    ),
    "assets of one language": (
        {
            "mkdocs.yml": settings(),
            "docs/a.md": "# A\n\n![a](a.png) ![b](b.png) ![c](c.fr.png)\n",
            "docs/a.fr.md": "# A\n\n![a](a.png) ![b](b.png)\n",
            "docs/a.en.png": "",
            "docs/b.fr.png": "",
            "docs/c.fr.png": "",
        },
        "docs/a.md:3:18 L04|docs/a.md:3:30 L04",
    ),
    "a navigation that a plugin arranges": (
        {
            "mkdocs.yml": settings("folder", more="  - awesome-pages\nnav:\n  - ... | g/*.md\n  - g\n  - gone.md\n"),
            "docs/en/.pages": "nav: [x]\n",
            "docs/en/g/a.md": TEXT,
        },
        "mkdocs.yml:13:5 L10",
    ),
}


@pytest.mark.parametrize("name", TREES)
def test_a_foreign_tree(name, findings):
    files, expected = TREES[name]
    assert sorted(findings(files)) == sorted(filter(None, expected.split("|")))


def test_a_page_of_5000_lines_keeps_its_places(findings):
    body = "".join(f"## S {n}\n\nText [l](b.md#s{n}) and [s](#s-{n}).\n\n" for n in range(1250))
    ids = "".join(f"<a id='s{n}'></a>\n" for n in range(1249))
    files = {"mkdocs.yml": settings(), "docs/a.md": body, "docs/b.md": ids}
    assert findings(files) == ["docs/a.md:4999:10 L02"]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"mkdocs.yml": "INHERIT: gone.yml\nsite_name: N\n"}, "gone.yml: no such file"),
        ({"mkdocs.yml": settings(more="markdown_extensions: [colorsys]\n"), "docs/a.md": TEXT}, "colorsys"),
    ],
)
def test_what_cannot_be_read_is_said_without_a_traceback(files, says, tmp_path, capsys):
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    assert main(["--root", str(tmp_path)]) == 2
    assert says in capsys.readouterr().err


# A broken glossary is one finding: what it would have told is not known.
def test_a_broken_glossary_is_one_finding(findings, real_schemas):
    reference = {"id": "a1950", "status": "verified", "csl": {"type": "book", "title": "T"}}
    files = {
        "mkdocs.yml": settings(),
        **real_schemas,
        "docs/_data/glossary.yml": "terms: [\n",
        "docs/_data/references.yml": f"references: [{reference}]\n",
        "docs/a.md": "# A\n\n[[glossary]]\n\n[x](#client)\n",
    }
    (finding,) = findings(files)
    assert finding.startswith("docs/_data/glossary.yml:") and finding.endswith(" F02")


SEEDS = range(24)


def random_tree(seed: int) -> dict[str, str]:
    """A small site with links of many kinds, about half of them dead, each on a line of its own."""
    dice = random.Random(seed)
    structure, falls_back = dice.choice(["suffix", "folder"]), dice.random() < 0.7
    slugs = ["index", "a", "b b", "s/index", "s/c", "s/t/d"]
    config = settings(
        structure,
        options=f"      fallback_to_default: {str(falls_back).lower()}\n",
        more=f"use_directory_urls: {dice.choice(['true', 'false'])}\ntheme: {{name: null, custom_dir: theme}}\n"
        "markdown_extensions: [attr_list]\n",
    )
    files = {"mkdocs.yml": config, "theme/main.html": "<html><body>{{ page.content }}</body></html>\n"}
    files |= {f"docs/{name}": "" for name in ("i.png", "s/j.png", "s/j.fr.png")}
    for slug in slugs:
        for locale in ("en", "fr"):
            if locale == "fr" and slug != "index" and dice.random() < 0.4:
                continue
            name = f"{locale}/{slug}.md" if structure == "folder" else f"{slug}{'.fr' if locale == 'fr' else ''}.md"
            links = [random_link(dice, slug, slugs, name) for _ in range(14)]
            files[f"docs/{name}"] = "# Head\n\n## Part {#part}\n\n" + "\n\n".join(links) + "\n"
    return files


def random_link(dice: random.Random, slug: str, slugs: list[str], name: str) -> str:
    here = posixpath.dirname(slug) or "."
    page = dice.choice([*slugs, "none", "s/none"])
    path = posixpath.relpath(page, here) + dice.choice([".md"] * 6 + [".fr.md", ".en.md"])
    anchor = dice.choice(["", "", "#part", "#head", "#none"])
    image = posixpath.relpath(dice.choice(["i.png", "s/j.png", "s/none.png", "s/j.fr.png"]), here)
    spelled = dice.choice([path.replace(" ", "%20"), f"<{path}>"])
    target = f"<{path}{anchor}>" if spelled.startswith("<") else spelled + anchor
    return dice.choice(
        [
            f"[x]({target})",
            f'[x]({target} "T")',
            f"- [x]({target}){{.c}}",
            f"![x]({image})",
            f"[x]({anchor or '#part'})",
            f'<a href="{spelled.strip("<>") + anchor}">x</a>',
        ]
    )


def built_faults(root: Path) -> set[tuple[str, int]]:
    """The lines of each page whose link the built site does not answer."""
    site = root / "site"
    faults = set()
    for source in sorted((root / "docs").rglob("*.md")):
        path = source.relative_to(root / "docs").as_posix()
        built = _built(root, site, path)
        lines = [n for n, line in enumerate(source.read_text().splitlines(), 1) if re.search(r"\]\(|<a", line)]
        elements = list(lxml.html.parse(built).iter("a", "img"))
        assert len(lines) == len(elements), path
        for line, element in zip(lines, elements, strict=True):
            parts = urlsplit(element.get("href") or element.get("src"))
            target = Path(posixpath.normpath(built.parent / unquote(parts.path))) if parts.path else built
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (parts.fragment and parts.fragment not in _ids(target)):
                faults.add((path, line))
    return faults


def _ids(file: Path) -> set[str]:
    return {element.get("id") for element in lxml.html.parse(file).iter()}


def _built(root: Path, site: Path, path: str) -> Path:
    page = load_site(root).page_at(path)
    start = site / ("" if page.locale == "en" else page.locale)
    flat = start / f"{page.slug}.html"
    return flat if flat.is_file() else start / page.slug / "index.html"


@pytest.mark.parametrize("seed", SEEDS)
def test_links_are_judged_as_the_built_site_answers(seed, findings, tmp_path, monkeypatch):
    found = findings(random_tree(seed))
    monkeypatch.chdir(tmp_path)
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    config = load_config("mkdocs.yml")
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    judged = {re.match(r"docs/(.*):(\d+):\d+ L0[1-5]$", finding).groups() for finding in found if " L" in finding}
    assert {(path, int(line)) for path, line in judged} == built_faults(tmp_path)

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

from scripts.checks import check_site
from scripts.commands.check import main
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
        # At /fr/, where these pages stand in, fr/ and what lies at the root are not found.
        "docs/b.md:3:21 L01|docs/b.md:3:29 L01|docs/b.md:3:67 L01|docs/index.md:3:34 L05|docs/index.md:3:44 L01"
        "|docs/index.md:3:69 L06",
    ),
    "anchors of addresses": (
        {
            "mkdocs.yml": "site_name: N\n",
            "docs/index.md": "# H\n\n[a](b/#there) [b](b/#none) [c](./#none) [d](b#none) [e](b/index.html#none)\n",
            "docs/b.md": '# B\n\n## There\n\n[h](../#none) <a href="../#none">h</a> <a href="?x=1#there">b</a>\n',
        },
        "docs/b.md:5:5 L02|docs/b.md:5:24 L02|docs/index.md:3:19 L02|docs/index.md:3:32 L02|docs/index.md:3:45 L02"
        "|docs/index.md:3:57 L01",
    ),
    "full addresses of the site": (
        {
            "mkdocs.yml": "site_name: N\nsite_url: https://X.org/docs\nmarkdown_extensions: [wikilinks]\n",
            "docs/b.md": "# B\n\n[a](/docs/b/) [b](/docs/none/) ![c](/docs/none.png) [d](https://x.org/docs/none/)\n"
            "[e](/other/) [f](https://y.org/docs/none/) [g](/docs/b#none) [h](/docs/sitemap.xml) [[gone]] [i](//[)\n",
        },
        "docs/b.md:3:19 L12|docs/b.md:3:37 L12|docs/b.md:3:57 L12|docs/b.md:4:48 L02",
    ),
    "full addresses of a site with several versions": (
        {
            "mkdocs.yml": "site_name: N\nsite_url: https://x.org/\nextra: {version: {provider: mike}}\n",
            "docs/b.md": "# B\n\n[a](/1.0/b/)\n",
        },
        "",
    ),
    "what the theme publishes": (
        {
            "mkdocs.yml": "site_name: N\ntheme: {name: mkdocs, custom_dir: look}\nextra_templates: [x.xml]\n",
            "look/extra/logo.png": "",
            "look/extra/form.zip": "",
            "look/part.html": "",
            "look/mkdocs_theme.yml": "",
            "docs/index.md": "# H\n\n![l](extra/logo.png) [z](extra/form.zip) [i](img/favicon.ico) [p](part.html)\n"
            "![n](extra/none.png) [y](mkdocs_theme.yml) <a href='404.html'>4</a> <a href='x.xml'>x</a>\n",
        },
        "docs/index.md:3:67 L01|docs/index.md:4:6 L04|docs/index.md:4:26 L04",
    ),
    "what the theme publishes, in two languages": (
        {
            "mkdocs.yml": settings(more="theme: {name: null, custom_dir: look}\n"),
            "look/logo.png": "",
            "docs/a.md": TEXT,
            "docs/a.fr.md": "# A\n\n![l](logo.png) <img src='../../logo.png'> <img src='../logo.png'>\n",
        },
        "docs/a.fr.md:3:53 L04",
    ),
    "a theme that is not installed": (
        {
            "mkdocs.yml": "site_name: N\ntheme: no-such-theme\n",
            "docs/index.md": "# H\n\n![l](theirs/logo.png) ![n](none.png) [g](theirs/gone.md)\n",
        },
        "docs/index.md:3:28 L04|docs/index.md:3:42 L01",
    ),
    "a blog": (
        {
            "mkdocs.yml": "site_name: N\ntheme: material\nplugins: [search, blog]\n",
            "docs/index.md": "# H\n\n[a](web/index.md) [c](gone.md) ![d](none/x.png) [p](blog/posts/p.md) "
            "[q](blog/posts/q.md)\n"
            "[f](blog/category/x/) [g](blog/2024/01/31/p/) [h](blog/archive/2024.md) [i](blog/gone/) [j](blog/)\n",
            "docs/blog/posts/p.md": "---\ndate: 2024-01-31\n---\n# P\n\n<img src='../x.png' alt='x'> [g](gone.md)\n",
        },
        "docs/blog/posts/p.md:6:34 L01|docs/index.md:3:5 L01|docs/index.md:3:23 L01|docs/index.md:3:37 L04"
        "|docs/index.md:3:74 L01|docs/index.md:4:77 L01",
    ),
    "a blog elsewhere, whose posts have any address": (
        {
            "mkdocs.yml": "site_name: N\ntheme: material\nplugins:\n"
            "  - blog: {blog_dir: news, post_url_format: '{slug}'}\n",
            "docs/index.md": "# H\n\n[a](news/first/) [b](news/gone.md) [c](blog/category/x/)\n",
        },
        "docs/index.md:3:22 L01|docs/index.md:3:40 L01",
    ),
    "plugins that write little": (
        {
            "mkdocs.yml": "site_name: N\nplugins:\n  - tags\n"
            "  - redirects: {redirect_maps: {old.md: b.md, s/index.md: b.md}}\n"
            "  - autoapi: {autoapi_root: ref}\n  - social\n",
            "docs/index.md": "# H\n\n[a](web/index.md) [b](gone/x.pdf) [c](old/) [d](old.md) [e](s/) [f](ref/x.md)\n"
            "[g](autoapi/x.md) [h](b.md#tag:html) ![i](assets/images/social/b.png) [j](tags.json)\n",
            "docs/b.md": TEXT,
        },
        "docs/index.md:3:5 L01|docs/index.md:3:23 L04|docs/index.md:3:49 L01|docs/index.md:4:5 L01",
    ),
    "a hook that rewrites pages": (
        {
            "mkdocs.yml": "site_name: N\nhooks: [h.py]\n",
            "h.py": "def on_page_markdown(markdown, **_):\n    return markdown.replace('<!-- opt', '### opt')\n",
            "docs/a.md": "# A\n\n<!-- opt colour -->\n\n[own](#opt-colour) [ref][colour] [o](b.md#opt) "
            "[gone](gone.md)\n",
            "docs/b.md": TEXT,
        },
        "docs/a.md:5:55 L01",
    ),
    "hooks that change no page": (
        {
            "mkdocs.yml": "site_name: N\nhooks: [h.py, i.py, gone.py, bad.py]\n",
            "h.py": "def on_config(config):\n    return config\ndef on_post_build(config):\n    print(config)\n"
            "def on_page_markdown(markdown, page, **_):\n    page.meta['x'] = 1\n    return None\n",
            "i.py": "from mkdocs.structure.files import Files\nimport re\ndef on_files(files, config):\n"
            "    return Files(sorted(files, key=lambda file: re.sub('x', '', file.src_uri)))\n",
            "bad.py": "def on_files(:\n",
            "docs/a.md": "# A\n\n[own](#opt) [ref][colour] [gone](gone.md)\n",
        },
        "docs/a.md:3:7 L02|docs/a.md:3:13 L07|docs/a.md:3:34 L01",
    ),
    "a hook that adds a page under its name": (
        {
            "mkdocs.yml": "site_name: N\nhooks: [h.py]\nnav: [index.md, made.md, gone.md]\n",
            "h.py": "from mkdocs.structure.files import File\ndef on_files(files, config):\n"
            "    files.append(File.generated(config, 'made.md', content='# M'))\n    return files\n",
            "docs/index.md": "# H\n\n[a](made.md) [b](made/) [c](made.md#x) [g](gone.md) [n](#none)\n",
        },
        "docs/index.md:3:44 L01|docs/index.md:3:57 L02|mkdocs.yml:3:26 L10",
    ),
    "a hook that adds pages nobody can name": (
        {
            "mkdocs.yml": "site_name: N\nhooks: [h.py]\nnav: [index.md, made.md]\n",
            "h.py": "from mkdocs.structure.files import File\ndef on_files(files, config):\n"
            "    for name in ('a', 'b'):\n"
            "        files.append(File.generated(config, name + '.md', content='# M'))\n",
            "docs/index.md": "# H\n\n[a](a.md) ![x](x.png) [n](#none)\n",
        },
        "docs/index.md:3:27 L02",
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


SEEDS = range(32)


def random_tree(seed: int) -> dict[str, str]:
    """A small site with links of many kinds, about half of them dead, each on a line of its own."""
    dice = random.Random(seed)
    structure, falls_back = dice.choice(["suffix", "folder"]), dice.random() < 0.7
    slugs = ["index", "a", "b b", "v1.2", "s/index", "s/c", "s/t/d"]
    config = settings(
        structure,
        options=f"      fallback_to_default: {str(falls_back).lower()}\n",
        more=f"use_directory_urls: {dice.choice(['true', 'false'])}\ntheme: {{name: null, custom_dir: theme}}\n"
        "markdown_extensions: [attr_list]\n",
    )
    files = {"mkdocs.yml": config, "theme/main.html": "<html><body>{{ page.content }}</body></html>\n"}
    files |= {f"docs/{name}": "" for name in ("i.png", "s/j.png", "s/j.fr.png", "fr/k.png")} | {"theme/s/look.png": ""}
    for slug in slugs:
        for locale in ("en", "fr"):
            if locale == "fr" and slug != "index" and dice.random() < 0.4:
                continue
            name = f"{locale}/{slug}.md" if structure == "folder" else f"{slug}{'.fr' if locale == 'fr' else ''}.md"
            links = [random_link(dice, slug, slugs, name) for _ in range(24)]
            own = dice.choice(["", f"## Own {{#{locale}}}\n\n"])
            files[f"docs/{name}"] = f"# Head\n\n## Part {{#part}}\n\n{own}" + "\n\n".join(links) + "\n"
    return files


def random_link(dice: random.Random, slug: str, slugs: list[str], name: str) -> str:
    here = posixpath.dirname(slug) or "."
    page = dice.choice([*slugs, "none", "s/none"])
    path = posixpath.relpath(page, here) + dice.choice([".md"] * 6 + [".fr.md", ".en.md"])
    anchor = dice.choice(["", "", "#part", "#head", "#none", "#en", "#fr"])
    image = posixpath.relpath(dice.choice(["i.png", "s/j.png", "s/none.png", "s/j.fr.png", "s/look.png"]), here)
    spelled = dice.choice([path.replace(" ", "%20"), f"<{path}>"])
    target = f"<{path}{anchor}>" if spelled.startswith("<") else spelled + anchor
    up = dice.choice(["", "", "../", "../", "../../", "fr/", "../fr/"])
    address = up + posixpath.relpath(page.removesuffix("index") or ".", here).replace(" ", "%20")
    address += dice.choice(["", "/", ".html", "/index.html"]) + anchor
    seen = up + image
    return dice.choice(
        [
            f"[x]({target})",
            f'[x]({target} "T")',
            f"- [x]({target}){{.c}}",
            f"![x]({image})",
            f"[x]({anchor or '#part'})",
            f'<a href="{spelled.strip("<>") + anchor}">x</a>',
            f"[x]({address})",
            f"![x]({seen})",
            f'<a href="{address}">x</a>',
            f'<a href="{seen}">x</a>',
            f'<img src="{seen}">',
            f'<img srcset="{seen} 2x">',
            f'<video poster="{seen}"></video>',
            f'<input type="image" src="{seen}">',
        ]
    )


def built_faults(root: Path, unknown: list[tuple[str, str]]) -> set[tuple[str, int]]:
    """The lines of each page whose link the site does not answer somewhere, or which MkDocs did not know."""
    faults = set()
    for source in sorted((root / "docs").rglob("*.md")):
        path = source.relative_to(root / "docs").as_posix()
        lines = [n for n, line in enumerate(source.read_text().splitlines(), 1) if re.search(r"\]\(|<[aiv]", line)]
        strange = {
            re.search(r"[(<]" + re.escape(url), source.read_text()) and url for file, url in unknown if file == path
        }
        for built in _built(root, path):
            elements = list(lxml.html.parse(built).iter("a", "img", "video", "input"))
            assert len(lines) == len(elements), path
            for line, element in zip(lines, elements, strict=True):
                (address,) = (element.get(name) for name in ("href", "src", "srcset", "poster") if element.get(name))
                if _dead(root / "site", built, address.removesuffix(" 2x")):
                    faults.add((path, line))
        for number, line in enumerate(source.read_text().splitlines(), 1):
            if any(url and re.search(r"\]\(<?" + re.escape(url) + r"[) >]", line) for url in strange):
                faults.add((path, number))
    return faults


def _dead(site: Path, built: Path, address: str) -> bool:
    parts = urlsplit(address)
    target = Path(posixpath.normpath(built.parent / unquote(parts.path))) if parts.path else built
    if not target.is_relative_to(site):
        return False
    target = target / "index.html" if target.is_dir() else target
    return not target.is_file() or bool(parts.fragment and parts.fragment not in _ids(target))


def _ids(file: Path) -> set[str]:
    return {element.get("id") for element in lxml.html.parse(file).iter()} if file.suffix == ".html" else set()


def _built(root: Path, path: str) -> list[Path]:
    """The built pages that show the file: its own, and those of a language that lacks it."""
    site = load_site(root)
    page = site.page_at(path)
    falls_back = "fallback_to_default: true" in (root / "mkdocs.yml").read_text()
    lacking = page.locale == "en" and falls_back and (page.slug, "fr") not in site.pages
    found = []
    for locale in (page.locale, *(["fr"] if lacking else [])):
        start = root / "site" / ("" if locale == "en" else locale)
        flat = start / f"{page.slug}.html"
        found.append(flat if flat.is_file() else start / page.slug / "index.html")
    return found


class Unknown(logging.Handler):
    """Gathers the links that MkDocs does not know, with their pages."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.links = []

    def emit(self, record):
        match = re.match(r"Doc file '(.*)' contains a link '(.*?)', but the target", record.getMessage())
        self.links += [match.groups()] if match else []


@pytest.mark.parametrize("seed", SEEDS)
def test_links_are_judged_as_the_built_site_answers(seed, findings, tmp_path, monkeypatch):
    found = findings(random_tree(seed))
    monkeypatch.chdir(tmp_path)
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    unknown, log = Unknown(), logging.getLogger("mkdocs.structure.pages")
    monkeypatch.setattr(log, "level", logging.WARNING)
    log.addHandler(unknown)
    config = load_config("mkdocs.yml")
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    log.removeHandler(unknown)
    judged = {re.match(r"docs/(.*):(\d+):\d+ L0[1-5]$", finding).groups() for finding in found if " L" in finding}
    assert {(path, int(line)) for path, line in judged} == built_faults(tmp_path, unknown.links)

"""One page, however monstrous, neither holds the check up nor ends it; the rest is checked as usual."""

import signal
import time

import pytest

from scripts.checks import RULES, check_site
from scripts.model import reader
from scripts.model.loading import make_markdown
from scripts.model.markdown import limits
from scripts.model.markdown.indexes import Addresses
from scripts.model.markdown.limits import MOST_CHARACTERS, MOST_REREAD, OverTime, limited, reread
from scripts.model.markdown.masks import mask_code
from scripts.model.reader import load_page
from scripts.model.site import load_site

MONSTERS = {
    "more characters than a page may have": "kata lain\n\n" * 100_000,
    "brackets": "[" * 20_000,
    "brackets in brackets": "[" * 10_000 + "]" * 10_000,
    "footnotes left open": "[^" * 10_000,
    "pictures": "![" * 20_000,
    "addresses": "[a](" * 20_000,
    "references": "[a][" * 10_000,
    "brackets in a quotation": "> a\n> " + "[a " * 10_000,
    "tags": "<a " * 20_000,
    "closing tags": "</a " * 20_000,
    "attributes of one tag": "<b " + " ".join(f'x{n}="1"' for n in range(15_000)) + ">a</b>",
    "a heading of blanks": "# a" + " " * 200_000 + "b",
    "abbreviations in one block": "".join(f"*[AB{n}]: arti\n" for n in range(5_000)),
    "list items": "- " * 10_000 + "a",
    "indented items": "".join("    " * n + "- a\n" for n in range(300)),
    "emphasis": "*a _b " * 3_000 + "c" + "_ *" * 3_000,
}


@pytest.mark.parametrize("body", MONSTERS.values(), ids=MONSTERS)
def test_a_monster_is_one_finding_and_the_rest_is_checked(body, make_tree):
    root = make_tree({"docs/a.md": f"# A\n\nSebuah kalimat.\n\n{body}\n", "docs/b.md": "# B\n\n[c](c.md)\n"})
    found = check_site(load_site(root))
    assert [(issue.path, issue.code) for issue in found if issue.code[0] in "FL"] == [
        ("docs/a.md", "F10"),
        ("docs/b.md", "L01"),
    ]
    (issue,) = (issue for issue in found if issue.code == "F10")
    assert issue.line in (1, *range(5, 305))


PLAIN = {
    "intervals": "Nilai x dalam [0, 1) dan [2, 3) " * 50,
    "nested brackets": "[a [b [c] d] e](b.md)\n\n" * 500,
    "a long table of links": "|a|\n|-|\n" + "|[a](b.md)|\n" * 3_000,
    "a long list with brackets left open": "- [a dan (b\n" * 3_000,
    "abbreviations": "*[ABC]: arti\n" * 300,
    "comparisons": "a<b dan c>d\n\n" * 3_000,
    "long text": "kata lain yang panjang " * 20_000,
    "brackets in code": mask_code("`" + "[" * 20_000 + "`"),
    "brackets in a fence": mask_code("```\n" + "[" * 20_000 + "\n```\n"),
}


@pytest.mark.parametrize("body", PLAIN.values(), ids=PLAIN)
def test_what_pages_hold_is_far_from_the_limit(body):
    assert reread(body)[0] < MOST_REREAD / 10


def test_what_takes_too_long_is_said_and_the_next_page_is_read(make_tree, monkeypatch):
    real = reader._render

    def endless(path, *rest):
        while path == "docs/a.md":
            time.process_time()
        return real(path, *rest)

    monkeypatch.setattr(reader, "_render", endless)
    monkeypatch.setattr(reader, "MOST_SECONDS", 0.05)
    site = load_site(make_tree({"docs/a.md": "# A\n\nB.\n", "docs/b.md": "# B\n\nC.\n"}))
    assert [(problem.kind, problem.place.path) for problem in site.problems] == [("limit", "docs/a.md")]
    assert site.pages["b", "id"].readable


def test_a_limit_leaves_nothing_behind():
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(OverTime), limited(0.02):
        while True:
            try:
                time.process_time()
            except Exception:  # as a library may
                continue
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_without_such_a_timer_the_work_is_done_without_a_limit(monkeypatch):
    monkeypatch.delattr(limits.signal, "setitimer")
    with limited(0.0):
        pass


def test_a_file_of_gigabytes_is_not_read(make_tree):
    root = make_tree({"docs/a.md": "", "docs/b.md": "# B\n\nC.\n"})
    with (root / "docs/a.md").open("r+b") as file:
        file.truncate(50 * 4 * MOST_CHARACTERS)
    assert [(problem.kind, problem.place.path) for problem in load_site(root).problems] == [("limit", "docs/a.md")]


LINKS = {
    "raw rows": '<tr><td><a href="x{n}.md">a</a></td></tr>\n',
    "reference links": "[kata {n}][n{n}]\n\n[n{n}]: x{n}.md\n\n",
    "the same link": "[a](x.md)\n\n",
    "bare addresses": "<https://contoh.id/{n}>\n\n",
    "addresses with brackets": "[a](x_({n}).md)\n\n",
    "addresses in angle brackets": "[a](<x {n}.md>)\n\n",
    "citations": "Kata [@karya{n}].\n\n",
    "headings with an id": "## Judul {{#judul-{n}}}\n\n",
    "headings of one id": "## Judul {{#judul}}\n\nKata.\n\n",
    "headings of one name": "## Judul\n\nKata.\n\n",
    "passages that begin alike": "Kata *lain* yang {n}\n\n",
    "code left open": "`` a ` {n}\n\n",
    "fences left open": "```a{n}\nb\n",
    "comments left open": "<!-- a{n}\n\n",
}


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("line", LINKS.values(), ids=LINKS)
def test_reading_a_page_takes_time_in_proportion_to_rendering_it(line, make_tree, monkeypatch):
    root = make_tree({"docs/a.md": "# A\n\nB.\n"})
    config = load_site(root).config
    text = "# A\n\n" + "".join(line.format(n=n) for n in range(4_000))
    markdown = make_markdown(config)
    convert, rendering = markdown.convert, []

    def timed(source):
        shown = []
        rendering.append(seconds(lambda: shown.append(convert(source))))
        return shown[0]

    monkeypatch.setattr(markdown, "convert", timed)
    reading = seconds(lambda: load_page(config, "a.md", text.encode(), markdown))
    # It renders the page itself, once; what went over the page for every link took a hundred times as long and more.
    assert len(rendering) == 1
    assert reading < 10 * rendering[0] + 1


@pytest.mark.parametrize(
    "target", ["x{n}.md", "x_({n}).md", "x {n}.md", "x{n}.md#a", "a b c {n} d.md", "x&{n}.md", "x\\_{n}.md"]
)
def test_an_address_is_compared_with_few_others(target, monkeypatch):
    compared = []
    real = Addresses._ends
    monkeypatch.setattr(
        Addresses, "_ends", lambda self, start, address: compared.append(1) or real(self, start, address)
    )
    addresses = Addresses("".join(f"[a](<{target.format(n=n)}>)\n" for n in range(500)))
    found = [addresses.of(target.format(n=n).replace("\\_", "_"), False, False) for n in range(500)]
    assert all(len(places) == 1 for places in found)
    assert len(compared) <= 4 * 500


HEADINGS = {
    "of one id": "## Judul {#judul}\n\nKata.\n\n",
    "of one name": "## Judul\n\nKata.\n\n",
}


@pytest.mark.parametrize(("last", "found"), [("", []), ("### Lain\n\nKata.\n", ["P02"])])
@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS)
def test_thousands_of_like_headings_are_compared_with_their_twins(heading, last, found, make_tree):
    head = "---\ntitle: Judul\ndescription: Judul.\n---\n\n"
    root = make_tree({"docs/a.md": head + heading * 2_000, "docs/a.en.md": head + heading * 2_000 + last})
    site = load_site(root)
    compared = seconds(lambda: list(RULES["P02"].issues(site)))
    assert [issue.code for issue in RULES["P02"].issues(site)] == found
    assert compared < 1


def test_pages_that_differ_in_thousands_of_headings_are_told_so_once(make_tree):
    head = "---\ntitle: Judul\ndescription: Judul.\n---\n\n"
    pair = {"docs/a.md": "## A\n\n### B\n\n" * 600, "docs/a.en.md": "### A\n\n## B\n\n### C\n\n" * 500}
    site = load_site(make_tree({path: head + text for path, text in pair.items()}))
    (issue,) = RULES["P02"].issues(site)
    assert (issue.path, issue.line) == ("docs/a.en.md", 6)


def test_a_word_of_a_million_letters_is_no_word(make_tree):
    settings = "site_name: A\nextra: {check_families: [W]}\n"
    root = make_tree({"mkdocs.yml": settings, "docs/a.md": f"# A\n\n{'a' * 900_000}\n"})
    assert "W08" not in [issue.code for issue in check_site(load_site(root))]

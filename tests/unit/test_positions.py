"""Every finding lies inside its file, as editors count: in all cases of the rules, and in mutations of them."""

import random

import pytest

from scripts.checks import check_site
from scripts.model.settings.config import ConfigError
from scripts.model.site import load_site
from tests.support.cases import cases, lay

CASES = sorted(cases())
# What mutations put in: line ends of all sorts, blanks, marks, bytes that are no UTF-8, signs of Markdown and YAML.
PIECES = [
    piece.encode()
    for piece in (
        *"\r\n\t \x0b\x0c\x1c\x85\u2028\u2029\ufeff\xa0\u200b\u202e\x00\x1b#:-*&![]{}()<>|`\"'",
        *(
            "\r\n",
            "🙂",
            "é",
            "---\n",
            "\n---\n",
            "\n# A\n",
            "[a](b.md)",
            "[a](",
            "![x](y.png)",
            "<a href=x.md>",
            "<script>",
        ),
        *("title: ", "\n  ", "\n- ", "\n\n", "{#a}", "[@x]", "<!-- exempt L01: x -->", "%0A", "&#10;", "```\n", "\n\t"),
    )
] + [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f", b"\xff\xfe"]
SEEDS = 250


def lines_of(root, path):
    """The lines of a file, as editors show them; None for what is no file."""
    file = root / path
    if not file.is_file():
        return None
    text = file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    # After the last line end there is no line.
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def outside(root, issues):
    """The issues that lie outside their files."""
    wrong = []
    for issue in issues:
        lines = lines_of(root, issue.path)
        if lines is None:
            inside = (issue.line, issue.column) == (1, 1)
        else:
            inside = 1 <= issue.line <= len(lines) and 1 <= issue.column <= len(lines[issue.line - 1]) + 1
        if not inside:
            wrong.append(f"{issue.path}:{issue.line}:{issue.column} {issue.code} {issue.message}")
    return wrong


def mutated(data, random):
    """The bytes with a few pieces put in, taken out or put elsewhere."""
    for _ in range(random.randint(1, 3)):
        at, piece = random.randint(0, len(data)), random.choice(PIECES)
        match random.randrange(6):
            case 0:
                data = data[:at] + data[at + random.randint(1, 12) :]
            case 1:
                data = data[:at]
            case 2:
                data = data.replace(b"\n", random.choice([b"\r", b"\r\n", "\u2028".encode(), b"\n\n", "\x85".encode()]))
            case _:
                data = data[:at] + piece * random.choice([1, 1, 1, 40]) + data[at:]
    return data


@pytest.mark.parametrize("name", CASES)
def test_the_findings_of_a_case_lie_in_their_files(name, lay_out):
    root = lay_out(cases()[name])
    assert outside(root, check_site(load_site(root))) == []


@pytest.fixture(scope="module")
def trees(tmp_path_factory):
    """Each case, laid out once."""
    root = tmp_path_factory.mktemp("cases")
    return {name: lay(case, root / str(number)) for number, (name, case) in enumerate(cases().items())}


@pytest.mark.parametrize("part", range(5))
def test_the_findings_of_mutations_lie_in_their_files(part, trees):
    wrong = []
    for seed in range(part, SEEDS, 5):
        chance = random.Random(seed)
        name = chance.choice(CASES)
        root = trees[name]
        files = [file for file in sorted(root.rglob("*")) if file.is_file() and file.suffix in (".md", ".yml", ".svg")]
        file = chance.choice(files)
        before = file.read_bytes()
        file.write_bytes(mutated(before, chance))
        try:
            wrong += [f"seed {seed}, {name}: {line}" for line in outside(root, check_site(load_site(root)))]
        except ConfigError as error:
            assert file.suffix == ".yml", error
        finally:
            file.write_bytes(before)
    assert wrong == []


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"---\rtitle: A\r---\r\rabc\xff\r", 5, 4),
        ("---\ntitle: A\n---\n\né\u2028ü\x85x".encode() + b"\xff\n", 5, 6),
        (b"\xef\xbb\xbf\xff", 1, 1),
        (b"\xef\xbb\xbfa\r\n\xc3", 2, 1),
        ("# A\n".encode("utf-16"), 1, 1),
        ("# A\n".encode("utf-16-le"), 1, 2),
        (b"a\x0bb\x0cc\xff", 1, 6),
    ],
)
def test_bytes_that_are_no_text_are_shown_where_an_editor_finds_them(data, line, column, make_tree):
    issues = check_site(load_site(make_tree({"docs/nilai.md": data})))
    assert [(i.line, i.column) for i in issues if i.code == "F01"] == [(line, column)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("terms:\n  - id: [a\n", 2, 11),
        ("terms:\r  - id: a\r    id: b\r", 3, 5),
        ("terms:\n  - id: 'a\u2028\u2029\x85b'\n    id: c\n", 3, 5),
        ("terms:\n  - id: a\x0b\n", 2, 10),
        ("\ufeffterms: *a\n", 1, 8),
    ],
)
def test_bad_yaml_is_shown_where_an_editor_finds_it(text, line, column, make_tree, real_schemas):
    root = make_tree({**real_schemas, "docs/_data/glossary.yml": text, "docs/nilai.md": "# A\n"})
    assert [(i.line, i.column) for i in check_site(load_site(root)) if i.code == "F02"] == [(line, column)]

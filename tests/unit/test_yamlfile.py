import json

import pytest

from scripts.core.place import Place, Problem
from scripts.core.schema import violations
from scripts.core.yamlfile import load, parse
from scripts.model.site import load_site

TEXT = """\
terms:
  - id: klien
    forms: [é, “🙂”, c]
  - id: nilai
    see: {a: x, é: y}
title: |
  two
  lines
"""


def at(place):
    return place.path, place.line, place.column


@pytest.mark.parametrize(
    ("keys", "line", "column"),
    [
        ((), 1, 1),
        (("terms",), 1, 1),
        (("terms", 0), 2, 5),
        (("terms", 0, "id"), 2, 5),
        (("terms", 0, "forms"), 3, 5),
        (("terms", 0, "forms", 0), 3, 13),
        (("terms", 0, "forms", 1), 3, 16),
        (("terms", 0, "forms", 2), 3, 21),
        (("terms", 1, "see", "é"), 5, 17),
        (("title",), 6, 1),
    ],
)
def test_every_value_has_its_place(keys, line, column):
    assert at(parse("a.yml", TEXT, "yaml").place(*keys)) == ("a.yml", line, column)


@pytest.mark.parametrize(
    ("keys", "line"),
    [(("terms", 0, "term"), 2), (("terms", 9), 1), (("terms", 1, "see", "z", 3), 5), (("none",), 1)],
)
def test_a_missing_value_has_the_place_of_the_nearest_above(keys, line):
    assert parse("a.yml", TEXT, "yaml").place(*keys).line == line


def test_the_value_is_plain():
    assert parse("a.yml", TEXT, "yaml").value == {
        "terms": [
            {"id": "klien", "forms": ["é", "“🙂”", "c"]},
            {"id": "nilai", "see": {"a": "x", "é": "y"}},
        ],
        "title": "two\nlines\n",
    }


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n"])
def test_an_empty_text_has_the_value_none(text):
    document = parse("a.yml", text, "yaml")
    assert document.value is None
    assert document.place("a").path == "a.yml"


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "key a stands twice"),
        ("a:\n  b: 1\n  b: 2\n", 3, 3, "key b stands twice"),
        ("- a: 1\n- {é: 1, é: 2}\n", 2, 10, "key é stands twice"),
        ("1: a\n", 1, 1, "not plain text"),
        ("a: b\nno: c\n", 2, 1, "not plain text"),
        ("? [a]\n: b\n", 1, 3, "not plain text"),
        ("a:\n  2010-11-20: b\n", 2, 3, "not plain text"),
        ("a: b: c\n", 1, 5, "not valid YAML"),
        ("a: 1\n\tb: 2\n", 2, 1, "not valid YAML"),
        ("a: [1, 2\n", 1, 9, "not valid YAML"),
        ("a: 'b\n", 1, 6, "not valid YAML"),
        ("a: *b\n", 1, 4, "not valid YAML"),
        ("a: !b c\n", 1, 4, "not valid YAML"),
        ("a: 1\n---\nb: 2\n", 2, 1, "not valid YAML"),
        ("a: !!bool x\n", 1, 4, "not valid YAML"),
        ("a: 2010-13-45\n", 1, 4, "not valid YAML"),
        ("a: \x00\n", 1, 4, "U+0000"),
        ("[" * 5000 + "]" * 5000, 1, 101, "nested too deeply"),
    ],
)
def test_what_is_wrong_in_the_yaml_has_its_position(text, line, column, says):
    problem = parse("a.yml", text, "yaml")
    assert isinstance(problem, Problem)
    assert problem.kind == "yaml"
    assert at(problem.place) == ("a.yml", line, column)
    assert says in str(problem.message)
    assert "\n" not in str(problem.message)
    assert problem.hint


@pytest.mark.parametrize("text", ["a: 1\nb: &b [*b]\n", "a: 1\nb: &b {c: *b}\n", "a: 1\nb: &b {<<: *b}\n"])
def test_a_value_that_holds_itself_is_refused_where_it_begins(text):
    problem = parse("a.yml", text, "yaml")
    assert isinstance(problem, Problem)
    assert at(problem.place) == ("a.yml", 2, 4)
    assert "itself" in str(problem.message)


def test_the_first_line_is_added_to_every_position():
    assert parse("a.md", "a: 1\nb: 2\n", "front-matter", 2).place("b") == Place("a.md", 3, 1)
    assert parse("a.md", "a: 1\na: 2\n", "front-matter", 2).place == Place("a.md", 3, 1)


def test_broken_front_matter_is_shown_at_its_line_of_the_page(make_tree):
    site = load_site(make_tree({"docs/index.md": "---\ntitle: a\ndescription: b: c\n---\n\n# A\n"}))
    (problem,) = site.problems
    assert problem.kind == "front-matter"
    assert at(problem.place) == ("docs/index.md", 3, 15)


def test_a_byte_order_mark_is_not_part_of_the_first_key(tmp_path):
    (tmp_path / "a.yml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert load(tmp_path, "a.yml", "yaml").value == {"a": 1}


@pytest.mark.parametrize(
    ("content", "says"), [(b"a: \xff\n", "byte 4 is not UTF-8"), (None, "cannot be read: No such file")]
)
def test_a_file_that_cannot_be_read_is_a_problem(content, says, tmp_path):
    if content:
        (tmp_path / "a.yml").write_bytes(content)
    problem = load(tmp_path, "a.yml", "yaml")
    assert problem.kind == "yaml"
    assert problem.place.path == "a.yml"
    assert says in str(problem.message)
    assert problem.hint


SCHEMA = {
    "type": "object",
    "required": ["terms"],
    "additionalProperties": False,
    "properties": {
        "terms": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string", "pattern": "^[a-z]+$"},
                    "kind": {"enum": ["a", "b"]},
                    "term": {"type": "string", "minLength": 1},
                    "year": {"type": "integer", "description": "Write the year in digits.", "minimum": 1},
                },
            },
        }
    },
}


@pytest.fixture
def schema(tmp_path):
    file = tmp_path / "a.schema.json"
    file.write_text(json.dumps(SCHEMA), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "line", "column", "says", "hint"),
    [
        ("{}\n", 1, 1, "the file lacks terms", "add what is missing"),
        ("terms:\n  - id: a\n  - term: b\n", 3, 5, "terms.1 lacks id", "add what is missing"),
        ("terms: [{id: a}]\nx: 1\n", 1, 1, "the file may not have x", "remove it"),
        ("terms:\n  - id: A\n", 2, 5, 'terms.0.id: "A" does not', "the form that the schema describes"),
        ("terms:\n  - id: a\n    kind: c\n", 3, 5, 'terms.0.kind: "c" is none of a, b', "one of the listed"),
        ("terms:\n  - id: 1\n", 2, 5, "terms.0.id: 1 is not text", "give a value of that type"),
        ("terms: null\n", 1, 1, "terms: null is not a list", "give a value of that type"),
        ("- a\n", 1, 1, "the file: ['a'] is not a set of keys", "give a value of that type"),
        ("", 1, 1, "the file: null is not", "give a value of that type"),
        ("terms:\n  - id: a\n    term: ''\n", 3, 5, "terms.0.term is empty", "write a text"),
        ("terms: []\n", 1, 1, "terms is empty", "add an item"),
        (
            "terms:\n  - id: a\n    year: x\n",
            3,
            5,
            'terms.0.year: "x" is not a whole number',
            "Write the year in digits.",
        ),
    ],
)
def test_a_violation_has_its_position_and_a_hint(text, line, column, says, hint, schema):
    (problem,) = violations(parse("docs/a.yml", text, "yaml"), schema, "glossary")
    assert problem.kind == "glossary"
    assert at(problem.place) == ("docs/a.yml", line, column)
    assert says in str(problem.message)
    assert hint in str(problem.hint)


def test_a_document_that_fits_has_no_violations(schema):
    assert list(violations(parse("a.yml", "terms: [{id: a, kind: b, year: 2010}]\n", "yaml"), schema, "glossary")) == []


def test_a_long_value_is_shortened_in_the_message(schema):
    (problem,) = violations(parse("a.yml", f"terms: [{{id: {'A' * 5000}}}]\n", "yaml"), schema, "glossary")
    assert len(str(problem.message)) < 200


@pytest.mark.parametrize(
    ("rules", "line", "column"),
    [(None, 1, 1), ("{", 1, 2), ('{\n "type": }', 2, 10), ('{"type": "no such type"}', 1, 1), ("[]", 1, 1)],
)
def test_a_schema_that_cannot_be_read_is_a_problem(rules, line, column, tmp_path):
    file = tmp_path / "a.schema.json"
    if rules is not None:
        file.write_text(rules, encoding="utf-8")
    (problem,) = violations(parse("docs/_data/a.yml", "a: 1\n", "yaml"), file, "glossary")
    assert problem.kind == "yaml"
    assert at(problem.place) == ("docs/_data/a.schema.json", line, column)
    assert problem.hint

import pytest

from scripts.model.markdown.source import Source, front_matter_of, mask_code, mask_markup

CODE = {
    "a backtick fence": "```\nHIDDEN\n```\n",
    "a fence with a language": "``` python\nHIDDEN\n```\n",
    "a tilde fence": "~~~\nHIDDEN\n~~~\n",
    "backticks in a tilde fence": "~~~\n```\nHIDDEN\n~~~\n",
    "a shorter fence in a longer one": "````\n```\nHIDDEN\n```\nHIDDEN\n````\n",
    "a fence in a list": "- a\n\n    ```\n    HIDDEN\n    ```\n",
    "a fence in a quotation": "> ```\n> HIDDEN\n> ```\n",
    "a fence with an empty line": "```\nHIDDEN\n\nHIDDEN\n```\n",
    "a code span": "a `HIDDEN` b\n",
    "a code span with double backticks": "a ``HIDDEN ` HIDDEN`` b\n",
    "a code span over two lines": "a `HIDDEN\nHIDDEN` b\n",
    "three backticks on one line": "```HIDDEN```\n",
    "a comment": "a <!-- HIDDEN --> b\n",
    "a comment over paragraphs": "a <!-- HIDDEN\n\nHIDDEN --> b\n",
}
MARKUP = {
    "a destination": "[a](HIDDEN.md)\n",
    "a destination with an anchor": "[a](b.md#HIDDEN)\n",
    "a destination with brackets": "[a](b_(HIDDEN).md)\n",
    "a destination with a title": '[a](b.md "HIDDEN")\n',
    "an image": "![a](HIDDEN.svg)\n",
    "attributes": "## A {#HIDDEN}\n",
    "attributes with a class": "a {: .HIDDEN }\n",
    "a citation": "a [@HIDDEN, 12]\n",
    "a citation without author": "a [-@HIDDEN]\n",
    "a tag": '<div class="HIDDEN">\n',
    "a reference target": "[a]: HIDDEN.md\n",
}
NO_CODE = {
    "a lone backtick": "a ` SHOWN\n",
    "backticks of two paragraphs": "a ` SHOWN\n\nSHOWN ` b\n",
    "an escaped backtick": "a \\`SHOWN\\` b\n",
    "an unclosed fence": "```\nSHOWN\n",
    "an unclosed comment": "<!-- SHOWN\n",
    "unequal backticks": "a ``SHOWN` b\n",
    "a fence of two": "``\nSHOWN\n\n``\n",
    "after a fence": "```\na\n```\nSHOWN\n",
    "between two fences": "```\na\n```\nSHOWN\n```\nb\n```\n",
    "an empty fence": "```\n```\nSHOWN\n",
    "between two comments": "<!-- a --> SHOWN <!-- b -->\n",
}
PROSE = {
    "the text of a link": "[SHOWN](a.md)\n",
    "the text of a reference link": "[SHOWN][a]\n",
    "brackets after a space": "[a] (SHOWN)\n",
    "brackets of prose": "a (SHOWN)\n",
    "braces of prose": "a {SHOWN}\n",
    "comparison signs": "1 < SHOWN > 0\n",
    "a footnote": "[^1]: SHOWN\n",
    "a heading": "## SHOWN {#a}\n",
}


def line_ends(text):
    return [index for index, character in enumerate(text) if character == "\n"]


@pytest.mark.parametrize("text", CODE.values(), ids=CODE)
@pytest.mark.parametrize("mask", [mask_code, mask_markup])
def test_code_and_comments_are_masked(mask, text):
    masked = mask(f"SHOWN é🙂\n\n{text}\nSHOWN\n")
    assert "HIDDEN" not in masked
    assert masked.count("SHOWN") == 2


@pytest.mark.parametrize("text", MARKUP.values(), ids=MARKUP)
def test_markup_is_masked_in_prose_only(text):
    assert "HIDDEN" not in mask_markup(text)
    assert mask_code(text) == text


@pytest.mark.parametrize("text", NO_CODE.values(), ids=NO_CODE)
def test_what_is_no_code_stays(text):
    assert mask_code(text).count("SHOWN") == text.count("SHOWN")


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE)
def test_prose_stays(text):
    assert "SHOWN" in mask_markup(text)


ALL = {**CODE, **MARKUP, **NO_CODE, **PROSE}


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
@pytest.mark.parametrize("mask", [mask_code, mask_markup])
def test_masking_keeps_the_length_and_the_line_ends(mask, text):
    masked = mask(text)
    assert len(masked) == len(text)
    assert line_ends(masked) == line_ends(text)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("X", 1, 1),
        ("aX", 1, 2),
        ("éX", 1, 2),
        ("🙂X", 1, 2),
        ("日本\n“é”X", 2, 4),
        ("a\n\nX", 3, 1),
        ("a\n  X\nb", 2, 3),
        ("\nX", 2, 1),
    ],
)
def test_a_place_counts_characters_from_1(text, line, column):
    place = Source.of("docs/a.md", text).place(text.index("X"))
    assert (place.path, place.line, place.column) == ("docs/a.md", line, column)


@pytest.mark.parametrize("text", ["", "a", "a\n", "\n\n", "🙂\r\né"])
def test_every_offset_has_the_place_that_leads_back_to_it(text):
    source = Source.of("a.md", text)
    for offset in range(len(text) + 1):
        place = source.place(offset)
        assert sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1 == offset


def test_the_front_matter_is_masked_and_counted():
    source = Source.of("a.md", "---\ntitle: HIDDEN\n---\nX\n")
    assert "HIDDEN" not in source.code_masked + source.prose
    assert source.place(source.text.index("X")).line == 4


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("---\ntitle: a\n---\n", "title: a\n"),
        ("---  \ntitle: a\n---", "title: a\n"),
        ("---\ntitle: a\n...\nb\n", "title: a\n"),
        ("---\na: b\n---\nc\n---\n", "a: b\n"),
    ],
)
def test_front_matter(text, inner):
    assert front_matter_of(text).group(1) == inner


@pytest.mark.parametrize("text", ["", "title: a\n", "\n---\na: b\n---\n", "---\na: b\n", "----\na: b\n----\n"])
def test_no_front_matter(text):
    assert front_matter_of(text) is None


# The sign ¦ marks the offsets that should be found.
@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](¦b.md)", "b.md"),
        ("[a](¦b.md#c)", "b.md#c"),
        ("[a]( ¦b.md )", "b.md"),
        ("[a](<¦b c.md>)", "b c.md"),
        ('[a](¦b.md "title")', "b.md"),
        ("[a](¦b.md 'title')", "b.md"),
        ("![a](¦b.svg)", "b.svg"),
        ("[a]: ¦b.md", "b.md"),
        ("[a]: ¦b.md\nc", "b.md"),
        ('<a href="¦b.md">', "b.md"),
        ("<a href='¦b.md'>", "b.md"),
        ("<a href=¦b.md class=c>", "b.md"),
        ("<¦https://a.id/>", "https://a.id/"),
        ("é🙂 [a](¦b.md)", "b.md"),
        ("[a](¦b.md?c=1&amp;d=2)", "b.md?c=1&d=2"),
        ("[a](¦b.md?c=1&d=2)", "b.md?c=1&d=2"),
        (r"[a](¦b\_c.md)", "b_c.md"),
        ("[a](¦b.md) [c](¦b.md)", "b.md"),
        ("`[a](b.md)` [a](¦b.md)", "b.md"),
        ("<!-- [a](b.md) --> [a](¦b.md)", "b.md"),
        ("```\n[a](b.md)\n```\n[a](¦b.md)", "b.md"),
        ("---\na: <b.md>\n---\n[a](¦b.md)", "b.md"),
        ("[a](b.md.html) b.md (b.md)", "b.md"),
        ("[a](xb.md) [a](bxmd) [a](b.md#c)", "b.md"),
        ("[a](¦)", ""),
        ("[a](<¦>)", ""),
        ('<a href="¦">', ""),
        ("<a href=¦>", ""),
        ("<a href¦>", ""),
        ("[a](b.md) `[a]()`", ""),
    ],
)
def test_links_to(text, target):
    before = text.split("¦")[:-1]
    offsets = [len("".join(before[: index + 1])) for index in range(len(before))]
    assert list(Source.of("a.md", text.replace("¦", "")).links_to(target)) == offsets


# The sign ¦ marks the line of the heading that should be found.
@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n¦## Dua kata {#dua}\n",
        "# A\n\n¦## Dua kata\n",
        "# A\n\n¦## *Dua* [kata](a.md)\n",
        "# A\n\n¦## `Dua` kata ##\n",
        "¦## `Dua kata`\n",
        "¦Dua kata\n--------\n",
        "A\n\n¦`Dua` kata\n--------\n",
        '¦<h2 id="dua">Dua kata</h2>\n',
        "```\n## Dua kata\n```\n\n¦## Dua kata\n",
        "# Dua kata\n\n¦## Dua kata\n",
        "> ¦## Dua kata\n",
    ],
)
def test_heading(text):
    plain = text.replace("¦", "")
    line = Source.of("a.md", plain).place(text.index("¦")).line
    source = Source.of("a.md", plain)
    assert source.place(source.heading(2, "Dua kata", "dua")).line == line


def test_a_second_heading_with_the_same_words_is_found_after_the_first():
    source = Source.of("a.md", "## A\n\nb\n\n## A\n")
    assert (source.heading(2, "A", "a"), source.heading(2, "A", "a_1", 4)) == (0, 9)


def test_no_such_heading():
    assert Source.of("a.md", "# A\n").heading(2, "B", "b") is None

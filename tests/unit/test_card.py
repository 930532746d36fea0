"""Preview cards: a title of any length stays inside, and the colours are those of the site."""

import io

import pytest
from PIL import Image, ImageChops

from scripts.render.metadata import card as cards
from scripts.render.metadata.card import card, fit
from tests.support.project import ROOT, real_site

STYLES = (ROOT / "overrides" / "assets" / "site.css").read_text(encoding="utf-8")
TITLES = [
    "",
    "Nilai",
    "Metode pekerjaan sosial dengan masyarakat: pengorganisasian dan pengembangan",
    "pertanggungjawaban" * 3,
    "x" * 400,
    "kata " * 200,
    "W" * 37,
    "Émile Ōe, «Straße» – Дело “x” …",
]


def opened(*arguments):
    return Image.open(io.BytesIO(card(*arguments))).convert("RGB")


def ink(image, box):
    """Where in the box something else than the ground is, as (left, top, right, bottom) from its corner."""
    part = image.crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, part.getpixel((0, 0)))).getbbox()


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(("width", "height"), [(1040, 276), (300, 120)])
def test_every_line_fits_and_no_word_is_lost_without_an_ellipsis(title, width, height):
    size, lines = fit(title, width, height)
    font = cards.typeface(size, 600)
    assert all(font.getlength(line) <= width for line in lines)
    assert len(lines) * size * cards.LEADING <= height
    shown = "".join(lines).replace(" ", "")
    whole = "".join(title.split())
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))


def test_short_titles_are_large_and_lines_balanced():
    assert fit("Nilai", 1040, 276) == (92, ["Nilai"])
    _, lines = fit("Tactics of change in communities", 1040, 276)
    assert lines == ["Tactics of change", "in communities"]


@pytest.mark.parametrize("title", TITLES[1:])
def test_the_drawn_title_stays_between_the_margins_and_above_the_band(title):
    image = opened(title, "Metode Pekerjaan Sosial", "Bahasa Indonesia")
    assert image.size == (1200, 630)
    # Between the mark and the band, over the whole width.
    left, _, right, bottom = ink(image, (0, 164, 1200, 512))
    assert left >= 60
    assert right <= 1200 - 60
    assert bottom < 512 - 164


def test_a_long_name_of_the_site_leaves_room_for_the_language():
    image = opened("x", "Metode " * 40, "English")
    start = int(1200 - 80 - cards.typeface(32, 400).getlength("English"))
    assert ink(image, (start - 36, 520, start - 4, 630)) is None
    assert ink(image, (start, 520, 1200, 630)) is not None
    assert ink(image, (start - 300, 520, start - 40, 630)) is not None


def test_every_title_of_the_site_is_set_whole_and_legibly():
    for page in real_site().pages.values():
        size, lines = fit(page.title, *cards._TITLE_BOX)
        assert " ".join(lines) == page.title
        # Half as large when a messenger shows it at 600 pixels.
        assert size >= 52, page.path


def test_the_card_has_the_colours_of_the_site():
    for colour in (cards.GROUND, cards.INK, cards.LINE, cards.BAND, cards.ON_BAND, cards.MUTED):
        assert colour in STYLES


def test_a_card_is_light_and_the_same_each_time():
    first = card("Nilai-nilai pekerjaan sosial", "Metode Pekerjaan Sosial", "Bahasa Indonesia")
    assert first == card("Nilai-nilai pekerjaan sosial", "Metode Pekerjaan Sosial", "Bahasa Indonesia")
    assert len(first) < 40_000

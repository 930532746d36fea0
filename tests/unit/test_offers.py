"""What the site offers for download out of the folder of editions."""

import pytest

from scripts.core.edition import Edition
from scripts.editions.shelf import put_on_shelf, write_sums
from scripts.render.downloads.offers import offered

EDITION = Edition("2026.11.24", 1_795_478_400)


@pytest.fixture
def shelf(tmp_path):
    """Fills the shelf with files of these names, and lists them."""

    def fill(*names):
        for name in names:
            (tmp_path / name).write_text(name)
        write_sums(tmp_path, names)
        return tmp_path

    return fill


def names(offers):
    return [offer.name for offer in offers]


def told(folder):
    messages = []
    offered(folder, EDITION, messages.append)
    return [message.text("en") for message in messages]


def test_a_kind_that_is_new_is_offered_after_the_known_ones(shelf):
    folder = shelf(
        "metode-peksos-2026.11.24-id.docx", "metode-peksos-2026.11.24.zip", "metode-peksos-2026.11.24-id.epub"
    )
    offers = offered(folder, EDITION)
    assert names(offers) == [
        "metode-peksos-2026.11.24.zip",
        "metode-peksos-2026.11.24-id.epub",
        "metode-peksos-2026.11.24-id.docx",
        "SHA256SUMS",
    ]
    assert [(offer.kind, offer.purpose is None) for offer in offers][2:] == [("docx", True), ("", True)]


def test_a_file_that_is_no_edition_does_not_hide_the_others(shelf):
    folder = shelf("notes.txt", "metode-peksos-2026.11.24.zip")
    assert names(offered(folder, EDITION)) == ["metode-peksos-2026.11.24.zip", "SHA256SUMS"]
    assert told(folder) == [
        "Left out of the downloads: notes.txt, which SHA256SUMS names, is not called like an edition."
    ]
    assert offered(shelf("notes.txt"), EDITION) == ()
    assert len(told(folder)) == 1


def test_an_edition_of_another_day_or_that_is_damaged_is_not_offered(shelf):
    assert offered(folder := shelf("metode-peksos-2026.11.23.zip"), EDITION) == ()
    assert told(folder) == [
        "No downloads: metode-peksos-2026.11.23.zip, which SHA256SUMS names, is of another day or missing."
    ]
    folder = shelf("metode-peksos-2026.11.24.zip")
    assert told(folder) == []
    (folder / "metode-peksos-2026.11.24.zip").write_text("other")
    assert offered(folder, EDITION) == ()
    assert told(folder) == ["No downloads: metode-peksos-2026.11.24.zip is not as SHA256SUMS has it."]


def test_an_edition_of_any_kind_makes_room_for_the_next(shelf, tmp_path):
    folder = shelf("metode-peksos-2026.11.23-id.docx", "notes.txt")
    new = tmp_path / "new"
    new.mkdir()
    (new / "metode-peksos-2026.11.24.zip").write_text("zip")
    write_sums(new, ["metode-peksos-2026.11.24.zip"])
    put_on_shelf(new, folder, ["metode-peksos-2026.11.24.zip"])
    assert {file.name for file in folder.iterdir() if file.is_file()} == {
        "metode-peksos-2026.11.24.zip",
        "notes.txt",
        "SHA256SUMS",
    }

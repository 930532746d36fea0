"""Functions of WeasyPrint that are wrapped: a version that has others is told, not worked with."""

import pytest

from scripts.editions.finished_site import EditionError

pytestmark = pytest.mark.needs_programs("libpangoft2-1.0")

BOOK = "<html lang='id'><body><p>Satu</p></body></html>"


@pytest.fixture
def wraps():
    """By name: the module of the function, and the wrapper in use."""
    from weasyprint.layout import inline
    from weasyprint.pdf import tags

    from scripts.editions.pdf.breaking import spaces_hang
    from scripts.editions.pdf.tagging import recorded

    return {"split_first_line": (inline, spaces_hang), "_build_box_tree": (tags, recorded)}


def set_book():
    import weasyprint

    return weasyprint.HTML(string=BOOK).write_pdf(pdf_variant="pdf/ua-1")


@pytest.mark.parametrize("name", ["split_first_line", "_build_box_tree"])
def test_the_version_that_is_installed_has_them_and_gets_its_own_back(name, wraps):
    module, wrapper = wraps[name]
    own = getattr(module, name)
    with wrapper():
        assert getattr(module, name) is not own
        set_book()
    assert getattr(module, name) is own


@pytest.mark.parametrize("name", ["split_first_line", "_build_box_tree"])
@pytest.mark.parametrize("other", [lambda text: None, None])
def test_another_function_or_none_is_named_with_the_version(name, other, wraps, monkeypatch):
    from weasyprint import __version__

    module, wrapper = wraps[name]
    monkeypatch.setattr(module, name, other)
    with pytest.raises(EditionError, match=rf"WeasyPrint {__version__} has no {module.__name__}\.{name} "), wrapper():
        pytest.fail("nothing may be made")
    assert getattr(module, name) is other


@pytest.mark.parametrize("name", ["split_first_line", "_build_box_tree"])
def test_a_function_that_nobody_calls_any_more_is_named(name, wraps):
    with pytest.raises(EditionError, match=name), wraps[name][1]():
        pass

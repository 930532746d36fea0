"""The project that other tests lay out and break: it is whole to begin with."""

from scripts.checks import check_site
from scripts.checks.formats import as_text
from scripts.model.site import load_site
from tests.support.project import lay_project


def test_the_small_project_has_no_findings(tmp_path):
    """Or a test could not tell the fault it made from one that was there.

    A changed page is stamped with ``python -m scripts stamp --root tests/data/small docs/….en.md``.
    """
    issues = check_site(load_site(lay_project(tmp_path)))
    assert not issues, as_text(issues, "en")

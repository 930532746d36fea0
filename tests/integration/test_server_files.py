"""The configurations of nginx and Caddy in the repository are what is written for the site as it is built."""

import pytest

from scripts.commands.servers import main
from scripts.host.configurations import HERE, NAMES, configurations


@pytest.fixture(scope="module")
def written(built_site):
    return configurations(built_site)


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_here_is_what_is_written(written, name):
    assert (HERE / name).read_text(encoding="utf-8") == written[name], (
        f"scripts/host/{name} is not what the site and scripts/host/ ask for; run `make servers`"
    )


def test_another_theme_gets_other_digests(tmp_path):
    (tmp_path / "index.html").write_text("<script>one()</script>")
    one = configurations(tmp_path)
    (tmp_path / "index.html").write_text("<script>other()</script>")
    other = configurations(tmp_path)
    for name in NAMES:
        assert one[name] != other[name]
        # The digests alone are others.
        assert one[name].count("\n") == other[name].count("\n")


def test_the_command_writes_both_and_nothing_else(tmp_path, capsys):
    site, folder = tmp_path / "site", tmp_path / "host"
    site.mkdir()
    folder.mkdir()
    assert main([str(site)], folder) == 2
    assert "holds no index.html" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
    (site / "index.html").write_text("<script>one()</script>")
    assert main([str(site)], folder) == 0
    assert {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()} == configurations(site)

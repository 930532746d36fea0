"""install.py on machines that lack something: one line that names the cure, exit code 2."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import install

SCRIPT = Path(install.__file__)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / "requirements.txt").write_text("")
    return tmp_path


def test_an_old_python_is_told_apart():
    with pytest.raises(install.InstallError, match=r"this is Python 3\.9; install Python 3\.11 or newer"):
        install.check_python((3, 9))


def test_a_python_without_venv_names_the_package(monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name))
    with pytest.raises(install.InstallError, match="apt install python3-venv"):
        install.check_python((3, 11))


def test_no_network_is_one_line(elsewhere, capsys):
    (elsewhere / "requirements.txt").write_text("no-such-package==1 --hash=sha256:" + "0" * 64 + "\n")
    assert install.main(["site"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("install: packages are missing; check the network connection")
    assert len(error.splitlines()) == 1
    assert not (elsewhere / ".venv" / "installed-requirements").exists()


def test_a_second_run_installs_nothing(elsewhere, capsys):
    assert install.main(["site"]) == 0
    assert "Installing" in capsys.readouterr().out
    made = install.PYTHON.stat().st_mtime_ns
    assert install.main(["site"]) == 0
    assert capsys.readouterr().out == ""
    assert install.PYTHON.stat().st_mtime_ns == made


def test_a_changed_lock_file_is_installed_again(elsewhere, capsys):
    assert install.main(["site"]) == 0
    (elsewhere / "requirements.txt").write_text("# changed\n")
    capsys.readouterr()
    assert install.main(["site"]) == 0
    assert "Installing" in capsys.readouterr().out


def test_a_playwright_that_does_not_start_names_the_package(elsewhere, monkeypatch):
    install.PYTHON.parent.mkdir(parents=True)
    install.PYTHON.write_text("#!/bin/sh\necho no libatomic.so.1 here\nexit 127\n")
    install.PYTHON.chmod(0o755)
    monkeypatch.setattr(install, "missing_programs", list)
    monkeypatch.setattr(install, "has_browser", lambda: True)
    with pytest.raises(install.InstallError, match=r"\(no libatomic\.so\.1 here\); .* sudo apt install libatomic1"):
        install.install_programs()


def test_wrong_words_are_answered_with_the_usage():
    run = subprocess.run([sys.executable, SCRIPT, "everything"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (2, "usage: install.py site|spelling|editions|test\n")


def test_the_script_is_read_by_old_pythons():
    compile(SCRIPT.read_text(encoding="utf-8"), str(SCRIPT), "exec", dont_inherit=True)
    import ast

    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_all_locks_name_the_same_version_of_a_package_with_hashes():
    pins = {}
    for lock in sorted(SCRIPT.parents[1].glob("requirements*.txt")):
        found = re.findall(
            r"^([a-z0-9._-]+)==(\S+)(?: ;[^\\\n]*)? (\\\n    --hash=sha256:)?", lock.read_text(encoding="utf-8"), re.M
        )
        assert all(hashed for _, _, hashed in found)
        pins[lock.name] = {(name, version) for name, version, _ in found}
    assert pins.keys() == {lock for locks in install.LOCKS.values() for lock in locks}
    assert all(pins.values())
    assert all(listed <= pins["requirements-test.txt"] for listed in pins.values())


def test_what_is_asked_for_comes_on_top_of_the_site(elsewhere, capsys):
    (elsewhere / "requirements-spelling.txt").write_text("# dictionaries\n")
    assert install.main(["spelling"]) == 0
    assert (elsewhere / ".venv" / "installed-requirements").is_file()
    assert (elsewhere / ".venv" / "installed-requirements-spelling").is_file()
    assert capsys.readouterr().out.count("Installing") == 2

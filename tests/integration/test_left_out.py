"""Tests that need a program which this machine lacks: left out and said so, or, on CI, no run at all."""

import os
import subprocess
import sys

import pytest

from tests.support.project import ROOT

TESTS = """
import pytest

@pytest.mark.needs_programs("nginx", "caddy")
def test_server():
    pass

def test_other():
    pass
"""


@pytest.fixture
def run(tmp_path):
    """Runs two tests, of which one needs servers, on a machine that has these programs alone."""

    def run(*programs, workers, **variables):
        folder = tmp_path / "bin"
        folder.mkdir()
        for name in programs:
            (folder / name).write_text("#!/bin/sh\n")
            (folder / name).chmod(0o755)
        (tmp_path / "test_some.py").write_text(TESTS)
        # In place of the whole list, and of the folders of this machine.
        (tmp_path / "conftest.py").write_text(
            "import shutil\n\nfrom scripts import install\n\n"
            'install.PROGRAMS = {"nginx": "nginx-light", "caddy": "caddy"}\n'
            f"install.find_program = lambda name: shutil.which(name, path={str(folder)!r})\n"
            + (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
        )
        command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
        command += ["-p", "no:cacheprovider", "-n", str(workers), str(tmp_path)]
        # What this run was started with is no business of the run inside it.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "ALL_"))}
        environment = {**inherited, "PYTHONPATH": str(ROOT), **variables}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.mark.parametrize("workers", [0, 2])
def test_a_missing_program_leaves_its_tests_out_and_is_named(run, workers):
    ran = run("nginx", workers=workers)
    assert ran.returncode == 0, ran.stdout
    assert "1 passed" in ran.stdout
    line = "NOT TESTED: 1 test was left out; this machine lacks caddy: sudo apt install caddy"
    assert line in ran.stdout.splitlines()


def test_with_every_program_there_is_nothing_to_say(run):
    ran = run("nginx", "caddy", workers=0)
    assert (ran.returncode, "2 passed" in ran.stdout, "NOT TESTED" in ran.stdout) == (0, True, False), ran.stdout


def test_on_ci_nothing_runs_until_the_programs_are_there(run):
    ran = run(workers=0, ALL_PROGRAMS="1")
    assert ran.returncode != 0
    assert "this machine lacks caddy, nginx: sudo apt install caddy nginx-light" in ran.stdout + ran.stderr
    assert "passed" not in ran.stdout

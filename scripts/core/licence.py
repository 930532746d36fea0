"""Names of licences."""

from __future__ import annotations

import re

# Whatever form the address has: of the deed, of the text, in any language, with or without a scheme.
_CREATIVE_COMMONS = re.compile(
    r"(?:https?:)?(?://)?(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z+-]+)/(\d\.\d)(?:/([a-z]{2,3}))?"
    r"(?:/(?:deed|legalcode)(?:[.-][\w.-]*)?)?/?(?:[?#].*)?",
    re.I,
)
_PUBLIC_DOMAIN = {"zero": "CC0", "mark": "Public Domain Mark"}


def licence_name(address: str) -> str:
    """The name that Creative Commons gives the licence at this address; of others, the address as it is."""
    match = _CREATIVE_COMMONS.fullmatch(address.strip())
    if not match:
        return address
    kind, name, version, port = match.groups()
    said = _PUBLIC_DOMAIN.get(name.lower()) if kind.lower() == "publicdomain" else f"CC {name.upper()}"
    if not said:
        return address
    return " ".join(part for part in (said, version, port.upper() if port else "") if part)

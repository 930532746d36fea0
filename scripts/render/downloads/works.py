"""What the files say of works, in one language and as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.model.glossary import Term


@dataclass(frozen=True, slots=True)
class Works:
    """``entries`` of the bibliography by key; ``quoted`` says by the id of a term what its definition is taken from."""

    entries: Mapping[str, str] = field(default_factory=dict)
    quoted: Mapping[str, str] = field(default_factory=dict)

    def about(self, term: Term) -> list[str]:
        """The entries of the works that are about the term."""
        return [self.entries[key] for key in term.sources if key in self.entries]

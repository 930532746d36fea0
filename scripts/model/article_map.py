"""The article's statements, and where on the site each is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scripts.core.place import Place
from scripts.core.yamlfile import Yaml


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the article, or (``duplicate_of``) the repetition of one.

    ``lines`` are those of the article as printed in article.yml; ``at`` is ``slug#anchor``.
    """

    number: int
    lines: str
    summary: Mapping[str, str]
    at: str
    duplicate_of: int | None
    place: Place

    @property
    def slug(self) -> str:
        """The page where the statement is said."""
        return self.at.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The section of that page."""
        return self.at.partition("#")[2]


@dataclass(frozen=True, slots=True)
class ArticleSection:
    """A part of the article with its statements in order."""

    id: str
    title: Mapping[str, str]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """The whole map of the article."""

    sections: tuple[ArticleSection, ...]

    def statements(self) -> Iterator[Statement]:
        """Every statement and repetition in the order of the file."""
        for section in self.sections:
            yield from section.statements


def read_article(document: Yaml) -> Article:
    """The article map in a document that fits its schema."""
    return Article(
        tuple(
            ArticleSection(
                entry["id"],
                entry["title"],
                tuple(
                    Statement(
                        item["number"],
                        item["lines"],
                        item.get("summary", {}),
                        item.get("at", ""),
                        item.get("duplicate_of"),
                        document.place("sections", at, "statements", number),
                    )
                    for number, item in enumerate(entry["statements"])
                ),
            )
            for at, entry in enumerate(document.value["sections"])
        )
    )

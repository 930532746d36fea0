"""G: diagrams whose words are complete, fit the drawing, and are shown."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.core.message import say
from scripts.core.place import Place
from scripts.diagrams.drawing import WIDE, Misfit, draw, drawings
from scripts.model import anchors
from scripts.model.diagram import Diagram
from scripts.model.site import DATA_DIR, Site, has_own_data

from .rule import WARNING, Finding, problems, rule


def _drawn(site: Site) -> Iterator[Diagram]:
    """The diagrams that could be read and have a drawing."""
    return (diagram for name, diagram in site.diagrams.items() if diagram and name in drawings())


@rule("G01")
def complete(site: Site) -> Iterator[Finding]:
    """A file of labels has a drawing, every label that the drawing asks for in both languages, and no other.

    A label that is missing leaves an empty box on the page, and one that nothing shows is fixed in vain.
    """
    yield from problems(site, "diagram")
    for name, diagram in site.diagrams.items():
        if diagram and name not in drawings():
            yield Finding(
                Place(diagram.document.path),
                say("there is no drawing {name}", name=name),
                say("name the file like one of the drawings: {known}", known=tuple(sorted(drawings()))),
            )
    for diagram in _drawn(site):
        drawing = draw(diagram, site.config.default_locale)
        for label in drawing.missing:
            yield Finding(
                diagram.document.place("labels"),
                say("the drawing {name} needs the label {label}", name=diagram.name, label=label),
                say("add {label} with its words in both languages", label=label),
            )
        for label in drawing.unknown:
            yield Finding(
                diagram.document.place("labels", label),
                say("the drawing {name} has no label {label}", name=diagram.name, label=label),
                say("remove it, or correct its name"),
            )


@rule("G02")
def fits(site: Site) -> Iterator[Finding]:
    """A label fits into its place on the drawing, whatever system font the reader has.

    Else it runs over its box or over its neighbour on somebody's phone; widths are those of a wide common font.
    """
    for diagram in _drawn(site):
        for locale in site.config.locales:
            worst: dict[str, Misfit] = {}
            for wide in (False, True) if diagram.name in WIDE else (False,):
                for misfit in draw(diagram, locale, wide).misfits:
                    worst[misfit.label] = max(worst.get(misfit.label, misfit), misfit)
            for label, misfit in worst.items():
                if misfit.excess:
                    message = say("{label} is {excess} units too wide for its place", label=label, excess=misfit.excess)
                else:
                    message = say(
                        "{label} takes {lines} lines; its place has {most}",
                        label=label,
                        lines=misfit.lines,
                        most=misfit.most,
                    )
                yield Finding(diagram.place(label, locale), message, say("say it in fewer or shorter words"))


@rule("G03", by_page=True)
def exists(site: Site) -> Iterator[Finding]:
    """A line ``[[diagram:name]]`` names a diagram that exists, once on a page.

    Any other name would show nothing, and the same diagram twice would give two parts of the page one id. Other sites
    than ours may mean other things by it.
    """
    for page in site.pages.values() if has_own_data(site.config) else ():
        seen = set()
        for name, place in page.diagrams:
            if name not in site.diagrams:
                yield Finding(
                    place,
                    say("there is no diagram {name}", name=name),
                    say(
                        "correct the name, or put its words in {folder}/{name}.yml",
                        folder=f"{site.config.docs_dir}/{DATA_DIR}/diagrams",
                        name=name,
                    ),
                )
            elif name in seen:
                yield Finding(
                    place,
                    say("the diagram {name} stands here for the second time", name=name),
                    say("remove the line; link to #{anchor}", anchor=anchors.diagram(name)),
                )
            seen.add(name)


@rule("G04", WARNING)
def shown(site: Site) -> Iterator[Finding]:
    """Every diagram is shown on a page of each language.

    A drawing that nobody meets was drawn in vain, and one language should not show less than the other.
    """
    for name, diagram in site.diagrams.items():
        if not diagram:
            continue
        for locale in site.config.locales:
            if not any(name == used for page in site.outlined_in(locale) for used, _ in page.diagrams):
                yield Finding(
                    Place(diagram.document.path),
                    say("no page in “{locale}” shows the diagram {name}", locale=locale, name=name),
                    say("write [[diagram:{name}]] on a line of its own where it helps, or delete the file", name=name),
                )

"""One diagram in one language as SVG, and what of its words does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from scripts.core.templates import templates
from scripts.model import anchors
from scripts.model.diagram import Diagram

from .metrics import width, wrap

_FOLDER = Path(__file__).parent / "templates"
_TEMPLATES = templates(_FOLDER).overlay(
    finalize=lambda value: f"{round(value, 2):g}" if isinstance(value, float) else value
)
# The diagrams with a second drawing for columns of 700 units and more, side by side instead of one below the other.
WIDE = frozenset({"metode", "model-masyarakat"})
_WIDE = 'class="wide" display="none" '
# A line and the space to the next, in font sizes.
_LEADING = 1.32


@dataclass(frozen=True, slots=True, order=True)
class Misfit:
    """A label that needs more room than the drawing has: wider by ``excess``, or of more lines than ``most``."""

    label: str
    excess: float
    lines: int
    most: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The SVG, the labels that do not fit, those that the file lacks, and those that the drawing does not know."""

    svg: str
    misfits: tuple[Misfit, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass
class Pen:
    """Writes labels into a template, and takes down what does not fit there."""

    labels: Mapping[str, str]
    misfits: set[Misfit] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    box: tuple[float, float] = (0, 0)

    def size(self, width: float, height: float) -> str:
        """Set the size of the drawing; writes nothing."""
        self.box = (width, height)
        return ""

    def lines(self, label: str, room: float, size: float = 14, bold: bool = False, most: int = 9) -> list[str]:
        """The label as lines in ``room``."""
        self.asked.add(label)
        lines = wrap(self.labels.get(label, ""), room, size, bold)
        excess = max((width(line, size, bold) - room for line in lines), default=0)
        if excess > 0 or len(lines) > most:
            self.misfits.add(Misfit(label, max(round(excess, 1), 0), len(lines), most))
        return lines

    def height(self, label: str, room: float, size: float = 14, bold: bool = False) -> float:
        """How high the label stands in ``room``, from the top of its first line to the foot of its last."""
        return round(len(self.lines(label, room, size, bold)) * size * _LEADING, 1)

    def text(
        self,
        label: str,
        x: float,
        y: float,
        room: float,
        size: float = 14,
        bold: bool = False,
        anchor: str = "start",
        tone: str = "",
        most: int = 9,
    ) -> Markup:
        """The label as ``<text>``, the top of its first line at ``y``; ``tone`` is a class for its colour."""
        lines = self.lines(label, room, size, bold, most)
        step = round(size * _LEADING, 1)
        attributes = f'x="{x:g}" y="{round(y + size, 1):g}" data-room="{room:g}"'
        attributes += f' font-size="{size:g}"' if size != 14 else ""
        attributes += ' font-weight="700"' if bold else ""
        attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
        attributes += _TONES[tone]
        rest = "".join(f' <tspan x="{x:g}" dy="{step:g}">{escape(line)}</tspan>' for line in lines[1:])
        return Markup(f"<text {attributes}>{escape(lines[0]) if lines else ''}{rest}</text>")


# Colours for print and for readers without the style sheet; with it the classes decide (overrides/assets/diagrams.css).
_TONES = {"": "", "soft": ' class="soft" fill="#5c534a"', "on": ' class="on" fill="#fff"'}


@cache
def drawings() -> frozenset[str]:
    """The names of the diagrams for which there is a drawing."""
    return frozenset(file.stem for file in _FOLDER.glob("[!_]*.svg"))


def draw(diagram: Diagram, locale: str, wide: bool = False) -> Drawing:
    """The diagram, whose drawing must exist, in one language; ``wide`` is for those in ``WIDE`` only."""
    pen = Pen({label: words[locale] for label, words in diagram.labels.items()})
    shapes = _TEMPLATES.get_template(f"{diagram.name}.svg").render(pen=pen, wide=wide)
    title, description = anchors.drawing(diagram.name, locale, wide=wide)
    svg = (
        # Without the style sheet the wide drawing is not shown beside the other.
        f'<svg {_WIDE if wide else ""}viewBox="0 0 {pen.box[0]:g} {pen.box[1]:g}" role="img"'
        f' aria-labelledby="{title} {description}"'
        ' font-family="system-ui, sans-serif" font-size="14" fill="#2c2723" stroke-width="1.5"'
        ' stroke-linecap="round" stroke-linejoin="round">'
        f'<title id="{title}">{escape(diagram.title[locale])}</title>'
        f'<desc id="{description}">{escape(diagram.description[locale])}</desc>'
        f"{''.join(line.strip() for line in shapes.splitlines())}</svg>"
    )
    return Drawing(
        svg,
        tuple(sorted(pen.misfits)),
        tuple(sorted(pen.asked - pen.labels.keys())),
        tuple(sorted(pen.labels.keys() - pen.asked)),
    )

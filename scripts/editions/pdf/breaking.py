"""A fault of WeasyPrint 70.0 in breaking lines, fixed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from math import inf
from typing import Any

from weasyprint.layout import inline

from .wrapping import wrapped

_PARAMETERS = "text style context max_width justification_spacing is_line_start minimum"


def spaces_hang() -> AbstractContextManager[None]:
    """Let the space at the end of a text not count when the text fills its line to the edge.

    WeasyPrint then believes that the first line cannot be split and breaks after its first word: where a link or a
    citation follows, a line of one word was the result, about once in fifty pages. Raises EditionError when WeasyPrint
    breaks lines in another way.
    """
    return wrapped(inline, "split_first_line", _PARAMETERS, _without_space)


def _without_space(split: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
    def split_without_space(
        text: str,
        style: Any,  # noqa: ANN401
        context: Any,  # noqa: ANN401
        max_width: float | None,
        *rest: Any,  # noqa: ANN401
        **options: Any,  # noqa: ANN401
    ) -> tuple[Any, ...]:
        if max_width is not None and max_width != inf and text.endswith(" ") and text.strip(" "):
            _, _, resume_index, width, *_ = split(text.rstrip(" "), style, context, max_width, *rest, **options)
            if resume_index is None and width <= max_width:
                # The space is there, beyond the edge, where nobody sees it.
                return split(text, style, context, inf, *rest, **options)
        return split(text, style, context, max_width, *rest, **options)

    return split_without_space

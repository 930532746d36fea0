"""Private functions of WeasyPrint, wrapped for a while; what a new version changes about them is told."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from types import ModuleType
from typing import Any

import weasyprint

from scripts.core.message import say

from ..finished_site import EditionError


@contextmanager
def wrapped(
    module: ModuleType, name: str, parameters: str, wrapper: Callable[[Callable[..., Any]], Callable[..., Any]]
) -> Iterator[None]:
    """Within it, the function ``name`` of ``module`` is what ``wrapper`` makes of it.

    Raises EditionError when there is none with such ``parameters``, separated by blanks, or when nobody called it.
    """
    function = getattr(module, name, None)
    if not callable(function) or " ".join(inspect.signature(function).parameters) != parameters:
        raise _changed(module, name)
    made, called = wrapper(function), False

    @wraps(function)
    def noted(*args: Any, **options: Any) -> Any:  # noqa: ANN401
        nonlocal called
        called = True
        return made(*args, **options)

    setattr(module, name, noted)
    try:
        yield
    finally:
        setattr(module, name, function)
    if not called:
        raise _changed(module, name)


def _changed(module: ModuleType, name: str) -> EditionError:
    return EditionError(
        say(
            "WeasyPrint {version} has no {function} as scripts/editions/pdf/ wraps it; `make site` installs the "
            "version that does",
            version=weasyprint.__version__,
            function=f"{module.__name__}.{name}",
        )
    )

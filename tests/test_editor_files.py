"""What editors, pre-commit and GitHub read: it parses, and what it names exists."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from scripts.checks import check_site
from scripts.model.site import load_site

ROOT = Path(__file__).parents[1]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))


def read_json(name: str) -> dict:
    return json.loads((ROOT / ".vscode" / name).read_text(encoding="utf-8"))


def read_yaml(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def tasks() -> dict[str, dict]:
    return {task["label"]: task for task in read_json("tasks.json")["tasks"]}


def problems(matcher: dict, lines: list[str]) -> list[dict[str, str]]:
    """What VS Code makes of the lines: a pattern a line, a severity that is not named is the matcher's."""
    patterns, found = matcher["pattern"], []
    for start in range(len(lines) - len(patterns) + 1):
        matches = [re.search(pattern["regexp"], lines[start + at]) for at, pattern in enumerate(patterns)]
        if all(matches):
            read = {key: matches[0][group] for key, group in patterns[0].items() if isinstance(group, int)}
            hint = re.sub(r"^\w+: ", "", matches[1][patterns[1]["message"]])
            found.append({**read, "severity": read["severity"] or matcher["severity"], "hint": hint})
    return found


@pytest.fixture
def project(tmp_path):
    """A site with errors and a warning, one of them in a file and a text that look like the format itself."""
    data = tmp_path / "docs" / "_data"
    data.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("nav: [index.md, 'two words.md']\nexclude_docs: /_data/\n")
    (data.parent / "index.md").write_text("# A page\n\nSee [x](gone.md) and\nthat [y](#a:1:2:).\n")
    (data.parent / "two words.md").write_text("# Another\n\n[L01 warning: z][none]\n")
    shutil.copy(ROOT / "docs" / "_data" / "glossary.schema.json", data)
    wordings = "{id: {term: satu, definition: Satu.}, en: {term: one, definition: One.}}"
    (data / "glossary.yml").write_text(f"terms:\n  - id: satu\n    locales: {wordings}\n")
    return tmp_path


@pytest.mark.parametrize("locale", ["id", "en"])
def test_the_problem_matcher_reads_what_the_check_prints(locale, project):
    command = [sys.executable, "-m", "scripts.check", "--root", str(project), "--lang", locale]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    issues = check_site(load_site(project))
    assert {"error", "warning"} == {issue.severity for issue in issues}
    assert {"L01", "L02", "L07", "T04"} <= {issue.code for issue in issues}
    matcher = tasks()["Periksa / Check"]["problemMatcher"]
    assert problems(matcher, run.stdout.splitlines()) == [
        {
            "file": issue.path,
            "line": str(issue.line),
            "column": str(issue.column),
            "code": issue.code,
            "severity": issue.severity,
            "message": issue.message.text(locale),
            "hint": issue.hint.text(locale),
        }
        for issue in issues
    ]
    assert problems(matcher, run.stderr.splitlines()) == []


def test_the_tasks_run_targets_of_the_makefile():
    found = tasks()
    assert found.keys() == {"Periksa / Check", "Pratinjau / Preview", "Bangun / Build"}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for task in found.values():
        program, target = task["command"].split()
        assert program == "make"
        assert re.search(rf"^{target}:", makefile, re.M)
    assert found["Pratinjau / Preview"]["isBackground"]


def test_the_preview_reads_the_warnings_of_mkdocs():
    matcher = tasks()["Pratinjau / Preview"]["problemMatcher"]
    for line in (
        "WARNING -  Doc file 'a b.md' contains a link 'gone.md', but the target is not found.",
        "WARNING -  [04:05:06] Doc file 'a b.md' contains a link 'gone.md', but the target is not found.",
    ):
        match = re.search(matcher["pattern"]["regexp"], line)
        assert match[matcher["pattern"]["severity"]] == "WARNING"
        assert match[matcher["pattern"]["file"]] == "a b.md"
        assert match[matcher["pattern"]["message"]].startswith("Doc file")
    assert not re.search(matcher["pattern"]["regexp"], "INFO    -  [04:05:06] Serving on http://127.0.0.1:8000/")
    assert re.search(matcher["background"]["endsPattern"], "INFO    -  [04:05:06] Serving on http://127.0.0.1:8000/")


def test_every_data_file_has_its_schema_in_the_editor():
    schemas = read_json("settings.json")["yaml.schemas"]
    mapped = {(ROOT / file).resolve(): (ROOT / schema).resolve() for schema, file in schemas.items()}
    data = ROOT / "docs" / "_data"
    diagrams = {data / "diagrams" / "*.yml": data / "diagrams" / "diagram.schema.json"}
    assert mapped == {file: file.with_suffix(".schema.json") for file in data.glob("*.yml")} | diagrams
    assert all(schema.is_file() for schema in mapped.values())
    assert all(schema.is_file() for schema in mapped.values())
    assert read_json("extensions.json")["recommendations"] == ["redhat.vscode-yaml"]


def test_git_keeps_the_editor_files():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8")
    assert not re.search(r"vscode|github|pre-commit|^/?\.\*", ignored, re.M)


def test_the_pre_commit_hooks_are_local_and_can_run():
    repos = read_yaml(ROOT / ".pre-commit-config.yaml")["repos"]
    assert {repo["repo"] for repo in repos} == {"local"}
    for hook in (hook for repo in repos for hook in repo["hooks"]):
        assert hook["language"] == "system"
        python, _, module, *arguments = hook["entry"].split()
        assert python == ".venv/bin/python"
        # The tests may run in a virtual environment of another name.
        help_page = [sys.executable, "-m", module, *arguments, "--help"]
        assert subprocess.run(help_page, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_the_check_hook_runs_when_pages_or_settings_change():
    hooks = [hook for repo in read_yaml(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    files = next(hook["files"] for hook in hooks if hook["entry"].endswith("scripts.check"))
    assert all(re.search(files, path) for path in ("docs/nilai.md", "docs/_data/glossary.yml", "mkdocs.yml"))
    assert not re.search(files, "tests/fixtures/mkdocs.yml")


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_is_whole_and_in_both_languages(form):
    content = read_yaml(form)
    assert content.keys() <= {"name", "description", "title", "body"}
    questions = [part for part in content["body"] if part["type"] != "markdown"]
    assert {part["type"] for part in questions} <= {"input", "textarea", "dropdown"}
    assert len({part["id"] for part in questions}) == len(questions) <= 3
    shown = [content["name"], content["description"], *(part["attributes"]["label"] for part in questions)]
    assert all(" / " in text for text in shown)


def test_there_is_a_form_for_each_kind_of_issue():
    assert len(FORMS) == 3
    assert read_yaml(ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml") == {"blank_issues_enabled": True}
    request = (ROOT / ".github" / "pull_request_template.md").read_text(encoding="utf-8")
    assert request.index("Halaman mana") < request.index("Which page")

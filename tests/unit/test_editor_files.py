"""What editors, pre-commit and GitHub read: it parses, and what it names exists."""

import importlib.util
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
from tests.support.project import ROOT

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
    command = [sys.executable, "-m", "scripts", "check", "--root", str(project), "--lang", locale]
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
    assert found.keys() == {"Periksa / Check", "Perbaiki / Fix", "Pratinjau / Preview", "Bangun / Build"}
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
        help_page = [sys.executable, "-m", *module.split(), *arguments, "--help"]
        assert subprocess.run(help_page, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_the_check_hook_runs_when_pages_or_settings_change():
    hooks = [hook for repo in read_yaml(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    files = next(hook["files"] for hook in hooks if hook["entry"].endswith("scripts check"))
    assert all(re.search(files, path) for path in ("docs/nilai.md", "docs/_data/glossary.yml", "mkdocs.yml"))
    assert not re.search(files, "tests/rules/mkdocs.yml")


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


WORKFLOW = read_yaml(ROOT / ".github" / "workflows" / "site.yml")
JOBS = WORKFLOW["jobs"]
STEPS = JOBS["site"]["steps"]
ALL_STEPS = [step for job in JOBS.values() for step in job["steps"]]


def step(beginning: str) -> dict:
    return next(step for step in STEPS if beginning in (step.get("name", ""), step.get("uses", "").partition("@")[0]))


def test_a_request_gets_neither_a_secret_nor_a_right():
    # YAML 1.1 reads the key `on` as true.
    assert WORKFLOW[True].keys() == {"push", "pull_request"}
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in JOBS.values())
    text = (ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8")
    assert not re.search(r"secrets\.|github\.token|GITHUB_TOKEN", text)
    checkouts = [step for step in ALL_STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == len(JOBS)
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_actions_are_pinned_by_hash():
    used = [step["uses"] for step in ALL_STEPS if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in used)


def test_no_expression_is_put_into_a_shell():
    """What a contributor chose, such as the name of a branch, reaches a command as a variable, never as its text."""
    assert not [step["run"] for step in ALL_STEPS if "${{" in step.get("run", "")]
    unquoted = [step["run"] for step in ALL_STEPS if re.search(r"(?<![\"\w/])\$\w", step.get("run", ""))]
    assert unquoted == []


def test_the_history_is_there_for_dates_and_comparisons():
    assert step("actions/checkout")["with"]["fetch-depth"] == 0


def test_findings_hide_neither_the_preview_nor_the_summary():
    preview, upload, summary = map(
        step,
        ("Build a preview in spite of errors", "Keep the site for download", "Summarise what the request changes"),
    )
    assert "failure()" in preview["if"]
    assert preview["continue-on-error"] is True
    assert all("!cancelled()" in later["if"] for later in (upload, summary))
    # Else a request with errors would look as if it had none.
    assert not any("continue-on-error" in step for step in ALL_STEPS if step is not preview)
    order = [STEPS.index(each) for each in (preview, upload, summary)]
    assert order == sorted(order)
    assert upload["with"]["retention-days"] == 14
    assert upload["with"]["path"] == "site/"
    assert f"steps.{upload['id']}.outputs.artifact-url" in summary["env"]["PREVIEW"]


def test_the_commands_of_the_workflow_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in (step["run"] for step in ALL_STEPS if "run" in step):
        program, *words = command.split()
        if program in ("make", ".ci/run"):
            assert (ROOT / ".ci" / "run").is_file()
            assert all(re.search(rf"^{re.escape(word)}\b[^:=\n]*:", makefile, re.M) for word in words)
        elif program == ".venv/bin/python":
            assert words[0] == "-m"
            assert importlib.util.find_spec(f"scripts.commands.{words[2]}" if words[1] == "scripts" else words[1])
        else:
            raise AssertionError(program)


def test_the_jobs_run_all_that_make_test_runs():
    """Its recipe is lint and tests; every folder of tests is tested by one job, once."""
    assert re.search(r"^test: lint tests ##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    runs = {step["run"]: job for job in JOBS.values() for step in job["steps"] if "run" in step}
    assert ".ci/run lint" in runs
    tested = []
    for job in JOBS.values():
        if any(step.get("run") == ".ci/run tests" for step in job["steps"]):
            folders = job["env"]["FOLDERS"]
            tested += job["strategy"]["matrix"]["folder"] if "matrix" in folders else folders.split()
    there = {file.parent.relative_to(ROOT).as_posix() for file in (ROOT / "tests").rglob("test_*.py")}
    assert sorted(tested) == sorted(there)


def test_the_sites_that_are_handed_on_are_those_that_are_taken():
    (given,) = [s["with"] for s in JOBS["sites"]["steps"] if s.get("uses", "").startswith("actions/upload-artifact@")]
    (taken,) = [s["with"] for s in JOBS["looks"]["steps"] if s.get("uses", "").startswith("actions/download-artifact@")]
    assert JOBS["looks"]["needs"] == "sites"
    assert (given["name"], given["path"]) == (taken["name"], taken["path"])
    assert given["path"].rstrip("/") == JOBS["looks"]["env"]["BUILT_SITES"]
    assert f"tests.support.sites {JOBS['looks']['env']['BUILT_SITES']}" in (ROOT / "Makefile").read_text("utf-8")

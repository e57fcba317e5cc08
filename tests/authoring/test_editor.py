"""What the Cucumber extension of VS Code is given: settings, and a file in which it can read the sentences."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ouch_conformance.authoring.glue import GLUE_COMMAND
from ouch_conformance.authoring.uses import own_files
from ouch_conformance.plugin.source import read_feature

from .commands import told

ROOT = Path(__file__).parents[2]
GLUE = ROOT / ".vscode/sentences.py"
TREE = ast.parse(GLUE.read_text("utf-8"))


def types() -> dict[str, str]:
    """The parameter types as the extension finds them: calls with a `name` and a `regexp`."""
    calls = (node.value for node in TREE.body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
    words = ({each.arg: ast.literal_eval(each.value) for each in call.keywords} for call in calls)
    return {each["name"]: each["regexp"] for each in words}


def expressions() -> Iterator[str]:
    """The expressions as the extension finds them: the first text of a decorator called given, when or then."""
    for node in TREE.body:
        if isinstance(node, ast.AsyncFunctionDef):
            (decorator,) = node.decorator_list
            assert isinstance(decorator, ast.Call)
            assert ast.unparse(decorator.func) in ("given", "when", "then")
            yield ast.literal_eval(decorator.args[0])


def regular(expression: str) -> re.Pattern[str]:
    """A Cucumber expression as a regular one."""
    parts = re.split(r"\{(\w+)\}", expression)
    known = types()
    return re.compile(
        "".join(f"(?:{known[part]})" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    )


def test_the_file_is_what_the_command_writes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """.vscode/sentences.py is up to date."""
    told(capsys, "steps", "--glue", str(tmp_path / "sentences.py"))
    assert (tmp_path / "sentences.py").read_text("utf-8") == GLUE.read_text("utf-8"), (
        f".vscode/sentences.py is behind the vocabulary: run `{GLUE_COMMAND}` or `make pages`"
    )


def test_every_step_of_every_feature_is_known_to_the_editor() -> None:
    """Each step that a run performs is matched whole by an expression of the file: nothing is underlined."""
    patterns = [regular(expression) for expression in expressions()]
    steps = {
        step.name
        for path in own_files()
        for scenario in read_feature(path).scenarios
        for row in scenario.rows()
        for step in scenario.render(row).steps
    }
    assert len(steps) > 100
    assert sorted(step for step in steps if not any(pattern.fullmatch(step) for pattern in patterns)) == []


def test_nothing_is_taken_for_another_kind_of_expression() -> None:
    """No sentence has a character that makes the extension read a regular expression, an option or an alternative."""
    assert [each for each in expressions() if re.search(r"[().*\\|/^$]", each)] == []
    # The text between the quotes is read as it stands, so an escape would be one too many.
    assert "\\" not in GLUE.read_text("utf-8")


def test_the_settings_lead_to_the_files() -> None:
    """The settings are JSON, and their patterns find the features and the file of sentences."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    features = {path for pattern in settings["cucumber.features"] for path in ROOT.glob(pattern)}
    glue = {path for pattern in settings["cucumber.glue"] for path in ROOT.glob(pattern)}
    assert set(own_files()) <= features
    assert glue == {GLUE}

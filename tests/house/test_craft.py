"""The numbers and habits of the house: small files, small steps, tests that test."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from statistics import median

import pytest

from ouch_conformance.steps.vocabulary import SENTENCES

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "ouch_conformance"
SOURCES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])
TEXTS = sorted(
    path
    for pattern in ("*.md", "*.toml", "Makefile", ".ci/run", "docs/*.md", "specs/**/*.xml", "features/**/*.feature")
    for path in ROOT.glob(pattern)
)


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_long() -> None:
    """A module that outgrows 400 lines says more than one thing; a file of tests may have 600."""
    limits = {path: 400 if path.is_relative_to(PACKAGE) else 600 for path in SOURCES}
    assert {path.name for path, limit in limits.items() if len(path.read_text("utf-8").splitlines()) > limit} == set()


def test_functions_are_short() -> None:
    """Half of all functions have at most 12 lines, nine in ten at most 40."""
    lengths = sorted(length(node) for path in PACKAGE.rglob("*.py") for node in functions(path))
    assert median(lengths) <= 12
    assert lengths[len(lengths) * 9 // 10] <= 40


def test_every_sentence_says_what_it_means() -> None:
    """The first line of a step's docstring is its meaning in the step catalogue."""
    assert [sentence.text for sentence in SENTENCES if not sentence.doc.endswith(".")] == []


MAY_SLEEP = {"test_bridge", "test_endings", "test_runs_interrupted"}
"""Files whose inner code blocks the event loop on purpose, to see it found; and one that polls another process."""


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=lambda path: path.stem)
def test_a_test_states_its_rule_and_is_never_skipped(path: Path) -> None:
    """Each test has a docstring; none is skipped, none is expected to fail, none sleeps to be in time."""
    tests = [node for node in functions(path) if node.name.startswith("test_")]
    assert [node.name for node in tests if not ast.get_docstring(node)] == []
    allowed = {"time.sleep"} if path.stem in MAY_SLEEP else set[str]()
    named = {
        ast.unparse(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)
    }
    assert {
        name for name in named if re.fullmatch(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)|time\.sleep", name)
    } <= allowed


def test_the_tree_names_no_machine() -> None:
    """No file speaks of the machine that it was written on."""
    told = re.compile(r"/" + r"work/|/" + r"root/|/" + r"tmp/|localhost:\d{4,}")
    assert {str(path.relative_to(ROOT)) for path in TEXTS if told.search(path.read_text("utf-8"))} == set()

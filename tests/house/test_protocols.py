"""A protocol is data and one package of the venue: code that all protocols share names none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.spec.library import catalogue
from ouch_conformance.spec.resources import data_root
from ouch_conformance.venue.packages import packages

PACKAGE = Path(__file__).parents[2] / "ouch_conformance"
PREFIXES = {next(iter(catalogue(name).requirements)).partition("-")[0] for name in DIALECTS}
NAMED = re.compile("|".join([*map(re.escape, DIALECTS), rf"\b({'|'.join(sorted(PREFIXES))})\b"]))
EXAMPLE = re.compile(r", as @?[A-Z0-9]+-[0-9.]+-[0-9]+$")
"""A hint or a help text may show what an id looks like."""
ALLOWED = {"spec/usual.py"}
"""The protocol that is meant where none is named."""
OWN = {PACKAGE / "venue" / name.rpartition(".")[2] for name in packages().values()}


def shared() -> Iterator[Path]:
    """Every module that belongs to no protocol."""
    return (path for path in sorted(PACKAGE.rglob("*.py")) if OWN.isdisjoint(path.parents))


def literals(tree: ast.AST) -> Iterator[str]:
    """The texts of a module, but for what only explains: documentation is free to name protocols."""
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


@pytest.mark.parametrize("path", list(shared()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_shared_code_names_no_protocol(path: Path) -> None:
    """No protocol's name and no prefix of its ids stands in it, and it imports no protocol's package."""
    tree = ast.parse(path.read_text("utf-8"))
    named = [text for text in literals(tree) if NAMED.search(text) and not EXAMPLE.search(text)]
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported = [each for each in modules if each.startswith(tuple(packages().values()))]

    assert str(path.relative_to(PACKAGE)) in ALLOWED or (named, imported) == ([], [])


def test_each_protocol_has_all_that_is_its_own() -> None:
    """Its folders of specifications and features, a reference profile, and a package of the venue that speaks it."""
    root = data_root()
    for name in DIALECTS:
        assert {file.name for file in (root / "specs" / name).iterdir()} >= {"messages.xml", "requirements.xml"}
        assert list((root / "features" / name).glob("*.feature"))
        assert (root / "profiles" / f"reference-{name}.toml").is_file()
    assert set(packages()) == set(DIALECTS)

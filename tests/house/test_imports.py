"""Who may import whom, who opens sockets and who knows pytest: the rules of ARCHITECTURE.md, read off the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "ouch_conformance"

ALLOWED: dict[str, set[str]] = {
    "spec": set(),
    "wire": {"spec"},
    "soup": set(),
    "evidence": {"wire", "soup"},
    "client": {"wire", "soup", "evidence"},
    "profile": {"spec"},
    "judge": {"spec", "wire", "soup", "evidence", "profile"},
    "venue": {"spec", "wire", "soup"},
    "steps": {"spec", "wire", "soup", "evidence", "client", "profile", "judge"},
    "report": {"spec", "evidence", "judge"},
    "generate": {"spec", "wire", "soup", "evidence", "client"},
    "tail": {"spec", "wire", "soup", "evidence", "client", "profile"},
    "draft": {"spec", "wire", "soup", "evidence", "client", "profile", "judge"},
    "project": {"spec"},
    "archive": {"spec", "wire", "soup", "evidence", "profile", "judge"},
    "compliance": {"spec", "wire", "soup", "evidence", "profile", "judge", "report", "archive"},
    "authoring": {"spec", "profile", "judge", "steps", "plugin"},
    "deviations": {"spec", "evidence", "profile", "judge"},
    "cases": {"spec", "wire", "judge", "steps"},
    "difference": {"spec", "judge", "report"},
}
"""Each room and the rooms it may import; `plugin` and `cli` may import all."""
MAY_KNOW_PYTEST = {"plugin", "steps"}
MAY_OPEN_SOCKETS = {"client", "venue"}
AUDIT = "ouch_conformance.judge.audit"
PYTEST = {"pytest", "_pytest", "pytest_bdd", "pytest_asyncio"}


def rooms() -> list[str]:
    """Every package of the house."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def files(room: str) -> Iterator[Path]:
    """The modules of a room."""
    return (PACKAGE / room).rglob("*.py")


def imports(path: Path, *, types: bool = True) -> set[str]:
    """The modules that a file imports; without `types`, those that it imports when it runs."""
    tree = ast.parse(path.read_text("utf-8"))
    nodes: list[ast.AST] = list(ast.walk(tree))
    if not types:
        guarded = [node for node in nodes if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
        skipped = {id(each) for node in guarded for each in ast.walk(node)}
        nodes = [node for node in nodes if id(node) not in skipped]
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return named | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def rooms_imported(path: Path, *, types: bool = True) -> set[str]:
    """The rooms of ours that a file imports from."""
    found = (name.split(".") for name in imports(path, types=types) if name.startswith("ouch_conformance."))
    return {parts[1] for parts in found}


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_what_it_may(room: str) -> None:
    """No file of a room imports from a room that the plan does not name for it."""
    types = room != "report"  # it names the codec's type and nothing else of wire
    found = {
        f"{path.relative_to(PACKAGE)} imports {other}"
        for path in files(room)
        for other in rooms_imported(path, types=types) - ALLOWED[room] - {room}
    }
    assert found == set()


def test_the_audit_of_our_own_bytes_shares_no_code_with_the_encoder() -> None:
    """`judge/audit*.py` know the specification and each other: a mistake of the codec cannot hide in both."""
    found = {
        f"{path.name} imports {name}"
        for path in (PACKAGE / "judge").glob("audit*.py")
        for name in imports(path)
        if name.startswith("ouch_conformance") and not name.startswith(("ouch_conformance.spec", AUDIT))
    }
    assert found == set()
    assert len(list((PACKAGE / "judge").glob("audit*.py"))) > 1


def test_every_room_has_a_rule() -> None:
    """A new room enters the plan, or it has no place in the house."""
    assert set(rooms()) - {"plugin"} <= set(ALLOWED)


def test_only_plugin_and_steps_know_pytest() -> None:
    """The judge, the venue and the rest run without pytest."""
    found = {
        str(path.relative_to(PACKAGE))
        for room in set(rooms()) - MAY_KNOW_PYTEST
        for path in files(room)
        if {name.split(".")[0] for name in imports(path)} & PYTEST
    }
    assert found == set()


def test_only_client_and_venue_open_sockets() -> None:
    """Nobody else connects or listens: every byte to a venue passes the recorder."""
    calls = ("open_connection(", "create_connection(", "start_server(", "create_server(", "socket.socket(")
    found = {
        str(path.relative_to(PACKAGE))
        for room in set(rooms()) - MAY_OPEN_SOCKETS
        for path in files(room)
        if any(call in path.read_text("utf-8") for call in calls)
    }
    assert found == set()

"""The model of a protocol as Python source: a generated module carries its specification and needs no file for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, Final

WIDTH: Final = 120
LEFT_OUT: Final = frozenset({"source", "line", "echo_of", "echo"})
"""Where something stood in the XML, and what only a judge asks for."""


def literal(value: object, module: str, indent: int = 0, taken: int = 0) -> str:
    """An expression that makes a value of the model. Its classes are named behind `module`.

    `indent` is the column of the line that the expression begins on, `taken` what stands on that line already.
    """
    opening, items, closing = _parts(value, module)
    if not items:
        return f"{opening}{closing}"
    flat = ", ".join(f"{label}{literal(item, module, 0, -10_000)}" for label, item in items)
    comma = "," if opening == "(" and len(items) == 1 else ""
    line = f"{opening}{flat}{comma}{closing}"
    if indent + taken + len(line) < WIDTH:
        return line
    deeper = indent + 4
    broken = [f"{' ' * deeper}{label}{literal(item, module, deeper, len(label) + 1)}," for label, item in items]
    return "\n".join([opening, *broken, f"{' ' * indent}{closing}"])


def _parts(value: object, module: str) -> tuple[str, list[tuple[str, object]], str]:
    """What opens a value, what it holds (each with what stands before it), and what closes it."""
    if is_dataclass(value) and not isinstance(value, type):
        held = [(f"{field.name}=", getattr(value, field.name)) for field in fields(value) if _told(field, value)]
        return f"{module}.{type(value).__name__}(", held, ")"
    if isinstance(value, Mapping):
        return "{", [(f"{quoted(key)}: ", item) for key, item in value.items()], "}"
    if isinstance(value, tuple):
        return "(", [("", item) for item in value], ")"
    return quoted(value), [], ""


def quoted(value: object) -> str:
    """A plain value as source, texts in double quotes where that needs no backslash."""
    text = repr(value)
    return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text


def _told(field: Field[Any], value: object) -> bool:
    """Whether a field has to be named: not where it holds its default."""
    if field.name in LEFT_OUT:
        return False
    default = field.default if field.default_factory is MISSING else field.default_factory()
    return bool(getattr(value, field.name) != default)

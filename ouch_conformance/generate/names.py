"""The names of a generated module: which class gets which, and what no class may take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ouch_conformance.spec import model

API = ("Message", "UnknownMessage", "ClientSession", "connect_async")
"""What every generated module defines besides its messages, as nasdaq-protocols' packages do."""
PRIVATE = ("_PROTOCOL", "_IntEnum", "_Sequence", "_StrEnum", "_TYPE_CHECKING", "_model", "_module", "_runtime")
"""What its code names."""
BUILTINS = ("bool", "bytes", "float", "int", "list", "object", "str", "tuple")
"""What its declarations name."""
TAKEN = frozenset({*API, *PRIVATE, *BUILTINS})


@dataclass(frozen=True, slots=True)
class Names:
    """The class names of a module, by the names in the XML; `types` has a second name for each type."""

    messages: Mapping[str, str]
    records: Mapping[str, str]
    enums: Mapping[str, str]
    types: Mapping[str, str]

    @property
    def renamed(self) -> list[tuple[str, str, str]]:
        """What could not have its own name: kind, name in the XML, name in the module."""
        kinds = (("message", self.messages), ("record", self.records), ("enum", self.enums))
        return [(kind, name, new) for kind, names in kinds for name, new in names.items() if name != new]


def names_of(protocol: model.Protocol, revision: str) -> Names:
    """A name for each class. Where two want the same one, messages come before records, records before enums.

    The later one gets an underscore behind it, as a field does that Python has another use for. (In the packages of
    nasdaq-protocols the last definition of a name hides the others.)
    """
    taken = set(TAKEN)
    messages = _free((m.name for m in protocol.messages if protocol.has(m, revision)), taken)
    records = _free(protocol.records, taken)
    enums = _free(protocol.enums, taken)
    used = ["int", "str", "bool", "bytes", "list", *records.values(), *enums.values()]
    types = {name: next(iter(_free([f"_{name}_type"], taken).values())) for name in used}
    return Names(messages, records, enums, types)


def _free(wanted: Iterable[str], taken: set[str]) -> dict[str, str]:
    """Each name, with an underscore behind it while it is taken."""
    given = {}
    for name in wanted:
        free = name
        while free in taken:
            free += "_"
        taken.add(free)
        given[name] = free
    return given


def module_name(app_name: str, prefix: str = "") -> str:
    """The name of the module, as nasdaq-protocols builds it: `ouch_oe`, with a prefix `venue_ouch_oe`.

    ValueError where that is no name that Python can import.
    """
    name = f"{prefix}_ouch_{app_name}" if prefix else f"ouch_{app_name}"
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise ValueError(f'"{name}" is no name of a module; allowed: letters, digits and underscores')
    return name

"""The packages of this room that speak a protocol: each says which in `PROTOCOLS`, nothing here lists them.

Such a package has a module `dialect` with the factory `DIALECT`, and a module `defects` with the tuple `DEFECTS`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

_ROOM = __name__.rpartition(".")[0]


@cache
def packages() -> Mapping[str, str]:
    """The package that speaks each protocol, by the protocol's name; the same for several of one family."""
    found = (f"{_ROOM}.{each.name}" for each in pkgutil.iter_modules(import_module(_ROOM).__path__) if each.ispkg)
    return {protocol: name for name in found for protocol in getattr(import_module(name), "PROTOCOLS", ())}


def part(protocol: str, module: str, name: str) -> Any:
    """What a module of a protocol's package calls so; None where no package speaks the protocol."""
    package = packages().get(protocol)
    return None if package is None else getattr(import_module(f"{package}.{module}"), name)

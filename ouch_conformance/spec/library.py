"""The protocols that ship with the suite, by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .errors import SpecError, listed, nearest
from .loader import load_catalogue, load_protocol
from .model import Protocol
from .requirements import Catalogue
from .resources import data_root


def protocol_names() -> list[str]:
    """Every protocol with a folder of its own, in alphabetical order."""
    return sorted(file.parent.name for file in (data_root() / "specs").glob("*/messages.xml"))


@cache
def protocol(name: str) -> Protocol:
    """The messages of a protocol; SpecError with the nearest name where there is no such protocol."""
    return load_protocol(_folder(name) / "messages.xml")


@cache
def catalogue(name: str) -> Catalogue:
    """The requirements of a protocol; SpecError with the nearest name where there is no such protocol."""
    return load_catalogue(_folder(name) / "requirements.xml")


def _folder(name: str) -> Path:
    names = protocol_names()
    if name not in names:
        raise SpecError(f'no protocol is named "{name}"{nearest(name, names)}', listed(names))
    return data_root() / "specs" / name

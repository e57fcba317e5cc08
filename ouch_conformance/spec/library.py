"""The protocols that are known by name: those that ship with the suite, and those that a user's project adds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from .conduct import Conduct, load_conduct
from .errors import SpecError, listed, nearest
from .loader import load_catalogue, load_protocol
from .model import Protocol
from .requirements import Catalogue
from .resources import data_root

CONDUCT = "conduct.xml"

_added: dict[str, Path] = {}
"""The message files of added protocols, by name. A name means one file until it is forgotten."""


def protocol_names() -> list[str]:
    """Every protocol with a folder of its own and every added one, in alphabetical order."""
    return sorted({*_shipped(), *_added})


def add_folder(folder: Path) -> list[str]:
    """Add every protocol of a folder: a folder of the protocol's name with a `messages.xml` in it. Gives the names.

    SpecError where the folder does not exist, or a name is taken; the files themselves are read when they are needed.
    """
    if not folder.is_dir():
        raise SpecError(f"{folder} is no folder", "a folder with one folder for each protocol")
    files = sorted(folder.glob("*/messages.xml"))
    for file in files:
        _add(file.parent.name, file)
    return [file.parent.name for file in files]


def add_protocol(file: Path) -> str:
    """Add the protocol of one message file, and give its name: `o:protocol`, else that of the file or its folder.

    SpecError for a file that is wrong, and where its name is taken.
    """
    name = load_protocol(file).name
    _add(name, file)
    return name


def forget(names: Iterable[str]) -> None:
    """Take added protocols out again; a name that was not added is no fault."""
    for name in names:
        _added.pop(name, None)
    protocol.cache_clear()
    catalogue.cache_clear()
    _conduct.cache_clear()
    conducts.cache_clear()


def _add(name: str, file: Path) -> None:
    known = {**_shipped(), **_added}.get(name)
    if known is not None and not known.samefile(file):
        raise SpecError(f'the name "{name}" is that of {known}', "a name that no other protocol has", file)
    _added[name] = file
    conducts.cache_clear()


def protocol_folder(name: str) -> Path:
    """The folder of a protocol's two files; SpecError with the nearest name where there is no such protocol."""
    return _file(name).parent


@cache
def protocol(name: str) -> Protocol:
    """The messages of a protocol; SpecError with the nearest name where there is no such protocol."""
    file = _file(name)
    found = load_protocol(file)
    _same_name(name, found.name, file)
    if known := conduct(name):
        known.check(found)
    return found


def conduct(name: str) -> Conduct | None:
    """What the messages of a protocol are for; None where its folder does not say, or there is no such protocol."""
    return _conduct(name) if name in conducts() else None


@cache
def _conduct(name: str) -> Conduct:
    file = _file(name).with_name(CONDUCT)
    found = load_conduct(file)
    _same_name(name, found.protocol, file)
    return found


@cache
def conducts() -> tuple[str, ...]:
    """The protocols whose folder says what their messages are for, in alphabetical order."""
    return tuple(name for name in protocol_names() if _file(name).with_name(CONDUCT).is_file())


@cache
def catalogue(name: str) -> Catalogue:
    """The requirements of a protocol; SpecError with the nearest name where there is no such protocol."""
    file = _file(name).with_name("requirements.xml")
    found = load_catalogue(file)
    _same_name(name, found.protocol, file)
    return found


def _same_name(name: str, said: str, file: Path) -> None:
    if said != name:
        raise SpecError(f'the file says that its protocol is "{said}"', f"{name}, the name of its folder", file)


def _file(name: str) -> Path:
    names = protocol_names()
    if name not in names:
        raise SpecError(f'no protocol is named "{name}"{nearest(name, names)}', listed(names))
    return _added.get(name) or _shipped()[name]


@cache
def _shipped() -> dict[str, Path]:
    return {file.parent.name: file for file in (data_root() / "specs").glob("*/messages.xml")}

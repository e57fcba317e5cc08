"""A profile or list of deviations as it may be given to anybody: its values, without credentials and comments."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

VARIABLE = "OUCH_PASSWORD_NOT_GIVEN"
"""The variable that a redacted profile names for every password."""
_HIDDEN = "***"


def redacted(path: Path) -> str:
    """The values of a TOML file, written anew: what stood in comments is gone, and with it what nobody looked at.

    Every password is replaced by the name of a variable, every command of an operator by asterisks: it may hold a
    credential of its own. OSError and ValueError for a file that cannot be read or is no TOML.
    """
    document = tomllib.loads(path.read_text("utf-8"))
    for account in document.get("accounts", {}).values():
        _hide_password(account)
    commands = document.get("control", {}).get("commands", {})
    commands.update(dict.fromkeys(commands, _HIDDEN))
    return "\n".join(_section(document, "")) + "\n"


def _hide_password(account: dict[str, Any]) -> None:
    for name in [name for name in account if name.startswith("password")]:
        del account[name]
    account["password-env"] = VARIABLE


def _section(table: Mapping[str, Any], name: str) -> Iterator[str]:
    """The plain values of a table under its header, then its tables, then its arrays of tables."""
    tables = {key: value for key, value in table.items() if isinstance(value, dict)}
    lists = {key: value for key, value in table.items() if _is_list_of_tables(value)}
    plain = {key: value for key, value in table.items() if key not in tables and key not in lists}
    if name and plain:
        yield f"\n[{name}]"
    yield from (f"{_key(key)} = {_value(value)}" for key, value in plain.items())
    for key, value in tables.items():
        yield from _section(value, f"{name}.{_key(key)}" if name else _key(key))
    for key, values in lists.items():
        for value in values:
            yield f"\n[[{f'{name}.' if name else ''}{_key(key)}]]"
            yield from (f"{_key(inner)} = {_value(each)}" for inner, each in value.items())


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _value(value: object) -> str:
    """A value as TOML writes it; JSON writes texts, numbers and lists of them in the same way."""
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)

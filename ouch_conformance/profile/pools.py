"""Pools of a profile: the accounts and instruments that each of several workers at one venue has to itself.

The first worker has those without a number, `[accounts.A]` and `[instruments.main]`; the second has `[accounts.A2]` and
`[instruments.main-2]`, and so on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from ouch_conformance.profile.model import Account, Instrument, Profile

T = TypeVar("T", Account, Instrument)

_NUMBERED = re.compile(r"(?P<name>.*[a-z])-?(?P<number>[2-9]|[1-9][0-9]+)", re.IGNORECASE | re.DOTALL)


def base_name(name: str) -> str:
    """The name of an account or the role of an instrument without the number of its pool."""
    numbered = _NUMBERED.fullmatch(name)
    return numbered["name"] if numbered else name


def pool(profile: Profile, number: int) -> Profile:
    """The profile of one worker, counted from 1: its own accounts and instruments under the names that features use.

    An instrument that nobody may trade on is everybody's.
    """
    accounts, instruments = _first(profile.accounts), _first(profile.instruments)
    if number > 1:
        own = {name: profile.accounts.get(f"{name}{number}") for name in accounts}
        accounts = {name: replace(account, name=name) for name, account in own.items() if account is not None}
        for role in [each.role for each in instruments.values() if each.exclusive]:
            mine = profile.instruments.get(f"{role}-{number}")
            instruments.pop(role)
            instruments |= {role: replace(mine, role=role)} if mine else {}
    return replace(profile, accounts=accounts, instruments=instruments)


def lacking(profile: Profile, number: int) -> list[str]:
    """The sections that a worker would need for its verdicts to be those of the first one; none where all are there."""
    first, own = pool(profile, 1), pool(profile, number)
    accounts = [f"[accounts.{name}{number}]" for name in first.accounts if name not in own.accounts]
    instruments = [f"[instruments.{role}-{number}]" for role in first.instruments if role not in own.instruments]
    return [*accounts, *instruments]


def shared(profile: Profile, number: int) -> Iterator[str]:
    """What a worker shares with one before it, in words: a mass cancel of a firm would reach into its scenarios."""
    for earlier in range(1, number):
        others, own = pool(profile, earlier), pool(profile, number)
        yield from sorted({f"user {each}" for each in _users(own) & _users(others)})
        yield from sorted({f"firm {each}" for each in _firms(own) & _firms(others)})
        yield from sorted({f"symbol {each}" for each in _symbols(own) & _symbols(others)})


def _users(profile: Profile) -> set[str]:
    return {account.user for account in profile.accounts.values()}


def _firms(profile: Profile) -> set[str]:
    return {firm for each in profile.accounts.values() for firm in (each.firm, each.second_firm) if firm}


def _symbols(profile: Profile) -> set[str]:
    return {each.symbol for each in profile.instruments.values() if each.exclusive}


def _first(named: Mapping[str, T]) -> dict[str, T]:
    return {name: value for name, value in named.items() if base_name(name) == name}

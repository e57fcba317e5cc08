"""A combination among the instruments of a profile: its legs, its scale, and every way in which it can be wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ouch_conformance.profile.pools import pool
from tests.profile.profile_text import RIGHT, load, refused, told

SECOND = '[instruments.second]\nsymbol = "TESTB"\n'
UNKNOWN = '[instruments.unknown]\nsymbol = "NOSUCH"\n'
COMBINATION = '[instruments.combination]\nsymbol = "TESTC"\n'
LEGS = 'legs = ["main", "second"]\n'
RIGHT_LEGS = 'the roles of two or more single instruments, such as ["main", "second"]'
HEADER, KEY = 21, 23
"""The lines of the combination's section and of its legs, where both follow the other instruments."""


def test_legs_are_known_by_their_symbols(tmp_path: Path) -> None:
    """The profile names roles; what trades is an instrument."""
    profile = load(tmp_path, RIGHT + SECOND + COMBINATION + LEGS)

    assert profile.instruments["combination"].legs == ("TESTA", "TESTB")
    assert profile.instruments["main"].legs == ()


def test_the_legs_of_another_worker_are_its_own(tmp_path: Path) -> None:
    """The second pool's combination trades in the second pool's instruments."""
    first = "".join(each.replace('"\n', '"\nexclusive = true\n', 1) for each in (SECOND, COMBINATION))
    main = '[instruments.main-2]\nsymbol = "TEST2"\n'
    second = '[instruments.second-2]\nsymbol = "TEST3"\n'
    own = '[instruments.combination-2]\nsymbol = "TEST4"\nlegs = ["main-2", "second-2"]\n'
    profile = load(tmp_path, RIGHT + first + LEGS + main + second + own)

    assert pool(profile, 2).instruments["combination"].legs == ("TEST2", "TEST3")


def test_the_prices_of_a_combination_are_differences(tmp_path: Path) -> None:
    """0.00 is 0 and 0.01 one tick, whatever the base price; other instruments keep their scale."""
    scale = '[scale]\nbase-price = "1000"\ntick = "5"\n'
    profile = load(tmp_path, RIGHT + SECOND + COMBINATION + LEGS + scale)
    own = profile.scale_of("TESTC")

    assert [own.price(Decimal(text)) for text in ("0.00", "0.01", "-0.02")] == [0, 50_000, -100_000]
    assert profile.scale_of("TESTA") == profile.scale
    assert profile.scale_of("OTHER") == profile.scale


@pytest.mark.parametrize(
    ("text", "line", "problem", "allowed"),
    [
        (COMBINATION, HEADER, "[instruments.combination] lacks 'legs'", RIGHT_LEGS),
        (COMBINATION + "legs = []\n", KEY, "[instruments.combination] lacks 'legs'", RIGHT_LEGS),
        (
            COMBINATION + 'legs = ["main"]\n',
            KEY,
            "legs = ['main'] in [instruments.combination]",
            RIGHT_LEGS,
        ),
        (
            COMBINATION + 'legs = ["main", "main"]\n',
            KEY,
            "legs = ['main', 'main'] in [instruments.combination]",
            RIGHT_LEGS,
        ),
        (
            COMBINATION + 'legs = ["main", "secnd"]\n',
            KEY,
            "the leg 'secnd' in [instruments.combination] is no single instrument of the profile",
            "did you mean 'second'?",
        ),
        (
            COMBINATION + 'legs = ["main", "unknown"]\n',
            KEY,
            "the leg 'unknown' in [instruments.combination] is no single instrument of the profile",
            "known: main, second",
        ),
        (
            COMBINATION + 'legs = ["main", "combination"]\n',
            KEY,
            "the leg 'combination' in [instruments.combination] is no single instrument of the profile",
            "known: main, second",
        ),
        (
            COMBINATION + 'legs = "main"\n',
            KEY,
            "legs = 'main' in [instruments.combination]",
            "a list of strings is expected",
        ),
        (
            '[instruments.halted]\nsymbol = "TESTH"\n' + LEGS,
            KEY,
            "legs in [instruments.halted]",
            "only [instruments.combination] has legs",
        ),
    ],
)
def test_what_cannot_be_a_combination(tmp_path: Path, text: str, line: int, problem: str, allowed: str) -> None:
    """Too few legs, one twice, one that is no single instrument, and legs of what is none: each by its line."""
    assert told(refused(tmp_path, RIGHT + SECOND + UNKNOWN + text)) == (line, problem, allowed)

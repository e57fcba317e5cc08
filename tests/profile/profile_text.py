"""A small right profile as text, and what becomes of it when something in it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ouch_conformance.profile import Profile, ProfileError, load_profile

RIGHT = """\
[venue]
name = "Somewhere"
environment = "test"
protocol = "nasdaq-ouch-5.0"
endpoint = "venue.example:9000"

[accounts.A]
user = "USERA"
password-env = "SECRET_A"
firm = "FRMA"

[instruments.main]
symbol = "TESTA"

[time]
patience = 2.0
"""
"""Line numbers matter: [venue] is line 1, [accounts.A] line 7, [instruments.main] line 12, [time] line 15."""

EMBEDDED = RIGHT.replace('endpoint = "venue.example:9000"', 'endpoint = "embedded"\nreference-venue = true')
"""The same for the venue inside this process."""

FLAGS = [
    "account-query",
    "aiq-options",
    "conformant-display",
    "cross-orders",
    "disable-order-entry",
    "good-till-time",
    "group-id",
    "handling-instructions",
    "hidden-orders",
    "mass-cancel",
    "minimum-quantity",
    "mirrored-ports",
    "modify",
    "no-pegging",
    "post-only",
    "priority-update",
    "reserve-orders",
    "retail",
    "risk-limits",
    "self-match-prevention",
    "short-sale",
    "user-ref-idx",
]
"""The feature flags of nasdaq-ouch-5.0."""


def features(**answers: bool) -> str:
    """The section that answers every flag: with false, unless another answer is given by the flag's name."""
    given = {name.replace("_", "-"): answer for name, answer in answers.items()}
    return "[features]\n" + "".join(f"{flag} = {str(given.get(flag, False)).lower()}\n" for flag in FLAGS)


PASSWORD = "hush-hush"
ENVIRON = {"SECRET_A": PASSWORD}


def load(folder: Path, text: str, environ: Mapping[str, str] = ENVIRON) -> Profile:
    """Write a profile and read it; where it has no section of the features, all are answered with false."""
    file = folder / "mine.toml"
    file.write_text(text if "[features]" in text else text + features(), "utf-8")
    return load_profile(file, environ=environ)


def refused(folder: Path, text: str, environ: Mapping[str, str] = ENVIRON) -> ProfileError:
    """Write a profile that is wrong; why it is refused."""
    file = folder / "mine.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ProfileError) as caught:
        load_profile(file, environ=environ)
    error = caught.value
    assert PASSWORD not in str(error)
    assert error.file == folder / "mine.toml"
    assert str(error).startswith(str(error.file) + (f":{error.line}: " if error.line else ": "))
    return error


def told(error: ProfileError) -> tuple[int | None, str, str]:
    """Line, problem and what would be right."""
    return error.line, error.problem, error.allowed


def changed(old: str, new: str, text: str = RIGHT) -> str:
    """A profile with one thing in it changed."""
    assert text.count(old) == 1, old
    return text.replace(old, new)

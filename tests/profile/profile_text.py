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

PASSWORD = "hush-hush"
ENVIRON = {"SECRET_A": PASSWORD}


def load(folder: Path, text: str, environ: Mapping[str, str] = ENVIRON) -> Profile:
    """Write a profile and read it."""
    file = folder / "mine.toml"
    file.write_text(text, "utf-8")
    return load_profile(file, environ=environ)


def refused(folder: Path, text: str, environ: Mapping[str, str] = ENVIRON) -> ProfileError:
    """Write a profile that is wrong; why it is refused."""
    with pytest.raises(ProfileError) as caught:
        load(folder, text, environ)
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

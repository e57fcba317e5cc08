"""The profiles of the embedded reference venue, one for each protocol that it speaks."""

from __future__ import annotations

from pathlib import Path

from ouch_conformance.profile.loader import load_profile
from ouch_conformance.profile.model import Profile
from ouch_conformance.spec.resources import data_root


def builtin_profile(protocol: str) -> Path:
    """The profile of the embedded reference venue for a protocol; no file where there is none."""
    return data_root() / "profiles" / f"reference-{protocol}.toml"


def reference_profile(protocol: str) -> Profile | None:
    """What that profile says; None where there is none."""
    path = builtin_profile(protocol)
    return load_profile(path) if path.exists() else None

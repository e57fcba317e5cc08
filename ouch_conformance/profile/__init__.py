"""The venue's profile: TOML to checked, plain values."""

from ouch_conformance.profile.errors import ProfileError
from ouch_conformance.profile.loader import builtin_profile, load_profile, nearest, parse_endpoint
from ouch_conformance.profile.model import Account, ControlSettings, Instrument, Profile, Scale, Secret

__all__ = [
    "Account",
    "ControlSettings",
    "Instrument",
    "Profile",
    "ProfileError",
    "Scale",
    "Secret",
    "builtin_profile",
    "load_profile",
    "nearest",
    "parse_endpoint",
]

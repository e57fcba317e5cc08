"""The venue's profile: TOML to checked, plain values."""

from ouch_conformance.profile.endpoints import endpoint_argument, parse_endpoint
from ouch_conformance.profile.errors import ProfileError
from ouch_conformance.profile.loader import load_profile
from ouch_conformance.profile.model import Account, ControlSettings, Instrument, Profile, Scale, Secret
from ouch_conformance.profile.reference import builtin_profile, reference_profile
from ouch_conformance.profile.schema import INSTRUMENT_ROLES
from ouch_conformance.profile.suggestions import nearest

__all__ = [
    "INSTRUMENT_ROLES",
    "Account",
    "ControlSettings",
    "Instrument",
    "Profile",
    "ProfileError",
    "Scale",
    "Secret",
    "builtin_profile",
    "endpoint_argument",
    "load_profile",
    "nearest",
    "parse_endpoint",
    "reference_profile",
]

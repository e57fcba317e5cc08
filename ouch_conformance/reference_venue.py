"""The reference venue as a profile describes it: who may log in, what trades in which lots, and the limits."""

from __future__ import annotations

from dataclasses import replace

from ouch_conformance.profile import Profile
from ouch_conformance.venue import Account, Instrument, VenueSettings


def described(profile: Profile) -> VenueSettings:
    """The settings of a venue with the accounts, instruments and limits of a profile, beside its usual ones.

    Times and the session's readings are those of `VenueSettings`: a profile may leave them open.
    """
    usual = VenueSettings()
    accounts, symbols = _accounts(profile), _instruments(profile, usual)
    users, named = {each.user for each in accounts}, {each.symbol for each in symbols}
    return replace(
        usual,
        protocol=profile.protocol,
        revision=profile.revision,
        session_protocol=profile.session_protocol,
        accounts=(*accounts, *(each for each in usual.accounts if each.user not in users)),
        symbols=(*symbols, *(each for each in usual.symbols if each.symbol not in named)),
        maximum_quantity=profile.max_quantity,
    )


def _accounts(profile: Profile) -> list[Account]:
    return [
        Account(
            each.user,
            each.password.reveal(),
            each.firm,
            (each.second_firm,) if each.second_firm else (),
            inactivates=each.inactivates,
        )
        for each in profile.accounts.values()
    ]


def _instruments(profile: Profile, usual: VenueSettings) -> list[Instrument]:
    known = {each.symbol: each for each in usual.symbols}
    return [
        replace(
            known.get(each.symbol) or Instrument(each.symbol, halted=each.role == "halted"),
            lot=profile.scale.lot,
            legs=each.legs,
            decimals=profile.scale_of(each.symbol).decimals,
        )
        for each in profile.instruments.values()
        if each.role != "unknown"
    ]

"""Variants: what the documents leave open, answered in another way. A venue that plays one conforms all the same.

Each is a name, the settings it stands for and one sentence; several may be played at once. Where a variant is what the
venue does anyway it is listed too, so that each reading can be asked for by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ouch_conformance.venue.settings import VenueError, VenueSettings, unknown


@dataclass(frozen=True, slots=True)
class Variant:
    """One legal alternative: `settings` are the fields of VenueSettings it sets, `doc` what the venue then does."""

    name: str
    settings: Mapping[str, Any]
    doc: str


def _variant(name: str, doc: str, **settings: Any) -> Variant:
    return Variant(name, settings, doc)


VARIANTS: Mapping[str, Variant] = {
    each.name: each
    for each in (
        # SoupBinTCP
        _variant("debug-packets", "Debug packets stand before, between and behind others (2.1).", debug_packets=True),
        _variant("single-bytes", "Every byte is a TCP segment of its own (1.1).", output="single bytes"),
        _variant("lumps", "Several packets share a TCP segment (1.1).", output="lumps"),
        _variant("fast-heartbeats", "Five heartbeats come in every interval (1.3).", heartbeats_per_interval=5),
        _variant("sequence-zero-next", "A login from 0 starts with the next message (2.3.1).", sequence_zero="next"),
        _variant("sequence-zero-last", "A login from 0 starts with the latest message (2.3.1).", sequence_zero="last"),
        _variant(
            "accepted-on-the-left",
            "Both fields of Login Accepted are padded on the right (against 2.2.1).",
            session_padding="right",
            sequence_padding="right",
        ),
        _variant(
            "no-limits",
            "No connection is ended for its silence (1.3, 2.3.1).",
            idle_timeout=None,
            login_timeout=None,
        ),
        _variant("second-login-takes-over", "A second login ends the first connection.", duplicate_login="takeover"),
        _variant("second-login-refused", "A second login is rejected with S.", duplicate_login="refuse"),
        _variant("second-login-mirrored", "Both connections of a member are served.", duplicate_login="mirror"),
        # OUCH
        _variant("number-gaps", "Order reference and match numbers leave gaps (3.2, 3.6).", number_step=7),
        _variant("unmatched-ioc-dead", "An IOC that meets nothing is accepted dead (2.1).", unmatched_ioc="dead"),
        _variant(
            "unmatched-ioc-cancelled",
            "An IOC that meets nothing is accepted live and cancelled (2.1).",
            unmatched_ioc="cancelled",
        ),
        _variant("hidden-last", "Hidden orders rank behind displayed ones of their price.", displayed_first=True),
        _variant("hidden-by-time", "Hidden orders rank by time alone.", displayed_first=False),
        _variant("options-as-sent", "Order Accepted has the options that were sent (3.2).", options_echo="sent"),
        _variant("options-all", "Order Accepted has every option, with its default (3.2).", options_echo="all"),
        _variant(
            "mass-cancel-answered-first",
            "A mass cancel is answered before its cancels (2.5).",
            mass_cancel_response="first",
        ),
        _variant(
            "mass-cancel-answered-last",
            "A mass cancel is answered behind its cancels (2.5).",
            mass_cancel_response="last",
        ),
    )
}
"""All variants by name."""


def played(settings: VenueSettings, names: Iterable[str]) -> VenueSettings:
    """Settings with some variants; VenueError for an unknown name, with the nearest, and for two that contradict."""
    changes: dict[str, Any] = {}
    givers: dict[str, str] = {}
    for name in dict.fromkeys(names):
        if name not in VARIANTS:
            raise unknown("variant", name, VARIANTS)
        for field, value in VARIANTS[name].settings.items():
            if changes.setdefault(field, value) != value:
                raise VenueError(f"the variants {givers[field]} and {name} contradict each other")
            givers[field] = name
    return replace(settings, **changes)


def listed() -> list[str]:
    """One line for each variant: its name and what it does."""
    width = max(map(len, VARIANTS))
    return [f"{variant.name:{width}}  {variant.doc}" for variant in VARIANTS.values()]

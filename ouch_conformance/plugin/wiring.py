"""Where the rooms meet: profile, catalogues, venue, run. Everything here is made once for a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.plugin.applicability import Applicability
from ouch_conformance.plugin.conditions import check_conditions
from ouch_conformance.plugin.control import CommandControl, Control, EmbeddedControl, NoControl, NotedControl
from ouch_conformance.plugin.options import DEFAULT_PROTOCOL, SESSION_PROTOCOL, Options
from ouch_conformance.plugin.tags import Vocabulary
from ouch_conformance.profile import (
    Profile,
    ProfileError,
    builtin_profile,
    load_profile,
    parse_endpoint,
    reference_profile,
)
from ouch_conformance.profile.deviations import Deviation, load_deviations
from ouch_conformance.profile.pools import lacking, pool, shared
from ouch_conformance.reference_venue import described
from ouch_conformance.spec.errors import SpecError, listed, nearest
from ouch_conformance.spec.library import add_folder, catalogue, conduct, protocol, protocol_names
from ouch_conformance.spec.requirements import Catalogue, Requirement
from ouch_conformance.spec.resources import data_root
from ouch_conformance.spec.sessions import SESSIONS
from ouch_conformance.steps import vocabulary  # noqa: F401 - importing it registers the sentences
from ouch_conformance.steps.run import Run
from ouch_conformance.venue.defects import Defects
from ouch_conformance.venue.embedded import EmbeddedVenue
from ouch_conformance.venue.settings import VenueError, VenueSettings
from ouch_conformance.venue.variants import played


class Refused(Exception):  # noqa: N818 - the run is refused before it starts
    """The command line, the profile or the target is wrong: one message, exit status 4."""


OUTLIVE = "orders-outlive-connection"
"""The flag of scenarios in which an order rests while its member is away: the protocol answers it, not the profile."""


@dataclass(frozen=True)
class Plan:
    """What a run is about: the profile and the protocols that take part."""

    profile: Profile
    defects: frozenset[str]
    variants: tuple[str, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    listed_in: Path | None = None

    @cached_property
    def protocols(self) -> tuple[str, ...]:
        """The protocols whose requirements take part: the profile's, and the session protocol below it.

        The features of the session speak of orders, so they need a protocol whose orders the suite knows.
        """
        below = (self.profile.session_protocol,) if self.profile.protocol in DIALECTS else ()
        return tuple(dict.fromkeys((self.profile.protocol, *below)))

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """The protocols whose features take part: those of a session examine the later versions as well."""
        return tuple(folder for name in self.protocols for folder in SESSIONS.get(name, (name,)))

    @property
    def spoken_above(self) -> str:
        """The protocol in which the features of the session speak of orders."""
        return self.profile.protocol if self.profile.protocol in DIALECTS else DEFAULT_PROTOCOL

    @cached_property
    def catalogues(self) -> Mapping[str, Catalogue]:
        """The requirements of the profile's protocol and of the session protocol."""
        return {name: catalogue(name) for name in (self.profile.protocol, self.profile.session_protocol)}

    @cached_property
    def applicability(self) -> Applicability:
        """The rules by which a requirement does not apply to this venue."""
        revisions = protocol(self.profile.protocol).revisions
        known = conduct(self.profile.protocol)
        flags = {OUTLIVE: known is None or known.absence == "kept", **self.profile.stated, **self.profile.features}
        return Applicability(flags, self.profile.revision, revisions)

    def requirement(self, requirement_id: str) -> Requirement:
        """A requirement of a protocol that takes part; KeyError where there is none of that id."""
        return next(book[requirement_id] for book in self.catalogues.values() if requirement_id in book)

    def vocabulary(self, protocol_name: str) -> Vocabulary:
        """What the tags of one protocol's features may say: its own requirements and those of the session below."""
        books = {name: catalogue(name) for name in protocol_names()}
        session = protocol_name if protocol_name in SESSIONS else self.profile.session_protocol
        own = {**books[protocol_name].requirements, **books[session].requirements}
        elsewhere = {each.id: name for name, book in books.items() for each in book if each.id not in own}
        flags = {flag for each in own.values() for flag in each.features} | self._declared(protocol_name)
        return Vocabulary(own, frozenset(flags | {OUTLIVE}), elsewhere)

    def _declared(self, protocol_name: str) -> set[str]:
        """The flags that a profile of a protocol has: this run's, or the reference venue's for another protocol."""
        spoken = self.spoken_above if protocol_name in SESSIONS else protocol_name
        if spoken == self.profile.protocol:
            return set(self.profile.features)
        known = reference_profile(spoken)
        return set(known.features) if known else set()


def make_plan(options: Options) -> Plan:
    """Read the profile and check it against the command line. Refused says what is wrong."""
    try:
        for folder in options.specs:
            add_folder(folder)
        profile = _profile(options)
        check_conditions(profile, options.roots)
        listed_in = options.deviations or profile.deviations
        deviations = load_deviations(listed_in) if listed_in else ()
    except (ProfileError, SpecError) as error:
        raise Refused(str(error)) from None
    profile = _own_part(profile, options)
    if options.defects:
        _check_defects(options.defects, profile)
    if options.variants:
        profile = _varied(options.variants, profile)
    return Plan(profile, frozenset(options.defects), options.variants, deviations, listed_in)


def _profile(options: Options) -> Profile:
    names = protocol_names()
    if options.protocol is not None and options.protocol not in names:
        hint = f"{nearest(options.protocol, names)}; allowed: {listed(names)}"
        raise Refused(f"--ouch-protocol {options.protocol!r} does not exist{hint}")
    path = _profile_path(options)
    if options.profile is None and path != options.default_profile and not path.exists():
        raise Refused(f"there is no reference venue for {options.protocol}: give a profile with --ouch-profile FILE")
    profile = load_profile(path)
    if options.protocol not in (None, profile.protocol) and not _is_later_session(options.protocol, profile):
        raise Refused(
            f"--ouch-protocol {options.protocol} contradicts the profile {path}, which is for {profile.protocol}"
        )
    _check_suites(options.suites, profile)
    if options.target is None:
        return profile
    try:
        return profile.with_target(*parse_endpoint(options.target))
    except ValueError as error:
        raise Refused(f"--ouch-target: {error}") from None


def _is_later_session(name: str | None, profile: Profile) -> bool:
    """Whether a name is that of the SoupBinTCP below the profile's protocol, where it is not the usual one."""
    return name == profile.session_protocol != SESSION_PROTOCOL


def _profile_path(options: Options) -> Path:
    """The profile of the command line, else that of the ini file, else that of the reference venue."""
    if options.profile is not None:
        return options.profile
    if options.protocol is None:
        return options.default_profile or builtin_profile(options.suite or DEFAULT_PROTOCOL)
    own = builtin_profile(options.protocol)
    return own if own.exists() else options.default_profile or own


def _own_part(profile: Profile, options: Options) -> Profile:
    """The accounts and instruments of this process. The embedded venue belongs to one worker: each has all of them."""
    if profile.embedded or options.workers == 1:
        return pool(profile, 1)
    for number in range(2, options.workers + 1):
        missing, common = lacking(profile, number), list(shared(profile, number))
        if missing or common:
            found = f"has no {', '.join(missing)}" if missing else f"shares {', '.join(common)} with another one"
            raise Refused(
                f"{options.workers} workers at one venue, {profile.path}: worker {number} {found}; give each worker "
                "accounts, firms and instruments of its own, or run with fewer workers"
            )
    return pool(profile, options.worker)


def _check_suites(suites: tuple[str, ...], profile: Profile) -> None:
    """A suite that takes no part in the run would be left out in silence: a run has one profile, of one protocol."""
    for name in suites:
        if name not in (profile.protocol, SESSION_PROTOCOL, profile.session_protocol):
            raise Refused(
                f"--ouch-suite {name} contradicts the profile {profile.path}, which is for {profile.protocol}: "
                "each protocol takes a run of its own"
            )


def _check_defects(names: tuple[str, ...], profile: Profile) -> None:
    if not profile.embedded:
        raise Refused("--ouch-defect switches on a defect of the embedded venue; the target is another one")
    try:
        Defects(names)
    except VenueError as error:
        raise Refused(f"--ouch-defect: {error}") from None


def _varied(names: tuple[str, ...], profile: Profile) -> Profile:
    """The profile of the embedded venue that plays some variants: what it declares, it declares as they are."""
    if not profile.embedded:
        raise Refused("--ouch-variant is played by the embedded venue; the target is another one")
    try:
        usual = _session_of(profile, VenueSettings())
        varied = played(usual, names)
    except VenueError as error:
        raise Refused(f"--ouch-variant: {error}") from None
    return replace(
        profile,
        sequence_zero=varied.sequence_zero,
        second_login=profile.second_login and varied.duplicate_login,
        # The limit of SoupBinTCP 4.10 is the member's.
        idle_timeout=profile.idle_timeout if profile.login_states_limit else varied.idle_timeout,
        login_timeout=varied.login_timeout,
        unlimited=profile.unlimited | (_LIMITS if varied.idle_timeout != usual.idle_timeout else frozenset()),
        session_padding=varied.session_padding,
        sequence_padding=varied.sequence_padding,
    )


_LIMITS = frozenset({"idle-timeout", "login-timeout"})


def _session_of(profile: Profile, settings: VenueSettings) -> VenueSettings:
    """The settings of a venue whose session behaves as a profile declares."""
    return replace(
        settings,
        sequence_zero=profile.sequence_zero or settings.sequence_zero,
        duplicate_login=profile.second_login or settings.duplicate_login,
        idle_timeout=profile.idle_timeout,
        login_timeout=profile.login_timeout,
        session_padding=profile.session_padding,
        sequence_padding=profile.sequence_padding,
    )


class Target:
    """The venue under test: started here where it is the embedded one."""

    def __init__(self, plan: Plan) -> None:
        self._venue: EmbeddedVenue | None = None
        profile = self._profile = plan.profile
        if profile.endpoint is not None:
            self.address = profile.endpoint
            self.mirrors = tuple(filter(None, profile.mirrors))
            return
        self._venue = EmbeddedVenue(venue_settings(plan))
        self._venue.start()
        self.address, self.mirrors = self._venue.address, self._venue.mirrors

    @cached_property
    def operator(self) -> NotedControl:
        """The venue's operator, whose actions are noted."""
        return NotedControl(self._control(self._profile))

    def _control(self, profile: Profile) -> Control:
        """How the profile reaches the venue's operator."""
        if profile.control.adapter == "embedded" and self._venue is not None:
            return EmbeddedControl(self._venue.control)
        if profile.control.adapter == "command":
            return CommandControl(profile.control.commands, profile.control.timeout)
        return NoControl()

    def stop(self) -> None:
        """Stop the embedded venue; another one is left alone."""
        if self._venue is not None:
            self._venue.stop()


def venue_settings(plan: Plan) -> VenueSettings:
    """The embedded venue as the profile describes it: accounts, instruments, limits and times."""
    profile = plan.profile
    settings = replace(
        described(profile),
        mirror_ports=(0,) * len(profile.mirrors),
        heartbeat_interval=profile.heartbeat,
        time_scale=profile.second,
        defects=plan.defects,
    )
    return played(_session_of(profile, settings), plan.variants)


def make_run(plan: Plan, target: Target, *, strict: bool) -> Run:
    """The run that all scenarios share."""
    return Run(
        profile=plan.profile,
        catalogues=plan.catalogues,
        recorder=Recorder(),
        control=target.operator,
        address=target.address,
        mirrors=target.mirrors,
        strict=strict,
    )


def own_features() -> Path:
    """The suite's own feature tree."""
    return data_root() / "features"

"""Reading a profile: TOML to checked values, every fault named with its file and line."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from ouch_conformance.profile.combinations import by_symbols, leg_faults
from ouch_conformance.profile.endpoints import MIRRORED, mirrors_of, place_of
from ouch_conformance.profile.errors import ProfileError
from ouch_conformance.profile.flags import contradictions, flags_of, inactivation_faults, unanswered
from ouch_conformance.profile.model import Account, ControlSettings, Instrument, Profile, Scale, Secret
from ouch_conformance.profile.places import line_of
from ouch_conformance.profile.pools import base_name
from ouch_conformance.profile.rejects import wrong_reasons
from ouch_conformance.profile.schema import (
    CONTROL_ACTIONS,
    INSTRUMENT_ROLES,
    NEVER,
    REQUIRED,
    REQUIRED_FOR_FIELD,
    SECTIONS,
    Wrong,
)
from ouch_conformance.profile.suggestions import nearest
from ouch_conformance.spec.errors import SpecError
from ouch_conformance.spec.library import protocol as load_named_protocol
from ouch_conformance.spec.model import Protocol
from ouch_conformance.spec.sessions import OLDEST

_SOURCES = {"password": "the profile itself", "password-env": "the variable {}", "password-file": "the file {}"}
SHORTEST_HEARTBEAT = 0.25
"""Seconds. Heartbeats scale at most by 4: below that a busy machine looks like a silent venue."""


def load_profile(path: Path, *, environ: Mapping[str, str] = os.environ) -> Profile:
    """Read and check a profile. ProfileError names what is wrong, where, and what would be right."""
    return _Reader(path, environ).read()


def _field_names(protocol: Protocol) -> set[str]:
    """What the requests of a protocol may carry: their fields and options."""
    requests = [message for message in protocol.messages if message.direction != "outgoing"]
    options = {option.name for option in protocol.options.values()}
    return options | {field.name for message in requests for field in message.fields}


def _scaled(protocol: Protocol) -> bool:
    """Whether a protocol leaves the decimals of its prices to each instrument."""
    return any(field.scaled for message in protocol.messages for field in message.fields)


def _decimals_expected(protocol: Protocol, tick: Decimal, decimals: int) -> str:
    """What would be right where a tick has more decimals than the prices on the wire."""
    if not _scaled(protocol):
        return f"at most {decimals} decimals are expected"
    needed = -int(tick.normalize().as_tuple().exponent)
    return f"decimals = {needed} in [scale] if the prices of its instruments have them: here they have {decimals}"


class _Reader:
    def __init__(self, path: Path, environ: Mapping[str, str]) -> None:
        self.path = path
        self.environ = environ
        self.lines: list[str] = []
        self.values: dict[str, dict[str, Any]] = {}

    def read(self) -> Profile:
        for section, table in self._sections(self._parse()):
            self._read_section(section, table)
        self._require(REQUIRED)
        self._check_environment()
        protocol = self._protocol()
        self._require(each for field, each in REQUIRED_FOR_FIELD.items() if field in _field_names(protocol))
        self._check_rejects(protocol)
        self._check_accepted()
        profile = self._build(protocol)
        self._check_answered(profile)
        return profile

    def _parse(self) -> dict[str, Any]:
        try:
            content = self.path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise ProfileError(self.path, f"the profile cannot be read: {why}") from None
        self.lines = content.splitlines()
        try:
            return tomllib.loads(content)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            raise ProfileError(self.path, f"no valid TOML: {error}", line=int(line[1]) if line else None) from None

    def _sections(self, document: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        for name, value in document.items():
            section = prefix + name
            if not isinstance(value, dict):
                raise self._fault(f"{section!r} stands outside a section", self._known_sections(), prefix, name)
            if section in ("accounts", "instruments"):
                yield from self._sections(value, section + ".")
                continue
            if self._schema(section) is None or (prefix == "instruments." and base_name(name) not in INSTRUMENT_ROLES):
                raise self._fault(f"unknown section [{section}]", nearest(section, self._section_names()), section)
            yield section, value
            if section == "control" and isinstance(value.get("commands"), dict):
                yield "control.commands", value["commands"]

    def _section_names(self) -> tuple[str, ...]:
        roles = [f"instruments.{role}" for role in INSTRUMENT_ROLES]
        return tuple(name.replace("*", "A") for name in SECTIONS if name != "instruments.*") + tuple(roles)

    def _known_sections(self) -> str:
        return "known sections: " + ", ".join(self._section_names())

    @staticmethod
    def _schema(section: str) -> Mapping[str, Any] | None:
        return SECTIONS.get(section) or SECTIONS.get(section.partition(".")[0] + ".*")

    def _read_section(self, section: str, table: dict[str, Any]) -> None:
        schema = self._schema(section) or {}
        for name, value in table.items():
            reader = schema.get(name) or schema.get("*")
            if reader is None:
                raise self._fault(f"unknown key {name!r} in [{section}]", nearest(name, tuple(schema)), section, name)
            try:
                self.values.setdefault(section, {})[name] = reader(value)
            except Wrong as wrong:
                shown = "***" if name.startswith("password") else repr(value)
                raise self._fault(f"{name} = {shown} in [{section}]", str(wrong), section, name) from None

    def _require(self, keys: Iterable[tuple[str, str]]) -> None:
        for section, name in keys:
            if name not in self.values.get(section, {}):
                raise self._fault(f"[{section}] lacks {name!r}", "it must be given", section)

    def _check_environment(self) -> None:
        environment = self._get("venue", "environment")
        if environment != "test":
            raise self._fault(
                f"the environment is {environment!r}",
                'only a profile marked environment = "test" is run',
                "venue",
                "environment",
            )

    def _protocol(self) -> Protocol:
        name = self._get("venue", "protocol")
        try:
            protocol = load_named_protocol(name)
        except SpecError as error:
            if error.file is not None:
                # The protocol is there and its file is wrong: that file has to be mended, not the profile.
                raise ProfileError(error.file, error.problem, f"allowed: {error.allowed}", error.line) from None
            raise self._fault(error.problem, error.allowed, "venue", "protocol") from None
        revision = self._get("venue", "revision", protocol.revisions[-1])
        if revision not in protocol.revisions:
            known = "known: " + ", ".join(protocol.revisions)
            raise self._fault(f"{name} has no revision {revision!r}", known, "venue", "revision")
        self.values["venue"]["revision"] = revision
        return protocol

    def _check_rejects(self, protocol: Protocol) -> None:
        rejects = self.values.get("rejects", {})
        for fault in wrong_reasons(protocol, self._get("venue", "revision"), rejects):
            raise self._fault(*fault)

    def _check_accepted(self) -> None:
        sections = [name for name in self.values if name.startswith("accounts.")]
        sections += ["accounts.A", "accounts.B", "accounts.C", "accounts.D", "scale", "venue"]
        known = (*CONTROL_ACTIONS, *dict.fromkeys(sections), *(f"instruments.{role}" for role in INSTRUMENT_ROLES))
        for name in self._get("accept", "not-testable", ()):
            if name not in known:
                problem = f"{name!r} is nothing that could be missing"
                raise self._fault(problem, nearest(name, known), "accept", "not-testable")

    def _build(self, protocol: Protocol) -> Profile:
        endpoint = self._endpoint()
        reference = self._get("venue", "reference-venue", False)
        if endpoint is None and not reference:
            raise self._fault(
                "an embedded venue is always the reference venue",
                "reference-venue = true is expected",
                "venue",
                "endpoint",
            )
        return Profile(
            name=self._get("venue", "name"),
            product=self._get("venue", "product", ""),
            version=self._get("venue", "version", ""),
            path=self.path,
            protocol=self._get("venue", "protocol"),
            revision=self._get("venue", "revision"),
            reference_venue=reference,
            endpoint=endpoint,
            mirrors=self._mirrors(endpoint),
            hostile_input=self._get("venue", "hostile-input", False),
            accounts=self._accounts(reference),
            instruments=self._instruments(),
            features=self._features(),
            rejects=self.values.get("rejects", {}),
            scale=self._scale(protocol),
            max_quantity=self._get("scale", "max-quantity", 999_999),
            time_checks=self._get("time", "checks", True),
            marker=self._get("session", "marker", "engine"),
            sequence_zero=self._get("session", "sequence-zero", None),
            session_protocol=self._get("session", "protocol", OLDEST),
            second_login=self._get("session", "second-login", None),
            session_padding=self._get("session", "session-padding", "left"),
            sequence_padding=self._get("session", "sequence-padding", "left"),
            control=self._control(endpoint is None),
            race_tries=self._get("races", "tries", 20),
            accept_not_testable=frozenset(self._get("accept", "not-testable", ())),
            deviations=self.path.parent / listed if (listed := self._get("deviations", "path")) else None,
            **self._times(reference),
        )

    def _times(self, reference: bool) -> dict[str, Any]:
        times: dict[str, Any] = {name: value for name, value in self.values.get("time", {}).items() if name != "checks"}
        if times.get("heartbeat", 1.0) < SHORTEST_HEARTBEAT:
            right = f"{SHORTEST_HEARTBEAT:g} s or more is expected: heartbeats scale at most by 4"
            raise self._fault(f"heartbeat = {times['heartbeat']:g} in [time]", right, "time", "heartbeat")
        for name in ("heartbeat", "second"):
            if times.get(name, 1.0) < 1.0 and not reference:
                right = "1 or more is expected: only with reference-venue = true does time run faster"
                raise self._fault(f"{name} = {times[name]:g} in [time]", right, "time", name)
        unlimited = frozenset(name for name, value in times.items() if value == NEVER)
        known = {name.replace("-", "_"): value for name, value in times.items() if name not in unlimited}
        return {**known, "unlimited": unlimited}

    def _endpoint(self) -> tuple[str, int] | None:
        try:
            return place_of(self._get("venue", "endpoint"))
        except ValueError as error:
            raise self._fault(str(error), 'HOST:PORT or "embedded" is expected', "venue", "endpoint") from None

    def _mirrors(self, endpoint: tuple[str, int] | None) -> tuple[tuple[str, int] | None, ...]:
        try:
            mirrors = mirrors_of(self._get("venue", "mirrors", ()), endpoint)
        except Wrong as wrong:
            raise self._fault(f"mirrors in [venue]: {wrong.args[0]}", wrong.args[1], "venue", "mirrors") from None
        flagged = self.values.get("features", {}).get(MIRRORED, False)
        if flagged and not mirrors:
            right = 'mirrors = ["HOST:PORT", ...] under [venue]: the further hosts of the accounts\' ports'
            raise self._fault(f"{MIRRORED} = true, and no mirror is named", right, "features", MIRRORED)
        if mirrors and not flagged:
            right = f"{MIRRORED} = true in [features], or no mirrors"
            raise self._fault(f"mirrors in [venue] without {MIRRORED} = true", right, "venue", "mirrors")
        return mirrors

    def _accounts(self, reference: bool) -> dict[str, Account]:
        accounts = {}
        for section, table in self.values.items():
            if section.startswith("accounts."):
                name = section.partition(".")[2]
                if "user" not in table:
                    raise self._fault(f"[{section}] lacks 'user'", "it must be given", section)
                secret, source = self._password(section, table, reference)
                self._check_width(section, table, "user", 6)
                for firm in ("firm", "second-firm", "foreign-firm"):
                    self._check_width(section, table, firm, 4)
                accounts[name] = Account(
                    name,
                    table["user"],
                    secret,
                    table.get("firm", ""),
                    table.get("second-firm", ""),
                    table.get("foreign-firm", ""),
                    source,
                    table.get("inactivates", False),
                )
        for fault in inactivation_faults(accounts, self.values.get("features", {})):
            raise self._fault(*fault)
        return accounts

    def _password(self, section: str, table: dict[str, Any], reference: bool) -> tuple[Secret, str]:
        """The password and where it comes from."""
        given = [name for name in ("password", "password-env", "password-file") if name in table]
        if len(given) != 1 or (given == ["password"] and not reference):
            right = "exactly one of password-env, password-file is expected (password only with reference-venue = true)"
            raise self._fault(f"[{section}] gives {', '.join(given) or 'no password'}", right, section, *given[:1])
        password = self._secret_text(section, given[0], table[given[0]])
        if not 0 < len(password) <= 10 or not password.isascii():
            raise self._fault(
                f"the password of [{section}] does not fit", "1 to 10 ASCII characters", section, given[0]
            )
        return Secret(password), _SOURCES[given[0]].format(table[given[0]])

    def _secret_text(self, section: str, source: str, value: str) -> str:
        if source == "password":
            return value
        if source == "password-env":
            if value not in self.environ:
                raise self._fault(f"the environment has no {value}", "set it to the password", section, source)
            return self.environ[value]
        try:
            return (self.path.parent / value).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise self._fault(f"password file {value!r} cannot be read", "a text file", section, source) from None

    def _check_width(self, section: str, table: dict[str, Any], name: str, width: int) -> None:
        value = table.get(name, "")
        if len(value) > width or not value.isascii():
            raise self._fault(f"{name} = {value!r} in [{section}]", f"at most {width} ASCII characters", section, name)

    def _instruments(self) -> dict[str, Instrument]:
        instruments = {}
        for section, table in self.values.items():
            if section.startswith("instruments."):
                role = section.partition(".")[2]
                if "symbol" not in table:
                    raise self._fault(f"[{section}] lacks 'symbol'", "it must be given", section)
                self._check_width(section, table, "symbol", 8)
                instruments[role] = Instrument(role, **{"exclusive": False, **table})
        for fault in leg_faults(instruments):
            raise self._fault(*fault)
        return by_symbols(instruments)

    def _features(self) -> dict[str, bool]:
        features: dict[str, bool] = dict(self.values.get("features", {}))
        for each in contradictions(features):
            raise self._fault(each.problem, each.why, "features", each.flag)
        return features

    def _check_answered(self, profile: Profile) -> None:
        """Every flag has an answer: what is left out would be left out of the run in silence."""
        missing = unanswered(profile.protocol, profile.features)
        if not missing:
            return
        own = [flag for flag in profile.features if flag not in flags_of(profile.protocol)]
        meant = [f"{flag}: {nearest(flag, missing)}" for flag in own if difflib.get_close_matches(flag, missing)]
        right = "; ".join(["true or false is expected for each", *meant])
        raise self._fault(f"[features] does not answer {', '.join(missing)}", right, "features")

    def _scale(self, protocol: Protocol) -> Scale:
        scale, decimals = self.values.get("scale", {}), self._decimals(protocol)
        base, tick = scale.get("base-price", Decimal("10.00")), scale.get("tick", Decimal("0.01"))
        if tick.scaleb(decimals) % 1:
            problem = f"a tick of {tick} is finer than the prices of {protocol.name}"
            raise self._fault(problem, _decimals_expected(protocol, tick, decimals), "scale", "tick")
        if base % tick:
            raise self._fault(
                f"base price {base} is no multiple of the tick {tick}", "whole ticks", "scale", "base-price"
            )
        if base <= 100 * tick:
            raise self._fault(
                f"base price {base} leaves no room for ticks of {tick}", "more than 100 ticks", "scale", "base-price"
            )
        return Scale(base, tick, scale.get("lot", 100), decimals)

    def _decimals(self, protocol: Protocol) -> int:
        fields = [field for message in protocol.messages for field in message.fields]
        decimals = [field.decimals for field in fields if field.decimals is not None]
        if any(message.payload == "message" for message in protocol.messages):
            raise self._fault(
                f"{protocol.name} carries no orders", "a protocol for order entry is expected", "venue", "protocol"
            )
        given: int | None = self._get("scale", "decimals")
        at = next((section for section, table in self.values.items() if "decimals" in table), None)
        if at and not _scaled(protocol):
            raise self._fault(f"prices of {protocol.name} have their own decimals", "no key", at, "decimals")
        return given if given is not None else decimals[0] if decimals else Scale().decimals

    def _control(self, embedded: bool) -> ControlSettings:
        control = self.values.get("control", {})
        adapter = control.get("adapter", "embedded" if embedded else "none")
        if adapter == "embedded" and not embedded:
            raise self._fault(
                "control adapter 'embedded' contradicts an endpoint of its own", "command or none", "control", "adapter"
            )
        commands = self.values.get("control.commands", {})
        for action in commands:
            if action not in CONTROL_ACTIONS:
                raise self._fault(
                    f"unknown operator action {action!r}", nearest(action, CONTROL_ACTIONS), "control.commands", action
                )
        if commands and adapter != "command":
            raise self._fault(f"commands contradict adapter {adapter!r}", 'adapter = "command"', "control", "adapter")
        return ControlSettings(adapter, commands, control.get("timeout", 10.0))

    def _get(self, section: str, name: str, default: Any = None) -> Any:
        return self.values.get(section, {}).get(name, default)

    def _fault(self, problem: str, allowed: str, section: str = "", name: str = "") -> ProfileError:
        return ProfileError(self.path, problem, allowed, line_of(self.lines, section.rstrip("."), name))

"""Where a venue listens: its endpoint, and the mirrors of it."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Sequence

from ouch_conformance.profile.schema import Wrong

Place = tuple[str, int] | None
"""Host and port; nothing where it is the venue inside this process."""
EMBEDDED = "embedded"
MIRRORED = "mirrored-ports"
"""The flag of an account that has ports at several hosts."""


def parse_endpoint(endpoint: str) -> tuple[str, int]:
    """`HOST:PORT` or `[IPv6]:PORT` as a pair. ValueError says what would be right."""
    host, colon, port = endpoint.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65_536:
        raise ValueError(f"{endpoint!r} is no HOST:PORT with a port from 1 to 65535")
    return host, int(port)


def endpoint_argument(text: str) -> tuple[str, int]:
    """`parse_endpoint` as the type of a command line's argument: argparse prints this error's text and no other's."""
    try:
        return parse_endpoint(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def place_of(text: str) -> Place:
    """What an endpoint of a profile says. ValueError where it is neither HOST:PORT nor the embedded venue."""
    return None if text == EMBEDDED else parse_endpoint(text)


def shown(place: Place) -> str:
    """A place as a profile writes it."""
    if place is None:
        return EMBEDDED
    host, port = place
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def mirrors_of(texts: Sequence[str], endpoint: Place) -> tuple[Place, ...]:
    """The further hosts of a venue at an endpoint. Wrong holds the fault and what would be right."""
    found: list[Place] = []
    for text in texts:
        found.append(_mirror(text, [endpoint, *found]))
    return tuple(found)


def _mirror(text: str, known: Sequence[Place]) -> Place:
    """One of them; each host but an embedded one is listed once."""
    right = (
        f'"{EMBEDDED}" is expected: so is the endpoint' if known[0] is None else "HOST:PORT of another host is expected"
    )
    try:
        place = place_of(text)
    except ValueError as error:
        raise Wrong(str(error), right) from None
    if (place is None) != (known[0] is None):
        raise Wrong(f"{text!r} beside the endpoint {shown(known[0])!r}", right)
    if place is not None and place in known:
        raise Wrong(f"{text!r}, which is listed twice" if place != known[0] else f"the endpoint {text!r} itself", right)
    return place

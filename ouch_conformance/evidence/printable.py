"""Texts for evidence that a person looks at: nothing in them steers a terminal, a page or the order of reading."""

from __future__ import annotations

from ouch_conformance.evidence.frames import redact

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """One line without kept secrets; each character that cannot be seen (control, format, surrogate) is replaced."""
    line = redact(text.encode("utf-8", "replace").decode())
    return "".join(_shown(character) for character in line).strip()


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    return character if character.isprintable() else REPLACEMENT


def account_of(session: str) -> str:
    """The member to whom a connection belongs: "A" of "A#2"."""
    return session.partition("#")[0]


def mirror_name(session: str, number: int) -> str:
    """The name of a connection at the mirrored host with a number from 1: "A#2@mirror1"."""
    return f"{session}@mirror{number}"


def mirror_of(session: str) -> int:
    """The number of the mirrored host that a connection goes to; 0 for the first host."""
    _, _, host = session.rpartition("@mirror")
    return int(host) if host != session and host.isdecimal() else 0

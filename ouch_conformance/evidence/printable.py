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

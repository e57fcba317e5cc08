"""Texts for evidence that a person looks at: nothing in them steers a terminal, a page or the order of reading."""

from __future__ import annotations

from ouch_conformance.evidence.frames import redact

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """One line without kept secrets; each character that cannot be seen (control, format, surrogate) is replaced."""
    line = " ".join(redact(text.encode("utf-8", "replace").decode()).split())
    return "".join(character if character.isprintable() else REPLACEMENT for character in line)


def account_of(session: str) -> str:
    """The member to whom a connection belongs: "A" of "A#2"."""
    return session.partition("#")[0]

"""What keeps a draft from being made."""

from __future__ import annotations


class DraftError(Exception):
    """One line: what is missing on the command line, or what went wrong at which host and port. Never a credential."""

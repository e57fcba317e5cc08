"""What ends a tail before its user does."""

from __future__ import annotations


class TailError(Exception):
    """One line: what went wrong, and at which host and port. Never holds a credential."""

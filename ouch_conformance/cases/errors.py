"""What the user can mend."""

from __future__ import annotations


class CasesError(Exception):
    """No scenarios can be made: the message says why, and what would be right."""

"""What is raised for something that the author of a scenario can mend."""

from __future__ import annotations


class AuthoringError(Exception):
    """A sentence, message, requirement or file that is not there, with what would be right."""

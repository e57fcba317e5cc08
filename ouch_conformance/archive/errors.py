"""What is wrong with a run that was kept."""

from __future__ import annotations


class ArchiveError(Exception):
    """A run that cannot be read, or a bundle that is not as it was packed: the message names the file."""

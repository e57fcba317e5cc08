"""What a new project cannot be."""

from __future__ import annotations


class ProjectError(Exception):
    """One line: what is wrong with the names or the place of a project. Nothing was written."""

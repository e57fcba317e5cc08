"""Where an author stands: the project of the current folder, with the protocols that its ini file names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ouch_conformance.authoring.errors import AuthoringError
from ouch_conformance.plugin.index import Definition, merged, sentence_definitions
from ouch_conformance.plugin.options import DEFAULT_PROTOCOL
from ouch_conformance.plugin.project import FoundProject, ProjectUnusable, find_project, visible_from
from ouch_conformance.spec.library import add_folder, protocol_names
from ouch_conformance.steps import vocabulary  # noqa: F401 - importing it registers the sentences


class Place:
    """A folder in which the command was called. SpecError where a protocol of the project cannot be added."""

    def __init__(self, folder: Path) -> None:
        self.project: FoundProject = find_project(folder)
        for specs in self.project.specs:
            add_folder(specs)

    @property
    def protocol(self) -> str:
        """The protocol of the profile that the ini file names, else the suite's first."""
        named = ""
        if self.project.profile is not None:
            with suppress(OSError, ValueError, KeyError, TypeError):
                named = tomllib.loads(self.project.profile.read_text("utf-8"))["venue"]["protocol"]
        return named if named in protocol_names() else DEFAULT_PROTOCOL

    def files(self) -> Iterator[Path]:
        """The project's own features."""
        for root in self.project.roots:
            yield from sorted(root.glob("*/*.feature"))

    def definitions(self) -> list[Definition]:
        """The suite's sentences and those of the project's own conftests."""
        try:
            own = [each for file in self.files() for each in visible_from(file, self.project.folder)]
        except ProjectUnusable as error:
            raise AuthoringError(str(error)) from None
        return merged(sentence_definitions(), own)

"""The lint of a project's features, outside a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from ouch_conformance.authoring.errors import AuthoringError
from ouch_conformance.authoring.mend import mend
from ouch_conformance.authoring.tidy import Change, tidy
from ouch_conformance.plugin.library import shown
from ouch_conformance.plugin.lint import Finding
from ouch_conformance.plugin.project import ProjectUnusable, find_project, lint_text, read_project


class Desk:
    """Some features on an author's desk: what is wrong in them, and how to put it right."""

    def __init__(self, place: Path, paths: Sequence[Path]) -> None:
        self._project = find_project(place)
        self._paths = paths
        self.files: list[Path] = []
        self.findings: list[Finding] = []
        self._read()

    def _read(self) -> None:
        try:
            self.files, self.findings = read_project(self._project, self._paths)
        except ProjectUnusable as error:
            raise AuthoringError(str(error)) from None

    def told(self) -> Iterator[str]:
        """The findings, and how many there are."""
        yield from (finding.text(shown(finding.path)) for finding in self.findings)
        count = f"{len(self.files)} feature{'' if len(self.files) == 1 else 's'}"
        many = len(self.findings)
        yield f"{count}: {many} problem{'' if many == 1 else 's'}" if many else f"{count}: nothing is wrong"
        untidy = sum(tidy(file.read_text("utf-8"))[0] != file.read_text("utf-8") for file in self._readable())
        if untidy:
            yield f"{untidy} of them could be laid out better: --fix does it, and changes no meaning"

    def mend(self) -> Iterator[str]:
        """Put right what can be, and say what was, one line for each change."""
        for file in self._readable():
            text = file.read_text("utf-8")
            spelt, changes = self._mended(file, text)
            if spelt != text:
                file.write_text(spelt, encoding="utf-8")
            yield from (f"{shown(file)}:{each.line}: fixed: {each.what}" for each in changes)
        self._read()

    def _mended(self, file: Path, text: str) -> tuple[str, list[Change]]:
        # Nothing of this adds or takes out a line above another: the findings stay where they are.
        laid_out, layout = tidy(text)
        wrong = [each for each in self.findings if each.path == file]
        spelt, words = mend(laid_out, wrong, partial(lint_text, self._project, file)) if wrong else (laid_out, [])
        again, _ = tidy(spelt)
        return again, sorted([*layout, *words], key=lambda change: change.line)

    def _readable(self) -> Iterator[Path]:
        """The files that are text; one that is not has a finding."""
        for file in self.files:
            with suppress(UnicodeDecodeError):
                file.read_text("utf-8")
                yield file

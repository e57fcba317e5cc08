"""Making a project: all of its files, or none."""

from __future__ import annotations

import keyword
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from ouch_conformance.project.errors import ProjectError

KINDS = ("ouch",)
"""What an application may speak."""

SHARED: Mapping[str, str] = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "conftest.py": "conftest.py",
    "workflow.yml": ".github/workflows/conformance.yml",
}
PER_APPLICATION: Mapping[str, str] = {
    "messages.xml": "specs/{}/messages.xml",
    "requirements.xml": "specs/{}/requirements.xml",
    "orders.feature": "features/{}/1_orders.feature",
    "embedded.toml": "profiles/{}-embedded.toml",
    "venue.toml": "profiles/{}-venue.toml",
}
"""From template to place, for the project and for each of its applications."""


@dataclass(frozen=True, slots=True)
class Application:
    """One protocol of the project: `name` becomes that of its folder and of its protocol, `kind` is what it speaks."""

    name: str
    kind: str

    @property
    def prefix(self) -> str:
        """What its requirement ids and environment variables begin with: capitals and digits."""
        return re.sub(r"[^A-Z0-9]", "", self.name.upper())


def create(name: str, applications: Sequence[Application], folder: Path) -> list[Path]:
    """Write the project `folder`/`name`, and give its files. ProjectError where it cannot be: nothing is left then."""
    _check(name, applications, folder)
    place = folder / name
    files = _files(name, applications)
    try:
        # Written aside and moved as a whole: a project is there, or it is not.
        with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=folder) as aside:
            for path, text in files.items():
                _write(Path(aside) / name / path, text)
            (Path(aside) / name).rename(place)
    except OSError as error:
        raise ProjectError(f"{place} cannot be written: {error.strerror}") from None
    return [place / path for path in files]


def _check(name: str, applications: Sequence[Application], folder: Path) -> None:
    _check_names("project", [name])
    _check_names("application", [each.name for each in applications])
    for application in applications:
        if application.kind not in KINDS:
            problem = f"application {application.name} cannot speak {application.kind!r}"
            raise ProjectError(f"{problem}; allowed: {', '.join(KINDS)}")
    if not folder.is_dir():
        raise ProjectError(f"{folder} is no folder to make a project in")
    if (folder / name).exists():
        raise ProjectError(f"{folder / name} exists already: give another name or another --target-dir")


def _check_names(what: str, names: Sequence[str]) -> None:
    for place, name in enumerate(names):
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) or keyword.iskeyword(name):
            allowed = "a Python identifier of ASCII letters, digits and underscores that begins with a letter"
            raise ProjectError(f"the {what} name {name!r} cannot be; allowed: {allowed}")
        if name in names[:place]:
            raise ProjectError(f"the {what} {name} is named twice")


def _files(name: str, applications: Sequence[Application]) -> dict[str, str]:
    first = applications[0]
    shared = {
        "name": name,
        "apps": " and ".join(each.name for each in applications),
        "version": version("ouch-conformance"),
        "runs": "\n".join(_runs(applications)),
    }
    files = {place: _filled(template, _words(first, shared)) for template, place in SHARED.items()}
    for each in applications:
        for template, place in PER_APPLICATION.items():
            files[place.format(each.name)] = _filled(template, _words(each, shared))
    return files


def _words(application: Application, shared: Mapping[str, str]) -> dict[str, str]:
    return {**shared, "app": application.name, "prefix": application.prefix}


def _runs(applications: Sequence[Application]) -> Iterable[str]:
    """The lines of the workflow that run each application's features against its embedded venue."""
    for each in applications:
        results = f"--ouch-results=reports/{each.name} --junitxml=reports/{each.name}.xml"
        yield f"      - run: pytest --ouch-profile=profiles/{each.name}-embedded.toml {results}"


def _filled(template: str, words: Mapping[str, str]) -> str:
    text = (resources.files("ouch_conformance.project") / "templates" / f"{template}.txt").read_text("utf-8")
    for word, value in words.items():
        text = text.replace("{{" + word + "}}", value)
    return text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

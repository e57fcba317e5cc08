"""Load a specification file into the model, or say at which line it is wrong."""

from __future__ import annotations

from pathlib import Path

from .appendage import read_options
from .catalogue import read_catalogue
from .context import Context
from .document import Document, extension, read_document
from .enums import read_enums
from .fields import FieldReader
from .grammar import validate
from .messages import MessageReader
from .model import Protocol
from .requirements import Catalogue
from .resources import data_root

SINGLE_REVISION = "1"


def load_protocol(path: Path, override_messages: bool = False) -> Protocol:
    """Read a `messages.xml`; every construct of nasdaq-protocols 1.3 loads, with or without our extensions.

    `override_messages` lets a later message take the place of an earlier one of the same id, group and direction.
    SpecError for a file that is unreadable, unsafe, against the schema or inconsistent.
    """
    document = read_document(path)
    validate(document, data_root() / "specs" / "schema" / "messages.rng")
    context = Context(document, _revisions(document))
    fields = FieldReader(context, enums := read_enums(context))
    records = fields.records()
    options = read_options(context, fields)
    return Protocol(
        name=extension(document.root, "protocol") or _name(path),
        title=extension(document.root, "title") or "",
        revisions=context.revisions,
        enums=enums,
        records=records,
        messages=MessageReader(context, fields, options).messages(override_messages),
        options=options,
        source=path,
    )


def load_catalogue(path: Path) -> Catalogue:
    """Read a `requirements.xml`. SpecError for a file that is unreadable, unsafe, against the schema or wrong."""
    document = read_document(path)
    validate(document, data_root() / "specs" / "schema" / "requirements.rng")
    return read_catalogue(document)


def _revisions(document: Document) -> tuple[str, ...]:
    """The revisions of the document, oldest first; a file without our extensions has one."""
    revisions = tuple((extension(document.root, "revisions") or SINGLE_REVISION).split())
    for revision in revisions:
        if revisions.count(revision) > 1:
            raise document.error(document.root, f"revision {revision} is listed twice", "each revision once")
    return revisions


def _name(path: Path) -> str:
    return path.parent.name if path.stem == "messages" else path.stem

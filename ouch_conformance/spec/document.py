"""Read an XML file of ours without trusting it.

A file can neither expand entities, nor reach for another file or the network, nor grow without bound: a document type
declaration is refused before anything behind it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast
from xml.parsers import expat

from lxml import etree

from .errors import SpecError

NAMESPACE = "urn:ouch-conformance:spec"
LARGEST_FILE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: its root element and the means to point at a line of it."""

    file: Path
    root: etree._Element

    def error(self, element: etree._Element, problem: str, allowed: str) -> SpecError:
        """A fault of an element, with the file and the line that its tag stands on."""
        return SpecError(problem, allowed, self.file, line_of(element))


def ours(name: str) -> str:
    """The qualified name of an attribute or element of our namespace."""
    return f"{{{NAMESPACE}}}{name}"


def extension(element: etree._Element, name: str) -> str | None:
    """The value of one of our attributes; None where it is absent."""
    return element.get(ours(name))


def line_of(element: etree._Element) -> int:
    """The line that an element's tag ends on; 0 where the parser does not know it."""
    return cast("int | None", element.sourceline) or 0


def read_document(file: Path) -> Document:
    """Parse a file; SpecError where it cannot be read, is too large, has a document type or is not well formed."""
    data = _content(file)
    _refuse_document_type(file, data)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return Document(file, etree.fromstring(data, parser))
    except etree.XMLSyntaxError as fault:
        raise SpecError(f"not well-formed XML: {fault.msg}", "well-formed XML", file, fault.lineno) from None


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise SpecError(f"cannot be read: {fault.strerror}", "a readable XML file", file) from None
    if len(data) > LARGEST_FILE:
        raise SpecError("the file is too large", f"at most {LARGEST_FILE:,} bytes", file)
    return data


class _PrologEndError(Exception):
    """Ends the look at the prolog where the root element begins."""


def _refuse_document_type(file: Path, data: bytes) -> None:
    """Look at what stands before the root element, the only place where a document type may be declared."""
    prolog = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise SpecError("a document type is declared", "XML without DOCTYPE", file, prolog.CurrentLineNumber)

    def stop(*_: object) -> None:
        raise _PrologEndError

    prolog.StartDoctypeDeclHandler = refuse
    prolog.StartElementHandler = stop
    try:
        prolog.Parse(data, True)
    except _PrologEndError:
        return
    except expat.ExpatError as fault:
        # Not left to the real parser: it might accept what this one could not look through.
        problem = f"not well-formed XML: {expat.ErrorString(fault.code)}"
        raise SpecError(problem, "well-formed XML", file, fault.lineno) from None
    except (LookupError, ValueError):
        raise SpecError("the encoding is not known", "UTF-8, UTF-16, ISO-8859-1 or US-ASCII", file, 1) from None

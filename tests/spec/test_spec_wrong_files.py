"""A wrong file is answered with its name, the line, what is wrong and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.spec.document import LARGEST_FILE, read_document
from ouch_conformance.spec.errors import SpecError
from ouch_conformance.spec.grammar import validate
from ouch_conformance.spec.library import catalogue, protocol, protocol_names
from ouch_conformance.spec.loader import load_catalogue, load_protocol
from ouch_conformance.spec.resources import first_with_specs
from tests.spec import spec_faults_of_meaning as meaning
from tests.spec import spec_faults_of_structure as structure
from tests.spec.spec_wrong import CATALOGUE, MESSAGES, Fault

BOMB = """<?xml version="1.0"?>
<!DOCTYPE root [
<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<root>&c;</root>
"""
NUMBER_SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="n"><data type="integer"/></element></start></grammar>"""


def write(folder: Path, content: str | bytes, name: str = "messages.xml") -> Path:
    """A file with this content."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def told(fault: pytest.ExceptionInfo[SpecError]) -> tuple[Path | None, int | None, str, str]:
    """What an error tells."""
    return fault.value.file, fault.value.line, fault.value.problem, fault.value.allowed


def spoiled(text: str, fault: Fault) -> str:
    """A right file made wrong."""
    assert fault.old in text
    return text.replace(fault.old, fault.new)


def test_the_files_that_are_spoiled_here_are_right(tmp_path: Path) -> None:
    """Unspoiled, both small files load."""
    assert len(load_protocol(write(tmp_path, MESSAGES)).messages) == 2
    assert len(load_catalogue(write(tmp_path, CATALOGUE))) == 2


@pytest.mark.parametrize("fault", [*structure.IN_MESSAGES, *meaning.ALL], ids=lambda fault: str(fault.name))
def test_a_fault_of_a_message_file_is_named(fault: Fault, tmp_path: Path) -> None:
    """The line, the problem with the nearest name, and the allowed values are told."""
    file = write(tmp_path, spoiled(MESSAGES, fault))
    with pytest.raises(SpecError) as error:
        load_protocol(file)
    assert told(error) == (file, fault.line, fault.problem, fault.allowed)


@pytest.mark.parametrize("fault", structure.IN_CATALOGUES, ids=lambda fault: str(fault.name))
def test_a_fault_of_a_catalogue_is_named(fault: Fault, tmp_path: Path) -> None:
    """The line, the problem with the nearest name, and the allowed values are told."""
    file = write(tmp_path, spoiled(CATALOGUE, fault))
    with pytest.raises(SpecError) as error:
        load_catalogue(file)
    assert told(error) == (file, fault.line, fault.problem, fault.allowed)


@pytest.mark.parametrize("load", [load_protocol, load_catalogue])
def test_an_entity_bomb_is_refused_before_it_goes_off(load: object, tmp_path: Path) -> None:
    """A document type is refused where it begins, whatever it declares."""
    file = write(tmp_path, BOMB)
    with pytest.raises(SpecError) as error:
        load(file)  # type: ignore[operator]
    assert told(error) == (file, 2, "a document type is declared", "XML without DOCTYPE")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE root [<!ENTITY x SYSTEM "secret.txt">]>',
        '<!DOCTYPE root SYSTEM "http://127.0.0.1:9/never.dtd">',
        '<!DOCTYPE root [<!ENTITY % p SYSTEM "secret.txt"> %p;]>',
    ],
)
def test_no_other_file_and_no_network_is_reached(declaration: str, tmp_path: Path) -> None:
    """External entities, external document types and parameter entities end in the same refusal."""
    write(tmp_path, "secret", "secret.txt")
    file = write(tmp_path, f"{declaration}\n<root>&x;</root>")
    with pytest.raises(SpecError) as error:
        load_protocol(file)
    assert told(error) == (file, 1, "a document type is declared", "XML without DOCTYPE")


def test_a_document_type_in_utf_16_is_refused_too(tmp_path: Path) -> None:
    """The refusal does not depend on how the bytes look."""
    file = write(tmp_path, '<?xml version="1.0" encoding="UTF-16"?>\n<!DOCTYPE root>\n<root/>'.encode("utf-16"))
    with pytest.raises(SpecError) as error:
        load_protocol(file)
    assert told(error) == (file, 2, "a document type is declared", "XML without DOCTYPE")


@pytest.mark.parametrize("encoding", ["no-such", "utf-7", "shift_jis", "idna", "base64"])
def test_an_encoding_that_cannot_be_looked_through_is_refused(encoding: str, tmp_path: Path) -> None:
    """A file does not get past the look at its prolog by an encoding that only one of two parsers knows."""
    file = write(tmp_path, f'<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE root>\n<root/>')
    with pytest.raises(SpecError) as error:
        load_protocol(file)
    assert told(error) == (file, 1, "the encoding is not known", "UTF-8, UTF-16, ISO-8859-1 or US-ASCII")


def test_a_prolog_that_breaks_off_is_refused(tmp_path: Path) -> None:
    """A fault before the root element ends the reading there."""
    file = write(tmp_path, '<?xml version="1.0"?>\n<?xml version="1.0"?>\n<!DOCTYPE root>\n<root/>')
    with pytest.raises(SpecError) as error:
        load_protocol(file)
    assert (error.value.file, error.value.line, error.value.allowed) == (file, 2, "well-formed XML")


def test_comments_may_say_anything(tmp_path: Path) -> None:
    """A comment or an instruction that names a document type declares none."""
    file = write(tmp_path, MESSAGES.replace("<enums-root>", "<!-- <!DOCTYPE root> --><?go now?><enums-root>"))
    assert len(load_protocol(file).messages) == 2


def test_a_file_that_is_not_well_formed_is_named(tmp_path: Path) -> None:
    """The line of the break is told."""
    file = write(tmp_path, "<root>\n<enums-root>\n</root>")
    with pytest.raises(SpecError) as error:
        load_protocol(file)
    where, line, problem, allowed = told(error)
    assert (where, line, allowed) == (file, 3, "well-formed XML")
    assert problem.startswith("not well-formed XML: ")


@pytest.mark.parametrize("content", ["", "   ", "hello", b"\xff\xfe\x00", b"\x00" * 64])
def test_a_file_that_is_no_xml_is_named(content: str | bytes, tmp_path: Path) -> None:
    """Nothing, text and binary data are no XML."""
    file = write(tmp_path, content)
    with pytest.raises(SpecError) as error:
        load_protocol(file)
    assert (error.value.file, error.value.allowed) == (file, "well-formed XML")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file and a folder cannot be read."""
    for path, reason in ((tmp_path / "no.xml", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(SpecError) as error:
            load_protocol(path)
        assert told(error) == (path, None, f"cannot be read: {reason}", "a readable XML file")
        assert str(error.value) == f"{path}: cannot be read: {reason}; allowed: a readable XML file"


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    """Above four mebibytes a file is refused unread."""
    file = write(tmp_path, b" " * (LARGEST_FILE + 1))
    with pytest.raises(SpecError) as error:
        load_protocol(file)
    assert told(error) == (file, None, "the file is too large", "at most 4,194,304 bytes")


def test_the_text_of_an_error_is_one_line_with_its_place(tmp_path: Path) -> None:
    """An error reads `file:line: problem; allowed: ...`."""
    file = write(tmp_path, MESSAGES.replace('direction="outgoing"', 'direction="out"'))
    with pytest.raises(SpecError) as error:
        load_protocol(file)
    assert str(error.value) == (f'{file}:31: attribute direction of <message> is "out"; allowed: incoming, outgoing')


def test_what_a_schema_says_beyond_our_words_is_told_in_the_validators(tmp_path: Path) -> None:
    """A rule that has no sentence of ours still ends in an error with file and line."""
    schema, file = write(tmp_path, NUMBER_SCHEMA, "number.rng"), write(tmp_path, "<n>one</n>")
    with pytest.raises(SpecError) as error:
        validate(read_document(file), schema)
    assert (error.value.file, error.value.line, error.value.allowed) == (file, 1, "what number.rng describes")


def test_an_unknown_protocol_is_answered_with_the_nearest_name() -> None:
    """A protocol is found by its name only."""
    for load in (protocol, catalogue):
        with pytest.raises(SpecError) as error:
            load("nasdaq-ouch-5")
        assert str(error.value) == (
            'no protocol is named "nasdaq-ouch-5" (nearest: nasdaq-ouch-5.0); allowed: ' + ", ".join(protocol_names())
        )
        assert (error.value.file, error.value.line) == (None, None)


def test_a_name_like_no_protocols_has_no_nearest() -> None:
    """A hint is given only where a name comes close."""
    with pytest.raises(SpecError, match=r'^no protocol is named "../../etc"; allowed: '):
        protocol("../../etc")


def test_an_installation_without_data_is_named(tmp_path: Path) -> None:
    """Where no folder holds the specifications, both places that were looked at are told."""
    one, two = tmp_path / "one", tmp_path / "two"
    with pytest.raises(SpecError) as error:
        first_with_specs((one, two))
    assert told(error) == (None, None, "the data of ouch-conformance is missing", f"a folder specs in {one} or {two}")
    (two / "specs").mkdir(parents=True)
    assert first_with_specs((one, two)) == two

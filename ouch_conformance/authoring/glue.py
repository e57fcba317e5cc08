"""The sentences as the Cucumber extension of VS Code reads them, in a file that nothing ever runs.

The extension looks for decorated functions and takes the first text of `@given`, `@when` and `@then` for a Cucumber
expression, or for a regular expression where it has a dot, star, bar, backslash or parenthesis in it. Ours have types
in their braces, `{order:Order}`, which it does not know: so they are written down once more, as `{Order}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ouch_conformance.steps.parameters import TYPES
from ouch_conformance.steps.sentence import Sentence

GLUE_COMMAND = "ouch-conformance steps --glue .vscode/sentences.py"
_HEAD = f'''"""The sentences of ouch-conformance for the Cucumber extension of VS Code. Nothing runs this file.

Written by `{GLUE_COMMAND}`.
"""

'''
_PARAMETER = re.compile(r"\{\w+:(\w+)\}")


def glue_text(sentences: Iterable[Sentence]) -> str:
    """A Python file with each type and each sentence once."""
    return _HEAD + "\n".join([*_types(), *(line for each in sentences for line in _sentence(each))]) + "\n"


def _types() -> Iterator[str]:
    yield "from cucumber_expressions import define_parameter_type, given, then, when"
    yield ""
    for name, read in TYPES.items():
        yield f"define_parameter_type(name={_quoted(name)}, regexp={_quoted(_pattern(read.pattern))})"  # type: ignore[attr-defined]


def _pattern(pattern: str) -> str:
    """A pattern without a backslash: the extension reads the text between the quotes as it stands."""
    return re.sub(r"\\(.)", r"[\1]", pattern)


def _sentence(sentence: Sentence) -> Iterator[str]:
    name = re.sub(r"\W+", "_", sentence.func.__name__).strip("_")
    yield from ("", "")
    yield f"@{sentence.kind}({_quoted(expression(sentence))})"
    yield f"async def {name}():"
    yield f'    """{sentence.doc}"""'


def expression(sentence: Sentence) -> str:
    """A sentence as a Cucumber expression."""
    return _PARAMETER.sub(r"{\1}", sentence.text)


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'

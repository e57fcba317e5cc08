"""Options and the appendages that carry them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree

from .context import Context, Span
from .document import ours
from .fields import FieldReader
from .model import INTEGER_TYPES, Appendage, Field, Option, Presence


def read_options(context: Context, fields: FieldReader) -> dict[int, Option]:
    """Every option of an appendage that the file defines, by tag."""
    options: dict[int, Option] = {}
    for element in context.root.iterfind(f"{ours('options')}/{ours('option')}"):
        tag = context.integer(element, str(element.get("tag")), "tag of an option", "byte")
        option = Option(tag, fields.field(element[0]), element.get("section") or "")
        context.refuse_twice("option tag", str(tag), {str(known) for known in options}, element)
        context.refuse_twice("option", option.name, {known.name for known in options.values()}, element)
        options[tag] = option
    return options


def read_appendage(
    context: Context, element: etree._Element, fields: tuple[Field, ...], options: Mapping[int, Option]
) -> Appendage:
    """The appendage of a message whose field list is `fields`.

    Where it is always present its length is the last of these fields; elsewhere the element names it.
    """
    presence = cast(Presence, element.get("presence"))
    length_field, length_type = _length(context, element, presence, fields)
    spans = _spans(context, element, options)
    since, _ = context.checked_span(element, element.get("since"), None)
    return Appendage(
        presence,
        length_field,
        length_type,
        tuple(sorted(spans)),
        since={tag: first for tag, (first, _) in spans.items() if first},
        channel_tag=_channel(context, element, presence, spans),
        until={tag: last for tag, (_, last) in spans.items() if last},
        first_revision=since,
    )


def _length(
    context: Context, element: etree._Element, presence: Presence, fields: tuple[Field, ...]
) -> tuple[str, str]:
    if presence == "always":
        if not fields or fields[-1].type not in INTEGER_TYPES or fields[-1].enum:
            problem = "an appendage that is always present follows no length field"
            raise context.error(element, problem, "an integer as the last field of the message")
        return fields[-1].name, fields[-1].type
    name, wire_type = element.get("length-field"), element.get("length-type")
    if name is None or wire_type is None:
        problem = f'an appendage with presence "{presence}" does not name its length'
        raise context.error(element, problem, "length-field and length-type")
    return str(name), context.known(element, str(wire_type), INTEGER_TYPES, "type of the appendage's length")


def _spans(context: Context, element: etree._Element, options: Mapping[int, Option]) -> dict[int, Span]:
    """Which tags are allowed, each with the revisions that allow it."""
    names = [str(tag) for tag in options]
    spans: dict[int, Span] = {}
    for group in element.iterfind(ours("tags")):
        span = context.checked_span(group, group.get("since"), group.get("until"))
        for text in (group.text or "").split():
            tag = int(context.known(group, text, names, "option tag"))
            context.refuse_twice("tag", text, {str(known) for known in spans}, group)
            spans[tag] = span
    return spans


def _channel(context: Context, element: etree._Element, presence: Presence, spans: Mapping[int, Span]) -> int | None:
    tag = element.get("channel-tag")
    if (tag is not None) != (presence == "with-channel"):
        problem = f'an appendage with presence "{presence}" has {"a" if tag else "no"} channel-tag'
        raise context.error(element, problem, 'channel-tag with presence "with-channel", and only there')
    if tag is None:
        return None
    return int(context.known(element, str(tag), [str(known) for known in spans], "channel tag"))

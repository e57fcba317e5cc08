"""The messages of a message file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree

from .appendage import read_appendage
from .context import Context, identifier
from .document import extension, line_of, ours
from .fields import FieldReader
from .model import Direction, Message, Option


class MessageReader:
    """Reads the messages of one file."""

    def __init__(self, context: Context, fields: FieldReader, options: Mapping[int, Option]) -> None:
        self._context = context
        self._fields = fields
        self._options = options

    def messages(self, override: bool) -> tuple[Message, ...]:
        """Every message, in the order of the file.

        Two messages of one id, group and direction are a fault; with `override` the later one takes the place of the
        earlier one instead.
        """
        elements = self._context.root.findall("messages-root/message")
        kept: dict[tuple[int, str | None, str | None], tuple[etree._Element, Message]] = {}
        for element in elements:
            message = self._message(element)
            place = (message.id, message.group, message.direction)
            if place in kept and not override:
                problem = f"message {message.name} has the message-id and direction of {kept[place][1].name}"
                raise self._context.error(element, problem, "each message-id once in a group and direction")
            kept[place] = element, message
        by_name: dict[str, Message] = {}
        for element, message in kept.values():
            self._context.refuse_twice("message", message.name, by_name, element)
            by_name[message.name] = message
        for element, message in kept.values():
            self._check_echoes(element, message, by_name)
        return tuple(by_name.values())

    def _message(self, element: etree._Element) -> Message:
        name = identifier(self._context, element, element.get("id"), "message")
        fields = self._fields.fields(element.find("fields"), f"message {name}")
        tail = element.find(ours("appendage"))
        appendage = None if tail is None else read_appendage(self._context, tail, fields, self._options)
        since, until = self._context.span(element)
        return Message(
            name=name,
            id=self._id(element, name),
            direction=cast("Direction | None", element.get("direction")),
            fields=fields[:-1] if appendage and appendage.presence == "always" else fields,
            title=extension(element, "title") or "",
            section=extension(element, "section") or "",
            group=element.get("message-group"),
            appendage=appendage,
            payload=extension(element, "payload"),
            since=since,
            until=until,
            line=line_of(element),
        )

    def _id(self, element: etree._Element, name: str) -> int:
        """A type byte: digits are its decimal value, anything else is the character itself."""
        text = str(element.get("message-id"))
        number = int(text) if text.isascii() and text.isdigit() else ord(text) if len(text) == 1 else 256
        if number > 255:
            allowed = "one character, or a decimal number from 0 to 255"
            raise self._context.error(element, f'message-id of {name} is "{text}"', allowed)
        return number

    def _check_echoes(self, element: etree._Element, message: Message, messages: Mapping[str, Message]) -> None:
        """SpecError where a field gives back a message or a field that is not there."""
        for field in message.fields:
            for target in (field.echo_of or "").split():
                source, _, name = target.partition(".")
                what = f"echo of {message.name}.{field.name}"
                self._context.known(element, source, messages, f"message in the {what}")
                names = tuple(known.name for known in messages[source].fields)
                self._context.known(element, name, names, f"field of {source} in the {what}")

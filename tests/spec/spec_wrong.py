"""Small right files and the ways to spoil them."""

from __future__ import annotations

from typing import NamedTuple

MESSAGES = """<root xmlns:o="urn:ouch-conformance:spec" o:revisions="1 2 3">
<enums-root>
<enum id="Side" type="char_ascii">
<value name="Buy">B</value>
<value name="Sell">S</value>
</enum>
<enum id="Code" type="uint_2_be">
<value name="Fine">0</value>
</enum>
</enums-root>
<fielddef-root>
<field name="price" type="uint_8_be" o:decimals="4"/>
</fielddef-root>
<records-root>
<record id="Leg">
<fields><field def="price"/></fields>
</record>
</records-root>
<o:options>
<o:option tag="3"><field name="minQty" type="uint_4_be"/></o:option>
<o:option tag="28"><field name="userRefIdx" type="byte"/></o:option>
</o:options>
<messages-root>
<message id="Enter" message-id="O" direction="incoming">
<fields>
<field name="side" type="enum:Side"/>
<field name="length" type="uint_2_be"/>
</fields>
<o:appendage presence="always"><o:tags>3</o:tags></o:appendage>
</message>
<message id="Accepted" message-id="A" direction="outgoing">
<fields>
<field name="side" type="enum:Side" o:echo-of="Enter.side"/>
</fields>
</message>
</messages-root>
</root>
"""

CATALOGUE = """<requirements protocol="p" document="d">
<features>
<feature name="mass-cancel">Orders can be cancelled together</feature>
</features>
<requirement id="P-1" section="1.1" level="must" features="mass-cancel" observable="session">
<sentence>It answers.</sentence>
</requirement>
<requirement id="P-2" section="A" level="observe" observable="session time">
<sentence>Does it answer?</sentence>
<not-tested category="pending">Not yet.</not-tested>
</requirement>
</requirements>
"""


class Fault(NamedTuple):
    """One spoiled file: what is replaced by what, and the line, the problem and the allowed that must be told."""

    name: str
    old: str
    new: str
    line: int
    problem: str
    allowed: str

"""Japannext OUCH at the venue, and that of Osaka Digital Exchange: what each message does.

One package speaks three protocols. What bonds have otherwise it reads from their layout: a number for the instrument,
signed prices, an execution that names the counterparty.
"""

PROTOCOLS = ("japannext-ouch-2.01", "japannext-bonds-ouch-2.01", "odx-ouch-2.0")

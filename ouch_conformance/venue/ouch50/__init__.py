"""Nasdaq OUCH 5.0 at the venue: what each message does. Sections are those of revision 1.04."""

PROTOCOLS = ("nasdaq-ouch-5.0",)

"""Nasdaq OUCH 4.2 at the venue: what each message does. Sections are those of the Nasdaq edition of December 2018."""

PROTOCOLS = ("nasdaq-ouch-4.2",)

"""Genium INET OUCH at the venue: what each message does. Sections are those of Osaka Exchange's 5.0.1.0."""

PROTOCOLS = ("jpx-ouch-5.0",)

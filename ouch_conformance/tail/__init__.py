"""The command `ouch-conformance tail`: log in to a venue and print what it says, one line for each message."""

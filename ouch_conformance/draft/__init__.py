"""The command `ouch-conformance profile draft`: probe a venue and write a profile with a comment beside every guess."""

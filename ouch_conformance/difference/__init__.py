"""Two protocols held against each other: what a gateway that speaks the one has to change to speak the other."""

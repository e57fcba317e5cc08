"""Speed against a bare floor and against nasdaq-protocols, as ratios from one run."""

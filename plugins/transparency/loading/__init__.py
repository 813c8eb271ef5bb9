"""From files to a checked `Dataset`: every problem found in one run, or a dataset in which all holds."""

"""Back into files: the one form in which data files are written, new records, and safe mends."""

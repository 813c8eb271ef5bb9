"""Pages: which there are, where they lie, and everything a template needs, worded in one language."""

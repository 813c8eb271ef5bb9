"""How fast a nation is built: its invented data, the peers that build the same pages, and the measuring."""

"""What the site knows: frozen records, and nothing that reads, counts or draws them.

The model imports nothing of ours. Every other room imports it.
"""

"""Arithmetic on facts: shares, freshness, sums and the status of a promise. Pure functions of the model."""

"""Whether what was signed still stands."""

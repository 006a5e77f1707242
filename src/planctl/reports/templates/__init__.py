"""Jinja templates, planctl's own and a council's, found and rendered within bounds."""

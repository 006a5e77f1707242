"""A plan as a folder of static pages."""

"""A plan as a folder of static pages, made again only where it changed."""

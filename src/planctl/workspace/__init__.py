"""A plan where it is kept: opened, compared, changed, reviewed and published."""

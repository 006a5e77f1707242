"""A plan as seen on a day, for a period: every number and word that is shown, worked out once."""

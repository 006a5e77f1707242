"""How the texts of a plan are changed: settings, forms, numbers, dates, sign-offs."""

"""A plan as tables: of the plan, its actions and updates, its measures."""

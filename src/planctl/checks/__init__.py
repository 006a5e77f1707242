"""What is wrong with a plan, or doubtful: one rule a module."""

"""What is made of a plan for its readers."""

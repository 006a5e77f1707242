"""What a plan says: its models, words, periods and ids; texts become a Plan."""

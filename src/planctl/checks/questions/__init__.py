"""What a chair would ask where ratings and evidence disagree."""

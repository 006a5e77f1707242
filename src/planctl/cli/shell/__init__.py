"""What a shell may complete, answered without any library."""

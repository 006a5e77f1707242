"""One plain YAML text: what it says, where, and how to change one value."""

"""One plain YAML text: what it says, where, how to change one value; and what an id may be."""

"""What a template is given: plain values, made once from a summary."""

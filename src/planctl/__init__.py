"""planctl runs a council's improvement plan from YAML files kept in git."""

__version__ = "0.1.0"

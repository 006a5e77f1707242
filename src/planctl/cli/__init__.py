"""The command line: a module is a command and has its name; only this room knows typer and rich."""

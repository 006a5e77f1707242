"""The rules of `planctl check`, one a module; checks/run.py lists them."""

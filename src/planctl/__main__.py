"""Where the program starts: what must be instant is answered before anything is imported."""

import gc
import os
import sys


def main() -> int:
    """Run planctl with the arguments of the process, and return its exit status.

    The collector of cycles is off: a command makes much, hardly any of it in cycles, and ends.
    """
    gc.disable()
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]) and sys.stdout:
        from planctl import __version__

        try:
            os.write(sys.stdout.fileno(), f"planctl {__version__}\n".encode())  # keeps nothing back
        except OSError:
            pass  # told below
        else:
            return 0
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Pydantic takes time to look for plugins, and none is wanted: they are foreign programs.
    from planctl.cli.app import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())

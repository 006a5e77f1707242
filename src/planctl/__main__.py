"""Where the program starts: what must be instant is answered before anything is imported."""

import gc
import sys


def main() -> int:
    """Run planctl with the arguments of the process, and return its exit status.

    The collector of cycles is off: a command makes much, hardly any of it in cycles, and ends.
    """
    gc.disable()
    arguments = sys.argv[1:]
    if arguments == ["--version"] and sys.stdout:
        from planctl import __version__

        try:
            print(f"planctl {__version__}", flush=True)
        except OSError:
            pass  # told below
        else:
            return 0
    from planctl.cli.app import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())

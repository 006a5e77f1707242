"""Where the program starts: what must be instant is answered before anything is imported."""

import sys


def main() -> int:
    """Run planctl with the arguments of the process, and return its exit status."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from planctl import __version__

        print(f"planctl {__version__}")
        return 0
    from planctl.cli.app import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())

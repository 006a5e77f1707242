"""planctl's own templates as Jinja compiled them, kept beside them as Python keeps its modules."""

import os
import sys
from contextlib import suppress
from hashlib import sha1

import jinja2
from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from planctl.reports.templates import sandbox


class Compiled(BytecodeCache):
    """Keeps what was compiled, and takes it while nothing that it depends on is another.

    A council's own templates are compiled each time: nothing is written among its files.
    """

    def __init__(self, own: str) -> None:
        """Keep it in the folder of planctl's own templates."""
        self._own = own
        self._paths: dict[str, str] = {}

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return what is kept of a template, which may be nothing."""
        folder, file = os.path.split(filename or "")
        if folder == self._own:
            key = self.get_cache_key(name, filename)
            self._paths[key] = os.path.join(folder, "__pycache__", f"{file}.{key[:16]}")
        return super().get_bucket(environment, name, filename, source)

    def get_source_checksum(self, source: str) -> str:
        """Return a digest of a source, and of what else decides what it is compiled to."""
        made = f"{jinja2.__version__} {os.stat(sandbox.__file__).st_mtime_ns} {source}"
        return sha1(made.encode(), usedforsecurity=False).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled before, if it was of this source."""
        if bucket.key in self._paths:
            with suppress(OSError, EOFError), open(self._paths[bucket.key], "rb") as file:
                bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, unless Python was told to write no such files."""
        if bucket.key not in self._paths or sys.dont_write_bytecode:
            return
        path = self._paths[bucket.key]
        temporary = f"{path}.{os.urandom(4).hex()}"
        with suppress(OSError):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(temporary, "xb") as file:
                bucket.write_bytecode(file)
            os.replace(temporary, path)

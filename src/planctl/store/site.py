"""The folder of a site: written page by page, and only where a page is not as it was."""

import os
import stat
from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext, suppress
from functools import cached_property
from hashlib import sha256

from planctl.problem import UserError, visible
from planctl.store.temporary import TEMPORARY, discard, replacing, target_of
from planctl.store.trouble import explained

MANIFEST = ".planctl.json"
"""The file beside the pages that has the digest of each, and what else the next making needs."""

_LARGEST = 1 << 28
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def left_by(folder: str) -> bytes:
    """Return what the last making of a site left for the next; nothing if there was none."""
    with suppress(OSError):
        descriptor = os.open(os.path.join(folder, MANIFEST), _FLAGS)
        with open(descriptor, "rb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                return file.read(_LARGEST)
    return b""


class Folder:
    """The folder of a site as it stands, and as it is made again.

    `files` has the digest of each page that planctl wrote there. `written` counts those that were
    written now, `left` are pages that are no more, but were changed by somebody, and so stay.
    """

    def __init__(self, path: str, files: Mapping[str, str], plan: str) -> None:
        """Look at a folder, which need not be there; UserError if it is the plan's own."""
        self.path, self._files = path, files
        if os.path.realpath(path) == os.path.realpath(plan):
            raise UserError(f"{visible(path)} has the plan's own files", "name another folder")
        self._now: dict[str, str] = {}
        self._there = {MANIFEST}
        self.written = 0
        self.left: list[str] = []

    @cached_property
    def _times(self) -> Mapping[str, int]:
        """When each ordinary file of the folder was written, in nanoseconds."""
        with explained(f"{self.path} cannot be read"), os.scandir(self.path) as entries:
            return {
                entry.name: entry.stat(follow_symlinks=False).st_mtime_ns
                for entry in entries
                if entry.is_file(follow_symlinks=False)
            }

    def is_whole(self, name: str) -> bool:
        """Return whether a page stands there as it was made.

        It does if it was not written since the manifest was, which is last; else it is read.
        """
        if name not in self._files or name not in self._times:
            return False
        return self._times[name] <= self._times.get(MANIFEST, 0) or self._is_same(name)

    def _is_same(self, name: str) -> bool:
        return _digest(self.read(name)) == self._files[name]

    def read(self, name: str) -> bytes:
        """Return the bytes of a page."""
        path = os.path.join(self.path, name)
        with explained(f"{path} cannot be read"), open(path, "rb") as file:
            return file.read()

    def begin(self, names: Collection[str], manifest: Callable[[], bytes]) -> None:
        """Make the folder ready for pages of these names.

        A manifest names them before there are any, so that after a crash they are known to be
        planctl's: a new page is written without a temporary file, which would take half as long
        again. What a making that was killed left beside them is removed. Raises UserError for a
        file that is there and is not planctl's.
        """
        with explained(f"{self.path} cannot be made"):
            os.makedirs(self.path, exist_ok=True)
            self._there.update(os.listdir(self.path))
        for name in self._there:
            if name.endswith(TEMPORARY) and target_of(name) in {*names, MANIFEST}:
                discard(os.path.join(self.path, name))
        strange = sorted(self._there.intersection(names) - self._files.keys())
        if strange:
            there_is = visible(os.path.join(self.path, strange[0]))
            message = f"{there_is} is there, and planctl did not write it"
            raise UserError(message, "name an empty folder, or move that file away")
        if not self._files.keys() >= set(names):
            self._put(MANIFEST, manifest())

    def write(self, name: str, raw: bytes) -> None:
        """Write a page if it does not stand there so."""
        self._now[name] = _digest(raw)
        if self._files.get(name) != self._now[name] or not self.is_whole(name):
            self._put(name, raw)
            self.written += 1

    def keep(self, name: str) -> None:
        """Let a page that is whole stay as it is."""
        self._now[name] = self._files[name]

    @property
    def files(self) -> Mapping[str, str]:
        """The digest of each page that was written or kept now."""
        return self._now

    def finish(self, manifest: bytes) -> None:
        """Remove the pages that are no more, and keep the manifest for the next making."""
        for name in sorted(self._files.keys() - self._now.keys()):
            if self.is_whole(name):
                discard(os.path.join(self.path, name))
            elif name in self._times:
                self.left.append(name)
        if self.written or manifest != left_by(self.path):
            self._put(MANIFEST, manifest)

    def _put(self, name: str, raw: bytes) -> None:
        path = os.path.join(self.path, name)
        place = replacing(path) if name in self._there else nullcontext(path)
        with explained(f"{path} cannot be written"), place as there, open(there, "xb") as file:
            file.write(raw)


def _digest(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:32]

"""The folder of a site: written page by page, and only where a page is not as it was."""

import os
import stat
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import cached_property
from hashlib import sha256

from planctl.problem import UserError, visible
from planctl.store.errors import NOTHING, explained
from planctl.store.temporary import TEMPORARY, discard, replacing, target_of

MANIFEST = ".planctl.json"
"""The file beside the pages that has the digest of each, and what else the next making needs."""

_LARGEST = 1 << 28
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def left_by(folder: str) -> bytes:
    """Return what the last making of a site left for the next; nothing if there was none.

    Raises UserError if it cannot be read.
    """
    path = os.path.join(folder, MANIFEST)
    with (
        explained(f"{path} cannot be read"),
        suppress(FileNotFoundError, NotADirectoryError),
        open(os.open(path, _FLAGS), "rb") as file,
    ):
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return file.read(_LARGEST)
    return b""


class Folder:
    """The folder of a site as it stands, and as it is made again.

    `files` has a note of each page that planctl wrote there: its digest, its size, and when it was
    written; nothing where it was to be written. `written` counts those that were written now,
    `left` are pages that are no more, but were changed by somebody, and so stay.
    """

    def __init__(self, path: str, files: Mapping[str, str], plan: str) -> None:
        """Look at a folder, which need not be there; UserError if it is the plan's own."""
        self.path, self._files = path, dict(files)
        if os.path.realpath(path) == os.path.realpath(plan):
            raise UserError(f"{visible(path)} has the plan's own files", "name another folder")
        self._now: dict[str, str] = {}
        self._there: set[str] = set()
        self._is_begun = False
        self.written = 0
        self.left: list[str] = []

    @cached_property
    def _seen(self) -> Mapping[str, str]:
        """How large each ordinary file of the folder is, and when it was written."""
        with explained(f"{self.path} cannot be read"), os.scandir(self.path) as entries:
            return {
                entry.name: _stamp(entry.stat(follow_symlinks=False))
                for entry in entries
                if entry.is_file(follow_symlinks=False)
            }

    def is_whole(self, name: str) -> bool:
        """Return whether a page stands there as it was made.

        It is read unless it is as large as then, and was not written since.
        """
        note, seen = self._files.get(name), self._seen.get(name)
        if not note or seen is None:
            return False
        return note.endswith(seen) or self._is_same(name)

    def _is_same(self, name: str) -> bool:
        digest = _digest(self.read(name))
        if not self._files[name].startswith(digest):
            return False
        self._files[name] = f"{digest}{self._seen[name]}"
        return True

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
        if MANIFEST in self._there and not self._files:
            strange.insert(0, MANIFEST)
        if strange:
            there_is = visible(os.path.join(self.path, strange[0]))
            message = f"{there_is} is there, and planctl did not write it"
            raise UserError(message, "name an empty folder, or move that file away")
        if not self._files.keys() >= set(names):
            self._is_begun = True
            self._put(MANIFEST, manifest())

    def give_up(self, manifest: Callable[[Mapping[str, str]], bytes]) -> None:
        """Let the manifest name no page but those that were written, as no more will be."""
        if not self._is_begun:
            return
        notes = {name: note for name, note in {**self._files, **self._now}.items() if note}
        if not notes:
            discard(os.path.join(self.path, MANIFEST))
            return
        with suppress(UserError):  # what went wrong before is told
            self._put(MANIFEST, manifest(notes))

    def write(self, name: str, raw: bytes) -> None:
        """Write a page if it does not stand there so."""
        digest = _digest(raw)
        if self._files.get(name, "").startswith(digest) and self.is_whole(name):
            self.keep(name)
            return
        self._now[name] = f"{digest}{self._put(name, raw)}"
        self.written += 1

    def keep(self, name: str) -> None:
        """Let a page that is whole stay as it is."""
        self._now[name] = self._files[name]

    @property
    def files(self) -> Mapping[str, str]:
        """The note of each page that was written or kept now."""
        return self._now

    def finish(self, manifest: bytes) -> None:
        """Remove the pages that are no more, and keep the manifest for the next making."""
        for name in sorted(self._files.keys() - self._now.keys()):
            if name in self._seen and self._is_same(name):
                discard(os.path.join(self.path, name))
            elif name in self._seen:
                self.left.append(name)
        if self.written or manifest != left_by(self.path):
            self._put(MANIFEST, manifest)

    def _put(self, name: str, raw: bytes) -> str:
        """Write a file of the folder; return how large it is, and when it was written."""
        path = os.path.join(self.path, name)
        before = f"pages written before it: {self.written}" if self.written else NOTHING
        with explained(f"{path} cannot be written", before):
            if name in self._there:
                with replacing(path) as temporary:
                    return _created(temporary, raw)
            self._there.add(name)
            return _created(path, raw)


def _created(path: str, raw: bytes) -> str:
    with open(path, "xb") as file:
        try:
            file.write(raw)
            file.flush()
        except BaseException:
            discard(path)  # half a page is none
            raise
        return _stamp(os.fstat(file.fileno()))


def _stamp(status: os.stat_result) -> str:
    return f" {status.st_size} {status.st_mtime_ns}"


def _digest(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:32]

"""The folder of a site: a page is written where it is not so already, a former one removed."""

import json
import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from hashlib import sha256

from planctl.problem import UserError, visible
from planctl.store.errors import NOTHING, user_errors
from planctl.store.in_use import remove_left_over
from planctl.store.new_folder import new_folder
from planctl.store.replacement import discard, replacing, target_of

MANIFEST = ".planctl.json"
"""The file beside the pages that has the digest of each, so that planctl's are told from others."""

_FIRST = "index.html"
_MADE = "planctl site 5"
_MADE_ONCE = re.compile(r"planctl site [0-9]+")
_PAGE = re.compile(r"[a-z0-9][a-z0-9.-]{0,80}\.(?:html|css|js|csv)|\.nojekyll")
_DIGEST = re.compile(r"(?:[0-9a-f]{32})?")
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


class SiteFolder:
    """The folder of a site as it stands, and as it is made again.

    `written` counts the pages that were written now. `changed` are pages that somebody had changed
    and that are made again, `left` those that are no page any more, but were changed, and so stay.
    """

    def __init__(self, path: str, plan: str) -> None:
        """Look at a folder, which need not be there; UserError if it is the plan's own."""
        if os.path.realpath(path) == os.path.realpath(plan):
            raise UserError(f"{visible(path)} has the plan's own files", "name another folder")
        self.path = self._at = path
        self._manifest = self._content(MANIFEST)
        self._before = digests(self._manifest or b"")
        self._now: dict[str, str] = {}
        self._files: dict[str, bool] = {}
        self._first: bytes | None = None
        self.written = 0
        self.changed: list[str] = []
        self.left: list[str] = []

    @contextmanager
    def making(self, names: Collection[str]) -> Iterator[None]:
        """Let pages of these names be written within it; those of before that are no more go then.

        A new folder is there once all of it is; in one that is there the first page is written
        last. Raises UserError for a file that is there and is not planctl's.
        """
        if not os.path.lexists(self.path):
            with new_folder(self.path) as self._at:
                yield
                self._finish()
            return
        self._begin(names)
        try:
            yield
            self._finish()
        except BaseException:
            self._give_up()
            raise

    def write(self, name: str, page: bytes) -> None:
        """Write a page, unless it stands there so."""
        if name == _FIRST:
            self._first = page
        else:
            self._write(name, page)

    def _write(self, name: str, page: bytes) -> None:
        there = self._content(name) if self._files.get(name) else None
        if there != page:
            if there is not None and self._before[name] not in ("", _digest(there)):
                self.changed.append(name)
            self._put(name, page)
            self.written += 1
        self._now[name] = _digest(page)

    def _begin(self, names: Collection[str]) -> None:
        """Make the folder ready for pages.

        The manifest names them before there are any, so that after a crash they are known to be
        planctl's. What a making that was killed left beside them is removed.
        """
        with user_errors(f"{self.path} cannot be made"), os.scandir(self.path) as entries:
            self._files = {each.name: each.is_file(follow_symlinks=False) for each in entries}
        for name in self._files:
            if target_of(name) in {*names, MANIFEST}:
                remove_left_over(os.path.join(self.path, name))
        strange = sorted(self._files.keys() & set(names) - self._before.keys())
        if MANIFEST in self._files and not self._before:
            strange.insert(0, MANIFEST)
        if strange:
            there_is = visible(os.path.join(self.path, strange[0]))
            message = f"{there_is} is there, and planctl did not write it"
            raise UserError(message, "name an empty folder, or move that file away")
        self._keep_manifest({**dict.fromkeys(names, ""), **self._before})

    def _finish(self) -> None:
        """Write the first page, remove those that are no more, and note those that are there."""
        if self._first is not None:
            self._write(_FIRST, self._first)
        for name in sorted(self._before.keys() - self._now.keys()):
            if not self._files.get(name):
                continue
            if _digest(self._content(name) or b"") == self._before[name]:
                discard(os.path.join(self.path, name))
            else:
                self.left.append(name)
        self._keep_manifest(self._now)

    def _give_up(self) -> None:
        """Note no page but those that were written, as no more will be."""
        digests = {name: digest for name, digest in {**self._before, **self._now}.items() if digest}
        if not digests:
            discard(os.path.join(self.path, MANIFEST))
            return
        with suppress(UserError):  # what went wrong before is told
            self._keep_manifest(digests)

    def _content(self, name: str) -> bytes | None:
        """Return the bytes of an ordinary file; None where there is none, or something else."""
        path = os.path.join(self.path, name)
        with (
            user_errors(f"{path} cannot be read"),
            suppress(FileNotFoundError, NotADirectoryError),
            open(os.open(path, _FLAGS), "rb") as file,
        ):
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return file.read()
        return None

    def _keep_manifest(self, files: Mapping[str, str]) -> None:
        made = json.dumps({"made": _MADE, "files": dict(sorted(files.items()))}, indent=0).encode()
        if made != self._manifest:
            self._put(MANIFEST, made)
            self._manifest = made

    def _put(self, name: str, raw: bytes) -> None:
        """Write a file of the folder, whole or not at all."""
        path = os.path.join(self.path, name)
        before = f"pages written before it: {self.written}" if self.written else NOTHING
        at = os.path.join(self._at, name)
        is_new = self._at != self.path  # the folder is then put in its place as a whole
        with (
            user_errors(f"{path} cannot be written", before),
            nullcontext(at) if is_new else replacing(at) as written,
            open(written, "wb") as file,
        ):
            file.write(raw)


def digests(manifest: bytes) -> Mapping[str, str]:
    """Return the digest of each page that a manifest names, "" where it was to be written.

    Nothing where planctl did not write it. The names are those of pages, so that nothing else is
    ever removed; an earlier version of planctl noted more than the digest.
    """
    try:
        noted = json.loads(manifest)
        if not _MADE_ONCE.fullmatch(noted["made"]):
            return {}
        files = {name: digest.partition(" ")[0] for name, digest in noted["files"].items()}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}
    return {
        name: digest
        for name, digest in files.items()
        if _PAGE.fullmatch(name) and _DIGEST.fullmatch(digest)
    }


def _digest(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:32]

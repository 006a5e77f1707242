"""How a template is found, and rendered into pieces of text; Jinja is set up here, once."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from itertools import islice
from typing import Any, NamedTuple, NoReturn

from jinja2 import Template, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import FunctionLoader

from planctl.problem import UserError, visible
from planctl.reports.templates.limits import limited
from planctl.reports.templates.sandbox import Filters, Sandbox
from planctl.reports.values.labels import LABELS, Labels
from planctl.store.shipped import shipped

_OWN = "planctl/"
_HELP = "docs/templates.md lists what a template may use"
_WRONG = (TemplateError, SyntaxError, ArithmeticError, AttributeError, LookupError, MemoryError,
          RecursionError, TypeError, ValueError)  # fmt: skip
"""What a template's mistakes raise."""


class Sources(NamedTuple):
    """Where templates are looked for: a plan's folder if any, a file in place of the main one.

    `reference` is a Word document whose styles are used.
    """

    folder: str
    template: str | None = None
    reference: str | None = None


def stream(
    name: str, values: Mapping[str, Any], filters: Filters, sources: Sources, *, escape: bool
) -> Iterator[bytes]:
    """Yield a report in UTF-8, piece by piece, from the template of that name.

    It is the file that `sources` names, else the plan's own in its templates/, else planctl's.
    Raises UserError, with the template's name and line, for what is wrong with it.
    """
    main = sources.template or name
    templates = Templates(filters, sources, escape=escape)
    with templates.guarded(main):
        yield from _encoded(templates.found(main).generate(values))


class Templates:
    """The templates of a plan, for as many pages as are wanted."""

    def __init__(
        self, filters: Filters, sources: Sources, *, escape: bool, labels: Labels = LABELS
    ) -> None:
        """Look for them where `sources` says; `labels` are what the parts of a page are called."""
        *councils, own = _folders(sources)
        self._strange = bool(sources.template or any(map(os.path.isdir, councils)))
        self._loader = _Loader((*councils, own), sources.template)
        compiled = "" if self._strange else os.path.join(own, "__pycache__")
        self._sandbox = Sandbox(self._loader, filters, escape=escape, compiled=compiled)
        self._sandbox.globals["labels"] = labels

    def found(self, name: str) -> Template:
        """Return the template of a name; what is wrong with it is told by `guarded`."""
        return self._sandbox.get_template(name)

    @contextmanager
    def guarded(self, main: str) -> Iterator[None]:
        """Tell what goes wrong with templates within it, and bound those that are a council's.

        Raises UserError, with the template's name and line; that of `main` where none is known.
        """
        try:
            with limited(visible(main)) if self._strange else nullcontext():
                yield
        except TemplateSyntaxError as error:
            _refuse(error.filename or main, error.lineno, error.message, error)
        except _WRONG as error:
            _refuse(*_place(error, self._loader.paths, main), str(error), error)


def _folders(sources: Sources) -> tuple[str, ...]:
    """Return where templates are looked for, planctl's own last."""
    councils = (os.path.join(sources.folder, "templates"),) if sources.folder else ()
    return (*councils, shipped("templates"))


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    """Yield many small pieces of a text as fewer larger ones, in UTF-8; one may be an action."""
    while some := list(islice(pieces, _PIECES)):
        yield "".join(some).encode(errors="replace")


_PIECES = 30


class _Loader(FunctionLoader):
    """Templates by name from folders, the first that has it; one more by its path.

    With `planctl/` before it a name means planctl's own, for a template of that name to extend.
    """

    def __init__(self, folders: tuple[str, ...], template: str | None) -> None:
        super().__init__(self._source)
        self._folders, self._template = folders, template
        self.paths: set[str] = set()

    def _source(self, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the source of a template and its path; TemplateNotFound if no folder has it."""
        path = self._path(template)
        self.paths.add(path)
        try:
            with open(path, encoding="utf-8") as file:
                return file.read(), path, lambda: True
        except (OSError, UnicodeDecodeError) as error:
            said = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            message = f"the template {visible(path)} cannot be read: {said}"
            raise UserError(message, "--template names a file") from None

    def _path(self, name: str) -> str:
        if name == self._template:
            return name
        own = name.removeprefix(_OWN)
        for folder in self._folders[-1:] if own != name else self._folders:
            path = os.path.join(folder, own)
            if os.path.isfile(path):
                return _inside(path, folder)
        raise TemplateNotFound(name, f"there is no template '{name}'")


def _inside(path: str, folder: str) -> str:
    """Return a path that stays in a folder, wherever links lead; UserError if it does not."""
    parent, name = os.path.split(folder)
    if os.path.realpath(path).startswith(os.path.join(os.path.realpath(parent), name) + os.sep):
        return path
    message = f"the template {visible(path)} leads out of its folder"
    raise UserError(message, "put the template itself there, not a link to it")


def _place(error: BaseException, paths: set[str], main: str) -> tuple[str, int]:
    """Return the innermost template and line that an error went through."""
    where, line, trace = main, 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename in paths:
            where, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return where, line


def _refuse(where: str, line: int, said: str | None, error: Exception) -> NoReturn:
    message = f"{visible(where)}:{line}: {visible(said or type(error).__name__)}"
    raise UserError(message, _HELP) from None

"""How templates are found, run and kept from doing harm: Jinja is set up here, once."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, NoReturn

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.loaders import BaseLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planctl.problem import UserError, visible
from planctl.resources import shipped

Filters = Mapping[str, Callable[[str], Any]]

_OWN = "planctl/"
_LONGEST = 1_000_000
_RUNAWAY = "a template may not make a text of more than 1,000,000 characters"
_FORMAT_WIDTH = re.compile(r"%[^a-zA-Z%]*\d{4,}")


class Sources(NamedTuple):
    """Where templates are looked for: a file in place of the main one, the plan's folder."""

    folder: str
    template: str | None = None


def stream(
    name: str, values: Mapping[str, Any], filters: Filters, sources: Sources, *, escape: bool
) -> Iterator[str]:
    """Yield the text of a report, piece by piece, from the template of that name.

    It is the file that `sources` names, else the plan's own in its templates/, else planctl's.
    Raises UserError, with the template's name and line, for what is wrong with it.
    """
    folders = [os.path.join(sources.folder, "templates"), shipped("templates")]
    loader = _Loader(folders, sources.template)
    environment = _Environment(
        loader=loader,
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals = {}
    environment.filters |= filters
    for harmful in ("center", "format", "indent", "pprint", "random", "wordwrap", "xmlattr"):
        del environment.filters[harmful]
    try:
        yield from environment.get_template(sources.template or name).generate(values)
    except TemplateSyntaxError as error:
        _refuse(error.filename or error.name or name, error.lineno, error.message, error)
    except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        where, line = _place(error, loader.paths)
        if not where:
            raise
        _refuse(where, line, str(error), error)


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which nothing can be made to grow without end either."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - as Jinja has it
        """Return what an operator makes of two values, if it is small enough."""
        if operator == "**":
            raise SecurityError("a template may not raise to a power")
        if operator == "*" and not (
            isinstance(left, (int, float)) and isinstance(right, (int, float))
        ):
            raise SecurityError("a template may not repeat a text")
        if operator == "%" and isinstance(left, str) and _FORMAT_WIDTH.search(left):
            raise SecurityError(_RUNAWAY)
        made = super().call_binop(context, operator, left, right)
        if isinstance(made, (str, list, tuple)) and len(made) > _LONGEST:
            raise SecurityError(_RUNAWAY)
        return made

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401, ARG002 - as Jinja has it
        """Return nothing: a text's format is no safer for being wrapped, for it can grow."""
        return

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - as Jinja has it
        """Return whether a template may use an attribute: of a text, none that makes it grow."""
        growing = {
            "center",
            "expandtabs",
            "format",
            "format_map",
            "ljust",
            "rjust",
            "zfill",
            "replace",
        }
        if isinstance(obj, (str, bytes)) and attr in growing:
            return False
        return super().is_safe_attribute(obj, attr, value)


class _Loader(BaseLoader):
    """Templates by name from folders, the first that has it; one more by its path.

    With `planctl/` before it a name means planctl's own, for a template of that name to extend.
    """

    def __init__(self, folders: list[str], template: str | None) -> None:
        self._folders, self._template = folders, template
        self.paths: dict[str, str] = {}

    def get_source(
        self,
        environment: Any,  # noqa: ANN401, ARG002 - as Jinja has it
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the source of a template and its path; TemplateNotFound if no folder has it."""
        path = self._path(template)
        self.paths[path] = path
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
            real = os.path.realpath(path)
            if os.path.isfile(real) and real.startswith(os.path.realpath(folder) + os.sep):
                return path
        raise TemplateNotFound(name)


def _place(error: BaseException, paths: Mapping[str, str]) -> tuple[str, int]:
    """Return the innermost template and line that an error went through, "" if none."""
    where, line, trace = "", 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename in paths:
            where, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return where, line


def _refuse(where: str, line: int, said: str | None, error: Exception) -> NoReturn:
    message = f"{visible(where)}:{line}: {visible(said or type(error).__name__)}"
    raise UserError(message, "docs/templates.md lists what a template may use") from None

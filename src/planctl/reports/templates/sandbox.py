"""What a template may do: Jinja's sandbox, with what can grow or look around left out."""

import os
import sys
from collections.abc import Callable, Collection, Mapping, Sized
from contextlib import suppress
from hashlib import sha256
from typing import Any, cast

import jinja2
from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.loaders import BaseLoader
from jinja2.nodes import ScopedEvalContextModifier, Template
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

Filters = Mapping[str, Callable[[Any], Any]]

LONGEST = 1_000_000
"""How long a text or list that a template makes may be, and how large a number."""

FILTERS = ("abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first",
           "groupby", "int", "items", "join", "last", "length", "list", "lower", "map", "max",
           "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "string",
           "sum", "title", "trim", "truncate", "unique", "upper")  # fmt: skip
"""Those of Jinja's filters that a template may use, with `replace`."""

METHODS = frozenset({"count", "endswith", "find", "get", "index", "isdecimal", "items", "keys",
                     "lower", "partition", "removeprefix", "removesuffix", "split", "splitlines",
                     "startswith", "strip", "title", "upper", "values"})  # fmt: skip
"""The methods of texts, numbers, lists and mappings that a template may use."""


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps what templates are compiled to, as Python keeps what its modules are compiled to."""

    def get_source_checksum(self, source: str) -> str:
        """Return a digest of a source, and of what else decides what it is compiled to."""
        made = f"{jinja2.__version__} {os.stat(__file__).st_mtime_ns} {source}"
        return sha256(made.encode()).hexdigest()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, where Python would, and where there may be such files."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                os.makedirs(self.directory, exist_ok=True)
                super().dump_bytecode(bucket)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja set up for a report; what a template may not do raises SecurityError."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(
        self, loader: BaseLoader, filters: Filters, *, escape: bool, compiled: str = ""
    ) -> None:
        """Allow the given filters and FILTERS, no global functions, and no name that is not set.

        What templates are compiled to is kept in the folder `compiled`, if one is named.
        """
        super().__init__(
            loader=loader,
            bytecode_cache=CompiledTemplates(compiled) if compiled else None,
            autoescape=escape,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        allowed = {name: self.filters[name] for name in FILTERS}
        self.filters = {**allowed, "replace": _replace, **filters}
        self.globals = {"scale_style": ""}

    def getattr(self, obj: object, attribute: str) -> object:
        """Return what a name means of a value: a field of it or, of a mapping, its key."""
        fields = getattr(type(obj), "__dataclass_fields__", ())
        if attribute in fields:
            return getattr(obj, attribute)
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if fields and not hasattr(obj, attribute):
            return self.undefined(f"'{type(obj).__name__}' has no attribute '{attribute}'")
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Return what an operator makes of two values, if it is small enough."""
        if operator == "**":
            raise SecurityError("a template may not raise to a power")
        if operator in "*%" and not (_is_number(left) and _is_number(right)):
            raise SecurityError(f"a template may use '{operator}' with numbers only")
        return _bounded(super().call_binop(context, operator, left, right))

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Return whether a template may use an attribute: of plain values, one of METHODS.

        Of typed values it may use their fields, and nothing else.
        """
        if fields := _fields(obj):
            return attr in fields
        if isinstance(obj, (str, bytes, int, float, list, dict)) and attr not in METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: object) -> None:
        """Return nothing, so that a text's format is as unsafe as METHODS leaves it."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> Template:
        """Return a parsed template; TemplateSyntaxError if it switches escaping off."""
        tree = super()._parse(source, name, filename)
        for switch in tree.find_all(ScopedEvalContextModifier):
            message = "escaping cannot be switched on or off"
            raise TemplateSyntaxError(message, switch.lineno, name, filename)
        return tree


def markup(text: str) -> Markup:
    """Return a part of a page: markup of planctl's own, in which what a plan says is escaped."""
    return Markup(text)  # noqa: S704 - each that calls it sees to that


def _replace(text: object, old: str, new: str) -> str:
    """Return a text with another in place of each that is in it, as Jinja's filter does."""
    text = str(text)
    if len(text) + text.count(old) * len(new) > LONGEST:
        raise SecurityError(_RUNAWAY)
    return text.replace(old, new)


def _bounded(made: object) -> object:
    size = abs(made) if isinstance(made, (int, float)) else len(cast("Sized", made))
    if size > LONGEST:
        raise SecurityError(_RUNAWAY)
    return made


_RUNAWAY = f"a template may not make a text, list or number of more than {LONGEST:,}"


def _fields(value: object) -> Collection[str]:
    """Return the names of the fields of a typed value; of another there are none."""
    return getattr(type(value), "__dataclass_fields__", ())


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float))

"""XML of a file that came from elsewhere, as a tree of bounded size; entities are refused."""

from collections.abc import Iterator, Mapping
from xml.parsers.expat import ExpatError, ParserCreate

_MOST_TAGS = 600_000
_DEEPEST = 200
_ALL = True
"""That nothing comes after what the parser is given."""
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
}
"""The prefix of Word's own names, in both spellings; those of others have none."""


class XmlRefusedError(Exception):
    """A part is no XML that is read: the message goes on after its name."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep what is so, and what to do about it."""
        super().__init__(message)
        self.hint = hint


class Element:
    """An element: its name, its attributes, its text, and the elements in it."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """Make an element that has nothing in it yet."""
        self.name = name
        self.attributes = attributes or {}
        self.text = ""
        self.children: list[Element] = []

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute by its name without a prefix."""
        return self.attributes.get(name, default)

    def first(self, *path: str) -> "Element":
        """Return the first element at the end of a way of names; an empty one if there is none."""
        found = self
        for name in path:
            found = next((each for each in found.children if each.name == name), _NONE)
        return found

    def has(self, name: str) -> bool:
        """Return whether there is such an element in it that is not switched off."""
        found = self.first(name)
        return found is not _NONE and found.get("val") not in ("0", "false", "off", "none")

    def all(self, name: str) -> "Iterator[Element]":
        """Yield every element of a name within it, however deep."""
        for each in self.children:
            if each.name == name:
                yield each
            yield from each.all(name)


_NONE = Element("none")


def xml_tree(raw: bytes) -> Element:
    """Return the root of an XML text; XmlRefusedError where it is none, or is not safe to read."""
    if raw.count(b"<") > _MOST_TAGS:
        raise _too_large()
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    root = Element("root")
    opened = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(opened) > _DEEPEST:
            raise _too_large()
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        uri, _, local = name.rpartition(" ")
        made = Element(_PREFIXES.get(uri, "") + local, said)
        opened[-1].children.append(made)
        opened.append(made)

    def end(_name: str) -> None:
        opened.pop()

    def data(text: str) -> None:
        opened[-1].text += text

    def doctype(*_: object) -> None:
        message = "has a document type, which may hide entities"
        raise XmlRefusedError(message, "open the file, and save it again")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = data, doctype
    try:
        parser.Parse(raw, _ALL)
    except ExpatError as error:
        raise XmlRefusedError(f"is no XML (line {error.lineno})", "save the file again") from None
    return root.children[0]


def _too_large() -> XmlRefusedError:
    return XmlRefusedError("is larger than a plan is", "copy the plan into a new document")

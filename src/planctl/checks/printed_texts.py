"""What of an action is printed as it is written."""

from collections.abc import Iterator

from planctl.text.document import Document
from planctl.text.span import Keys

_TEXTS = ("title", "description", "plain", "source", "indicators", "opening", "updates")


def printed_texts(document: Document) -> Iterator[tuple[Keys, str]]:
    """Yield each text of an action that every paper prints, after its keys.

    Its links are left out: an edition drops those that it does not show.
    """
    for key in _TEXTS:
        yield from _texts(document.data.get(key), (key,))


def _texts(data: object, above: Keys) -> Iterator[tuple[Keys, str]]:
    match data:
        case str():
            yield above, data
        case dict():
            for key, value in data.items():
                yield from _texts(value, (*above, key))
        case list():
            for at, value in enumerate(data):
                yield from _texts(value, (*above, at))

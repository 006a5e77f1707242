"""The colours of a body's own scale, as the rules of a style sheet."""

from collections.abc import Iterator, Mapping

from planctl.plan.looks import LOOKS, NIGHT, Look, edge_on
from planctl.plan.scale import Scale


def scale_style(scale: Scale) -> str:
    """Return the rules for the steps of a body's own scale, by day and by night; "" of no own."""
    if not any(step.own for step in scale.steps):
        return ""
    looks = {step.slug: step.look for step in scale.steps if step.own or step.rating in LOOKS}
    night = {slug: look._replace(edge=edge_on(look.edge, NIGHT)) for slug, look in looks.items()}
    dark = "@media screen and (prefers-color-scheme: dark) {"
    return "\n".join([*_rules(looks), dark, *_rules(night), "}"])


def _rules(looks: Mapping[str, Look]) -> Iterator[str]:
    for slug, look in looks.items():
        yield f".{slug} {{ --ground: {look.ground}; --text: {look.ink}; --edge: {look.edge}; }}"

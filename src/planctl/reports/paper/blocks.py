"""What a paper is put together from: plain values that every format can show.

A paper is a mapping with `sections`; a section has a heading and `blocks`; a block is a mapping
whose `block` says which it is; the words in it are a list of runs, each with its `kind`. Nothing
here is markup: each format writes texts in its own way, and so that they stay texts.
docs/templates.md lists them all.
"""

from collections.abc import Iterable, Sequence

from planctl.reports.values.plan import Values

Runs = list[Values]
Said = str | Values | Sequence[str | Values]
"""Words as they are easiest to write: a text, a run, or several of both."""


def runs(said: Said) -> Runs:
    """Return words as a list of runs."""
    several = [said] if isinstance(said, (str, dict)) else said
    return [text(each) if isinstance(each, str) else each for each in several if each]


def text(words: str) -> Values:
    """Return a run of plain words."""
    return {"kind": "text", "text": words}


def strong(words: str) -> Values:
    """Return a run of words that stand out."""
    return {"kind": "strong", "text": words}


def muted(words: str) -> Values:
    """Return a run of words that stand back."""
    return {"kind": "muted", "text": words}


def code(words: str) -> Values:
    """Return a run of words that somebody may type: a command, a file."""
    return {"kind": "code", "text": words}


def rating(values: Values) -> Values:
    """Return a run that shows a rating: its word, its shape and its colour."""
    return {**values, "kind": "rating"}


def link(words: str, href: str) -> Values:
    """Return a run of words that leads somewhere; plain words where there is nowhere to lead."""
    return {"kind": "link", "text": words, "href": href} if href else text(words)


def named(action: Values) -> Values:
    """Return a run that names an action and leads to it."""
    return link(f"{action['id']} {action['title']}".strip(), action["href"])


def section(
    name: str, heading: str, blocks: Iterable[Values], *, anchor: str = "", **others: object
) -> Values:
    """Return a section of a paper; `contents` says whether the contents list it.

    `places` are the actions in it that can be led to.
    """
    listed = list(blocks)
    return {
        "name": name,
        "anchor": anchor or name,
        "heading": heading,
        "number": "",
        "contents": True,
        "new_page": False,
        "blocks": listed,
        "places": [_place(each) for each in listed if each["block"] in _PLACES and each["anchor"]],
        **others,
    }


_PLACES = ("action", "card", "form")


def _place(block: Values) -> Values:
    words = f"{block['id']} {block['title']}" if block["block"] == "action" else ""
    named = words or "".join(run["text"] for run in block["name"])
    return {"text": named, "anchor": block["anchor"]}


def paragraph(said: Said, look: str = "") -> Values:
    """Return a paragraph; its look is sentence (the paper's first words), note or nothing."""
    return {"block": "paragraph", "words": runs(said), "look": look}


def heading(words: str, anchor: str = "") -> Values:
    """Return a heading within a section."""
    return {"block": "heading", "text": words, "anchor": anchor}


def bullets(entries: Iterable[Said], look: str = "") -> Values:
    """Return a list of entries; its look is moves or nothing."""
    return {"block": "list", "entries": [runs(entry) for entry in entries], "look": look}


def facts(pairs: Iterable[tuple[Said, Said]], look: str = "") -> Values:
    """Return names and what each is; its look is cover, words or meanings."""
    listed = [{"name": runs(name), "words": runs(said)} for name, said in pairs]
    return {"block": "facts", "facts": listed, "look": look}


def table(
    caption: str, columns: Sequence[str], groups: Iterable[tuple[Said, Iterable[Sequence[Said]]]],
    look: str = "", ready: str = "",
) -> Values:  # fmt: skip
    """Return a table of rows in groups; a group without a name has no row of its own for it.

    The first cell of a row says what the row is of. Looks: grid (ratings by quarter), or nothing.
    `ready` has more groups, for a format that made them before, in its own writing.
    """
    made = [
        {"name": runs(name), "rows": [[runs(cell) for cell in row] for row in rows]}
        for name, rows in groups
    ]
    return {
        "block": "table",
        "caption": caption,
        "columns": list(columns),
        "groups": made,
        "look": look,
        "ready": ready,
    }


def tiles(counts: Sequence[Values], total: int) -> Values:
    """Return how many actions have each rating, of how many, each count with a `note`."""
    noted = [{"note": "", **count} for count in counts]
    return {"block": "tiles", "counts": noted, "total": total}


def chart(
    title: str, description: str, bars: Sequence[Values], anchor: str, order: Iterable[Values]
) -> Values:
    """Return bars that are split into parts, each a rating's values with its `number`.

    `order` has the ratings in the order in which the key explains those that occur. The description
    says in words what the picture shows, `figures` has the numbers as a table, and a part's
    `left` and `width` are in hundredths of the longest bar; `fits` is whether its number fits into
    it, and whether its shape does too.
    """
    most = max(bar["total"] for bar in bars)
    for bar in bars:
        for part in bar["parts"]:
            part["left"] = f"{100 * part['at'] / most:.2f}"
            part["width"] = f"{100 * part['number'] / most:.2f}"
            part["fits"] = [part["number"] >= share * bar["total"] for share in (0.04, 0.12)]
    occurring = {part["slug"] for bar in bars for part in bar["parts"]}
    key = [
        {name: each[name] for name in ("label", "slug", "shape")}
        for each in order
        if each["slug"] in occurring
    ]
    rows = [
        [bar["label"], *(_number(bar, each["slug"]) for each in key), str(bar["total"])]
        for bar in bars
    ]
    columns = ["", *(each["label"] for each in key), "All"]
    return {
        "block": "chart",
        "title": title,
        "description": description,
        "bars": list(bars),
        "key": key,
        "figures": table(f"{title}: the figures", columns, [("", rows)]),
        "anchor": anchor,
    }


def bar(label: str, parts: Sequence[Values]) -> Values:
    """Return one bar of a chart, with where each part begins and the number of them all."""
    placed: list[Values] = []
    at = 0
    for part in parts:
        placed.append({**part, "at": at})
        at += part["number"]
    return {"label": label, "parts": placed, "total": at}


def _number(bar: Values, slug: str) -> str:
    return next((str(part["number"]) for part in bar["parts"] if part["slug"] == slug), "0")


def card(
    name: Said, slug: str, said: Sequence[Said], questions: Iterable[tuple[str, str, str]],
    anchor: str = "",
) -> Values:  # fmt: skip
    """Return an action that is told of at some length: facts in lines, then questions answered.

    Each question has its name, the answer in Markdown, and what to say where there is none.
    """
    asked = [
        {"name": question, "text": answer, "absent": absent}
        for question, answer, absent in questions
    ]
    return {
        "block": "card",
        "name": runs(name),
        "slug": slug,
        "lines": [runs(line) for line in said],
        "questions": asked,
        "anchor": anchor,
    }


def action(values: Values, quarter: str) -> Values:
    """Return an action in full, with its quarters; `quarter` is the one that is reported."""
    ratings = {each["quarter"]: each["rating"] for each in values["positions"]}
    figures = [
        {**each, "table": _numbers(each, ratings)} for each in values["figures"] if each["rows"]
    ]
    return {**values, "block": "action", "reported": quarter, "figures": figures}


def _numbers(figures: Values, ratings: Values) -> Values:
    """Return the table of what a measure's numbers say, beside the action's rating."""
    rows: list[list[Said]] = []
    for row in figures["rows"]:
        how = [each["text"] for each in row["direction"]]
        target = [row["target"] or "–", row["distance"], row["forecast"]]
        suggested = row["suggested"]
        rows.append(
            [
                row["quarter"],
                "; ".join([row["value"], *how, *row["remarks"]]),
                "; ".join(filter(None, target)),
                rating(suggested) if suggested else row["why"] or "–",
                rating(ratings[row["quarter"]]),
            ]
        )
    return table(f"Numbers of: {figures['name']}", _NUMBERS, [("", rows)])


_NUMBERS = ("Quarter", "Value", "Target", "The numbers suggest", "The lead’s rating")


def form(action: Values, fields: Iterable[Values], before: Values) -> Values:
    """Return a form to be filled in for an action, with what was said the quarter before."""
    return {
        "block": "form",
        "id": action["id"],
        "name": runs(f"{action['id']} {action['title']}"),
        "anchor": action["anchor"],
        "lead": action["lead"],
        "post": action["post"],
        "indicators": action["indicators"],
        "fields": list(fields),
        "before": before,
    }


def field(name: str, hint: str, *, choices: Sequence[Values] = (), lines: int = 0) -> Values:
    """Return a place of a form to write in: some lines, or ratings to choose one of."""
    return {"name": name, "hint": hint, "choices": list(choices), "lines": lines}

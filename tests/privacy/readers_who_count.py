"""Readers who try to work out a hidden number from all that is public: two ways, both exact."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations

from privacy.small_plans import Form, Path, SmallPlan, come_to

Limit = tuple[dict[Path, int], int]
"""Some numbers, each with how often it is added, and what they are at least."""


def recovered(plan: SmallPlan, seen: Mapping[Path, int], small: Iterable[Form]) -> list[Form]:
    """Return what of all that is small can be worked out: every whole number is tried."""
    limits = _limits(plan, seen)
    return [form for form in small if not _is_open(plan, form, limits, seen)]


def _limits(plan: SmallPlan, seen: Mapping[Path, int]) -> list[Limit]:
    """Return what is known of the numbers that are not seen."""
    found = []
    for form in plan.equal:
        less = {path: -times for path, times in form.items()}
        found += [_unseen(form, seen, 0), _unseen(less, seen, 0)]
    noughts = any(not plan.values[path] for path in _hidden(plan, seen))
    found += [_unseen(form, seen, len(form) == 1 and not noughts) for form in plan.least]
    return [(terms, least) for terms, least in found if terms]


def _hidden(plan: SmallPlan, seen: Mapping[Path, int]) -> list[Path]:
    return [path for path in plan.values if path not in seen]


def _unseen(form: Form, seen: Mapping[Path, int], least: int) -> Limit:
    known = sum(seen[path] * times for path, times in form.items() if path in seen)
    return {path: times for path, times in form.items() if path not in seen}, least - known


def _is_open(plan: SmallPlan, form: Form, limits: list[Limit], seen: Mapping[Path, int]) -> bool:
    """Return whether numbers with another result are possible too."""
    now, (terms, _) = come_to(form, plan.values), _unseen(form, seen, 0)
    known = now - sum(plan.values[path] * times for path, times in terms.items())
    most = 3 * max(plan.values.values()) + 10
    for sign in (1, -1):
        other = {path: sign * times for path, times in terms.items()}, sign * (now - known) + 1
        ranges = dict.fromkeys(_hidden(plan, seen), (0, most))
        if terms and _possible([*limits, other], ranges):
            return True
    return False


def _possible(limits: list[Limit], ranges: dict[Path, tuple[int, int]]) -> bool:
    """Return whether there are whole numbers within some ranges for which all limits hold."""
    narrowed = _narrowed(limits, ranges)
    if narrowed is None:
        return False
    wide = [path for path, (low, high) in narrowed.items() if low < high]
    if not wide:
        return True
    path = min(wide, key=lambda each: narrowed[each][1] - narrowed[each][0])
    low, high = narrowed[path]
    middle = (low + high) // 2
    return _possible(limits, {**narrowed, path: (low, middle)}) or _possible(
        limits, {**narrowed, path: (middle + 1, high)}
    )


def _narrowed(
    limits: list[Limit], ranges: Mapping[Path, tuple[int, int]]
) -> dict[Path, tuple[int, int]] | None:
    """Return the ranges without what no limit leaves; None where nothing is left."""
    found, changed = dict(ranges), True
    while changed:
        changed = False
        for terms, least in limits:
            most = sum(found[path][times > 0] * times for path, times in terms.items())
            if most < least:
                return None
            for path, times in terms.items():
                low, high = found[path]
                rest = most - found[path][times > 0] * times
                if times > 0:
                    low = max(low, -((rest - least) // times))
                else:
                    high = min(high, (rest - least) // -times)
                if low > high:
                    return None
                changed |= (low, high) != found[path]
                found[path] = low, high
                most = rest + found[path][times > 0] * times
    return found


def recovered_by_lines(
    plan: SmallPlan, seen: Mapping[Path, int], small: Iterable[Form]
) -> list[Form]:
    """Return what of all that is small can be worked out by linear programming.

    From the numbers as they are one looks for a direction in which everything known stays so.
    """
    hidden = _hidden(plan, seen)
    rows = [_row(terms, hidden) for terms, _ in (_unseen(form, seen, 0) for form in plan.equal)]
    tight = [
        _row(terms, hidden)
        for terms, least in _limits(plan, seen)[2 * len(plan.equal) :]
        if sum(plan.values[path] * times for path, times in terms.items()) == least
    ]
    aims = [(form, _row(_unseen(form, seen, 0)[0], hidden)) for form in small]
    return [
        form
        for form, aim in aims
        if not any(_grows([*map(Fraction, aim)], sign, rows, tight) for sign in (1, -1))
    ]


def _row(terms: Mapping[Path, int], hidden: list[Path]) -> list[int]:
    return [terms.get(path, 0) for path in hidden]


def _grows(aim: list[Fraction], sign: int, rows: list[list[int]], tight: list[list[int]]) -> bool:
    """Return whether something is above nought for a step that keeps rows at nought, tight above.

    The simplex method, in fractions, by Bland's rule; each unknown is two, one less the other.
    """
    width = 2 * len(aim) + len(tight) + 1
    table: list[list[Fraction]] = []
    for at, row in enumerate([*rows, *tight]):
        both = [Fraction(each) for times in row for each in (times, -times)]
        slack = [Fraction(-1 if at - len(rows) == each else 0) for each in range(len(tight))]
        table.append([*both, *slack, Fraction(0), Fraction(0)])
    basis: list[int] = []
    table = _with_basis(table, basis)
    cap = [Fraction(1)] * (2 * len(aim)) + [Fraction(0)] * len(tight) + [Fraction(1), Fraction(1)]
    for row_at, column in enumerate(basis):
        cap = _less(cap, table[row_at], cap[column])
    if cap[-1] < 0:
        raise AssertionError
    table.append(cap)
    basis.append(width - 1)
    costs = [sign * each for value in aim for each in (value, -value)]
    goal = [*costs, *[Fraction(0)] * (width - len(costs)), Fraction(0)]
    for row_at, column in enumerate(basis):
        goal = _less(goal, table[row_at], goal[column])
    while better := [at for at in range(width) if goal[at] > 0]:
        column = better[0]
        ratios = [
            (row[-1] / row[column], basis[at], at)
            for at, row in enumerate(table)
            if row[column] > 0
        ]
        _, _, at = min(ratios)
        _pivot(table, at, column)
        basis[at] = column
        goal = _less(goal, table[at], goal[column])
    return goal[-1] < 0


def _with_basis(table: list[list[Fraction]], basis: list[int]) -> list[list[Fraction]]:
    """Return rows that say the same, each solved for an unknown of its own."""
    kept: list[list[Fraction]] = []
    for row in table:
        for at, column in enumerate(basis):
            row = _less(row, kept[at], row[column])  # noqa: PLW2901 - it is solved step by step
        first = next((at for at, each in enumerate(row) if each), -1)
        if first >= 0:
            kept.append(row)
            basis.append(first)
            _pivot(kept, len(kept) - 1, first)
    return kept


def _pivot(table: list[list[Fraction]], at: int, column: int) -> None:
    by = table[at][column]
    table[at] = [each / by for each in table[at]]
    for other, row in enumerate(table):
        if other != at:
            table[other] = _less(row, table[at], row[column])


def _less(row: list[Fraction], other: list[Fraction], times: Fraction) -> list[Fraction]:
    if not times:
        return row
    return [each - times * taken for each, taken in zip(row, other, strict=True)]


def fewest_hidden(plan: SmallPlan, most: int) -> int:
    """Return how many numbers must be hidden, so that nothing small can be worked out."""
    places = sorted({path[:2] for path in plan.values})
    must = {
        path[:2] for form in plan.small if len({each[:2] for each in form}) == 1 for path in form
    }
    others = [place for place in places if place not in must]
    for further in range(most - len(must)):
        for more in combinations(others, further):
            gone = must.union(more)
            seen = {path: each for path, each in plan.values.items() if path[:2] not in gone}
            if not recovered(plan, seen, plan.small):
                return len(gone)
    return most

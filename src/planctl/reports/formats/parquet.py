"""The whole plan as one flat table with types, for those who put many plans together."""

from collections.abc import Iterator
from io import BytesIO

from planctl.plan.scale import Step
from planctl.reports.formats import extra
from planctl.reports.report import ReportRequest
from planctl.reports.tables.actions import flat_table
from planctl.reports.tables.table import Cell, Value, in_words_of


def render(request: ReportRequest) -> Iterator[bytes]:
    """Yield the table; UserError if its library is missing."""
    with extra("parquet"):
        import pyarrow as pa
        from pyarrow import parquet
    words = pa.dictionary(pa.int32(), pa.string())
    types = {
        Cell.WORD: words,
        Cell.RATING: words,
        Cell.LIST: pa.list_(pa.string()),
        Cell.NUMBER: pa.int32(),
        Cell.DATE: pa.date32(),
    }
    table = in_words_of(
        request.summary.scale, request.summary.year, flat_table(request.summary, request.commit)
    )
    fields = [
        pa.field(name, types.get(kind, pa.string()), metadata={"heading": heading, "about": about})
        for name, heading, kind, about in table.columns
    ]
    arrays = [
        pa.array([_value(row[place]) for row in table.rows], field.type)
        for place, field in enumerate(fields)
    ]
    filled = BytesIO()
    parquet.write_table(pa.table(arrays, pa.schema(fields)), filled, compression="zstd")
    yield filled.getvalue()


def _value(value: Value) -> Value:
    """Return what a cell holds; of a rating what it is, so that many plans can be put together."""
    return value.rating.value if isinstance(value, Step) else value

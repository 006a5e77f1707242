"""The whole plan as one flat table with types, for those who put many plans together."""

from collections.abc import Iterator
from io import BytesIO

from planctl.reports.formats import extra
from planctl.reports.report import ReportRequest
from planctl.reports.tables.actions import report
from planctl.reports.tables.table import Kind


def render(request: ReportRequest) -> Iterator[bytes]:
    """Yield the table; UserError if its library is missing."""
    with extra("parquet"):
        import pyarrow as pa
        from pyarrow import parquet
    words = pa.dictionary(pa.int32(), pa.string())
    types = {
        Kind.WORD: words,
        Kind.RATING: words,
        Kind.LIST: pa.list_(pa.string()),
        Kind.NUMBER: pa.int32(),
        Kind.DATE: pa.date32(),
    }
    table = report(request.summary, request.commit)
    fields = [
        pa.field(name, types.get(kind, pa.string()), metadata={"heading": heading, "about": about})
        for name, heading, kind, about in table.columns
    ]
    arrays = [
        pa.array([row[place] for row in table.rows], field.type)
        for place, field in enumerate(fields)
    ]
    filled = BytesIO()
    parquet.write_table(pa.table(arrays, pa.schema(fields)), filled, compression="zstd")
    yield filled.getvalue()

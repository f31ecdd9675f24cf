"""A report as one page that needs nothing else: no script, no font and no picture from elsewhere.

The pictures are inline SVG. What stands where is told by hatching as well as by colour, and every
figure stands in a table too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ingest.report.sections import Chart, Section

_LABEL_WIDTH, _BAR_WIDTH, _ROW = 260, 560, 22
_FILLS = ("#3b6ea5", "#e0a030", "#b03a2e")
_HATCHES = (
    "",
    '<path d="M0,6 L6,0" stroke="#000" stroke-width="1"/>',
    '<path d="M0,3 H6 M3,0 V6" stroke="#fff"/>',
)
_LONGEST_LABEL = 42
_STYLE = """\
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2.5rem}p.counts{color:#444;font-size:.9rem}
table{border-collapse:collapse;font-size:.9rem;margin:1rem 0;display:block;overflow-x:auto}
th,td{border:1px solid #999;padding:.2rem .5rem;text-align:right}th{background:#eee}
th[scope=row],tr>:first-child{text-align:left}svg{max-width:100%;height:auto;font:12px sans-serif}
@media print{section{break-inside:avoid}body{margin:0}}"""


def page(title: str, as_of: str, sections: Sequence[Section]) -> str:
    """The report as HTML. Every word in it is escaped."""
    body = "\n".join(_section(number, section) for number, section in enumerate(sections, 1))
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_said(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{_said(title)}</h1>
<p>{_said(as_of)}</p>
{body}
</body>
</html>
"""


def _section(number: int, section: Section) -> str:
    return f"""<section>
<h2>{_said(section.title)}</h2>
<p>{_said(section.words)}</p>
{picture(section.chart, section.title, f"s{number}")}
{_table(section)}
<p class="counts">{_said(section.counts)}</p>
</section>"""


def _table(section: Section) -> str:
    heads = "".join(f'<th scope="col">{_said(column)}</th>' for column in section.columns)
    rows = "\n".join(
        f'<tr><th scope="row">{_said(name)}</th>'
        + "".join(f"<td>{_said(cell)}</td>" for cell in cells)
        + "</tr>"
        for name, *cells in section.rows
    )
    return f"<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"


def picture(chart: Chart, title: str, name: str) -> str:
    """The bars as SVG, one line a label; `name` keeps its patterns apart from another picture's."""
    if not chart.labels or not chart.highest:
        return ""
    height = _ROW * (1 + len(chart.labels))
    width = _LABEL_WIDTH + _BAR_WIDTH + 60
    parts = [
        f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-label="{_said(title)}">',
        f"<defs>{''.join(_pattern(name, place) for place in range(len(chart.series)))}</defs>",
        *_legend(chart, name),
        *(_bar(chart, place, name, _ROW * (place + 1)) for place in range(len(chart.labels))),
        "</svg>",
    ]
    return "\n".join(parts)


def _pattern(name: str, place: int) -> str:
    place %= len(_FILLS)
    return (
        f'<pattern id="{name}-{place}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{_FILLS[place]}"/>{_HATCHES[place]}</pattern>'
    )


def _legend(chart: Chart, name: str) -> Iterator[str]:
    """What the bars count, and of which kind each is where there are several."""
    yield f'<text x="{_LABEL_WIDTH - 8}" y="16" text-anchor="end">{_said(chart.unit)}:</text>'
    for place, series in enumerate(chart.series):
        left = _LABEL_WIDTH + 140 * place
        yield _box(left, 4, 14, name, place)
        yield f'<text x="{left + 20}" y="16">{_said(series.name)}</text>'


def _bar(chart: Chart, row: int, name: str, top: int) -> str:
    label = chart.labels[row]
    label = label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"
    drawn = [f'<text x="{_LABEL_WIDTH - 8}" y="{top + 15}" text-anchor="end">{_said(label)}</text>']
    left = float(_LABEL_WIDTH)
    for place, series in enumerate(chart.series):
        length = _BAR_WIDTH * series.values[row] / chart.highest
        if length:
            drawn.append(_box(left, top + 4, length, name, place))
        left += length
    total = sum(series.values[row] for series in chart.series)
    drawn.append(f'<text x="{left + 6:.1f}" y="{top + 15}">{total:g}</text>')
    return "".join(drawn)


def _box(left: float, top: int, length: float, name: str, place: int) -> str:
    place %= len(_FILLS)
    return (
        f'<rect x="{left:.1f}" y="{top}" width="{length:.1f}" height="14" fill="url(#{name}-{place})" '
        f'stroke="#333" stroke-width="0.5"/>'
    )


def _said(words: str) -> str:
    """`words` as HTML shows them; what no page may hold becomes a mark."""
    shown = (letter if letter.isprintable() else "\ufffd" for letter in words)
    return escape("".join(shown))

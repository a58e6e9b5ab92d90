"""The agenda in characters, 80 columns wide: hours on the left, one column a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llmos_calendar.agenda.characters import fitted, width, wrapped
from llmos_calendar.agenda.layout import DayPlan, Plan, Slot

COLUMNS = 78
_HOURS = 5
_ROWS_AN_HOUR = 2
_BAR, _EDGE, _ALL_DAY = "▌", "│", "■"
_NARROW = 24
"""Up to this width a day is one of several, and its events tell less."""


def drawn(plan: Plan) -> str:
    """The whole picture; lines end without spaces."""
    widths = _widths(len(plan.days))
    lines = [plan.title, ""]
    if len(plan.days) > 1:
        lines.append(_row(" " * _HOURS, [_heading(day, plan) for day in plan.days], widths))
    lines += _whole_days(plan, widths)
    lines.append(_rule("┬", widths))
    lines += _hours(plan, widths)
    lines.append(_rule("┴", widths))
    return "\n".join(line.rstrip() for line in lines)


def _widths(days: int) -> list[int]:
    free = COLUMNS - _HOURS - 1 - (days - 1)
    return [free // days + (number < free % days) for number in range(days)]


def _heading(day: DayPlan, plan: Plan) -> str:
    mark = "•" if day.day == plan.now.date() else ""
    return f" {day.day:%a} {day.day.day}{mark}"


def _whole_days(plan: Plan, widths: Sequence[int]) -> Iterator[str]:
    rows = max((len(day.whole) for day in plan.days), default=0)
    for row in range(rows):
        told = [day.whole[row] if row < len(day.whole) else None for day in plan.days]
        yield _row(" " * _HOURS, [f"{_ALL_DAY} {one.title}" if one else "" for one in told], widths)


def _hours(plan: Plan, widths: Sequence[int]) -> Iterator[str]:
    columns = [_column(day, plan, width) for day, width in zip(plan.days, widths, strict=True)]
    for row in range((plan.last_hour - plan.first_hour) * _ROWS_AN_HOUR):
        hour, part = divmod(row, _ROWS_AN_HOUR)
        label = f"{plan.first_hour + hour:02}:00" if part == 0 else " " * _HOURS
        yield _row(label, [column[row] for column in columns], widths)


def _column(day: DayPlan, plan: Plan, columns: int) -> list[str]:
    """The rows of one day, each exactly as wide as its column."""
    rows = (plan.last_hour - plan.first_hour) * _ROWS_AN_HOUR
    cells = [[" "] * columns for _ in range(rows)]
    for row in range(0, rows, _ROWS_AN_HOUR):
        cells[row] = list("┄" * columns) if columns > _NARROW else list("·".ljust(columns))
    for slot in day.slots:
        _draw(cells, slot, plan, columns)
    return ["".join(row) for row in cells]


def _draw(cells: list[list[str]], slot: Slot, plan: Plan, columns: int) -> None:
    first = round((slot.begin - plan.first_hour) * _ROWS_AN_HOUR)
    last = max(first + 1, round((slot.end - plan.first_hour) * _ROWS_AN_HOUR))
    left = slot.lane * columns // slot.lanes
    right = (slot.lane + 1) * columns // slot.lanes
    room = right - left - 1
    told = _told(slot, room, last - first)
    for row, text in zip(range(first, min(last, len(cells))), told, strict=False):
        cells[row][left:right] = _cells(_BAR + _padded(text, room))


def _told(slot: Slot, room: int, rows: int) -> list[str]:
    """What an event says of itself, one text a row."""
    one = slot.happening
    title = one.title or "(no title)"
    if room <= _NARROW:
        lines = wrapped(title, room, rows)
    else:
        lines = [f"{one.start:%H:%M}-{one.end:%H:%M}  {title}"]
        lines += [" " * 13 + one.place] * bool(one.place)
        people = ", ".join(str(person) for person in one.people[:4])
        lines += [f"{' ' * 13}with {people}"] * bool(people)
        lines = _indented(lines, room)
    return (lines + [""] * rows)[:rows]


def _indented(lines: Sequence[str], room: int) -> list[str]:
    return [_keep_indent(line, room) for line in lines]


def _keep_indent(line: str, room: int) -> str:
    inner = line.lstrip()
    indent = len(line) - len(inner)
    return " " * indent + fitted(inner, room - indent).rstrip()


def _cells(text: str) -> list[str]:
    """One cell a column: a wide character takes its cell and an empty one."""
    cells: list[str] = []
    for character in text:
        columns = width(character)
        if columns == 0 and cells:
            cells[-1] += character
        else:
            cells += [character, *[""] * (columns - 1)]
    return cells


def _row(label: str, texts: Sequence[str], widths: Sequence[int]) -> str:
    told = [_padded(text, room) for text, room in zip(texts, widths, strict=True)]
    return label + _EDGE + _EDGE.join(told)


def _padded(text: str, room: int) -> str:
    if width(text) > room:
        return fitted(text, room)
    return text + " " * (room - width(text))


def _rule(cross: str, widths: Sequence[int]) -> str:
    return "─" * _HOURS + cross + cross.join("─" * room for room in widths)

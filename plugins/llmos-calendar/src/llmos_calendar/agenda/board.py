"""The agenda as shapes: a clear page with hours as hairlines and events as tinted cards."""

from __future__ import annotations

from collections.abc import Iterator

from llmos_calendar.agenda.colours import tone
from llmos_calendar.agenda.layout import DayPlan, Plan, Slot
from llmos_calendar.agenda.shapes import Board, Box, Line, Shape, Words
from llmos_calendar.index.happening import Happening
from llmos_calendar.results.wording import spoken_time

_MARGIN, _LEFT, _TOP = 28.0, 62.0, 64.0
_HOUR = 52.0
_DAY_WIDTH, _WEEK_DAY_WIDTH = 620.0, 138.0
_WHOLE = 24.0
_INK, _MUTED, _HAIRLINE, _PAPER = "#20262e", "#7c8794", "#e3e7ec", "#ffffff"
_TODAY, _NOW = "#eef4fb", "#d0342c"
_SHARE = 0.56
"""How wide a letter is on average, as a share of its size."""


def board(plan: Plan) -> Board:
    """All shapes of the picture."""
    return _Drawing(plan).board()


class _Drawing:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._column = _DAY_WIDTH if len(plan.days) == 1 else _WEEK_DAY_WIDTH
        self._whole_rows = max(len(day.whole) for day in plan.days)
        heads = 30.0 if len(plan.days) > 1 else 4.0
        self._whole_top = _TOP + heads
        self._top = self._whole_top + self._whole_rows * _WHOLE + 10
        self._bottom = self._top + (plan.last_hour - plan.first_hour) * _HOUR
        self._right = _LEFT + self._column * len(plan.days)

    def board(self) -> Board:
        width, height = self._right + _MARGIN, self._bottom + _MARGIN
        return Board(width, height, [Box(0, 0, width, height, _PAPER), *self._shapes()])

    def _shapes(self) -> Iterator[Shape]:
        yield Words(_MARGIN, 40, self._plan.title, 20, _INK, bold=True)
        for number, day in enumerate(self._plan.days):
            yield from self._background(day, _LEFT + number * self._column)
        yield from self._hours()
        for number, day in enumerate(self._plan.days):
            yield from self._day(day, _LEFT + number * self._column)
        yield from self._now()

    def _background(self, day: DayPlan, x: float) -> Iterator[Shape]:
        is_today = day.day == self._plan.now.date()
        if len(self._plan.days) == 1:
            return
        if is_today:
            yield Box(x, _TOP - 8, self._column, self._bottom - _TOP + 8, _TODAY, 6)
        name = f"{day.day:%a} {day.day.day}"
        middle = x + self._column / 2
        ink = _INK if day.day.weekday() < 5 or is_today else _MUTED
        yield Words(middle, _TOP + 14, name, 13, ink, bold=is_today, centred=True)

    def _hours(self) -> Iterator[Shape]:
        for hour in range(self._plan.first_hour, self._plan.last_hour + 1):
            y = self._y(hour)
            yield Line(_LEFT, y, self._right, y, _HAIRLINE)
            yield Words(_MARGIN - 8, y + 4, f"{hour:02}:00", 11, _MUTED)
        for number in range(len(self._plan.days) + 1):
            x = _LEFT + number * self._column
            yield Line(x, self._top, x, self._bottom, _HAIRLINE)

    def _day(self, day: DayPlan, x: float) -> Iterator[Shape]:
        for row, one in enumerate(day.whole):
            yield from self._whole(one, x + 3, self._whole_top + row * _WHOLE)
        for slot in day.slots:
            yield from self._slot(slot, x)

    def _whole(self, one: Happening, x: float, y: float) -> Iterator[Shape]:
        look = tone(one.calendar, one.colour)
        room = self._column - 6
        yield Box(x, y, room, _WHOLE - 4, look.edge, 4)
        yield Words(x + 7, y + 14, _cut(one.title, room - 12, 11.5), 11.5, _PAPER)

    def _slot(self, slot: Slot, x: float) -> Iterator[Shape]:
        one, look = slot.happening, tone(slot.happening.calendar, slot.happening.colour)
        width = (self._column - 6) / slot.lanes
        left = x + 3 + slot.lane * width
        top, height = self._y(slot.begin) + 1.5, (slot.end - slot.begin) * _HOUR - 3
        yield Box(left, top, width - 3, height, look.fill, 5)
        yield Box(left, top, 4, height, look.edge, 2)
        size = 12.5 if len(self._plan.days) == 1 else 11.5
        lines = self._lines(one, width - 18, height, size)
        for number, (text, bold) in enumerate(lines):
            y = top + size + 3 + number * (size + 4)
            yield Words(left + 11, y, text, size, look.words, bold=bold)

    def _lines(
        self, one: Happening, room: float, height: float, size: float
    ) -> list[tuple[str, bool]]:
        when = spoken_time(one.start, one.end, all_day=False)
        rows = max(1, int((height - 4) // (size + 4)))
        title = one.title or "(no title)"
        if rows == 1:
            return [(_cut(f"{one.start:%H:%M} {title}", room, size), True)]
        told = [(line, True) for line in _wrapped(title, room, size, min(3, rows - 1))]
        people = ", ".join(str(person) for person in one.people[:4])
        more = [when, one.place, people]
        told += [(_cut(text, room, size), False) for text in more if text]
        return told[:rows]

    def _now(self) -> Iterator[Shape]:
        now = self._plan.now
        hour = now.hour + now.minute / 60
        for number, day in enumerate(self._plan.days):
            inside = self._plan.first_hour <= hour <= self._plan.last_hour
            if day.day == now.date() and inside:
                x, y = _LEFT + number * self._column, self._y(hour)
                yield Line(x, y, x + self._column, y, _NOW, 1.5)
                yield Box(x - 3.5, y - 3.5, 7, 7, _NOW, 3.5)

    def _y(self, hour: float) -> float:
        return self._top + (hour - self._plan.first_hour) * _HOUR


def _cut(text: str, room: float, size: float) -> str:
    letters = max(1, int(room / (size * _SHARE)))
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def _wrapped(text: str, room: float, size: float, rows: int) -> list[str]:
    letters = max(1, int(room / (size * _SHARE)))
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= letters or not lines[-1] or len(lines) == rows:
            lines[-1] = joined
        else:
            lines.append(word)
    return [_cut(line, room, size) for line in lines]

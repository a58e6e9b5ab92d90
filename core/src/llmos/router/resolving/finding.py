"""All phrases about time in a text, longest first at each place, none inside another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from llmos.router.resolving import calendar
from llmos.router.resolving.days import DayReader
from llmos.router.resolving.hours import MEALS, Hours, hours_of, turned
from llmos.router.resolving.joining import joined
from llmos.router.resolving.reading import MINUTES, Reader
from llmos.router.resolving.spans import Leaning, Span
from llmos.router.resolving.tokens import tokens
from llmos.router.resolving.units import Found

Read = tuple[Span, int]
"""What a phrase means, and the place after it; its own place in the text is filled in later."""

_EMPTY = Span(0, 0)
_SIDES = (
    (["à", "partir", "de"], "from"),
    (["à", "partir", "du"], "from"),
    (["no", "later", "than"], "until"),
    (["not", "before"], "after"),
    (["nicht", "vor"], "after"),
    (["pas", "avant"], "after"),
    (["au", "plus", "tard"], "until"),
    (["au", "plus", "tôt"], "after"),
    (["spätestens"], "until"),
    (["frühestens"], "after"),
)
"""Phrases that put a time on one side."""

_ANY = "free any every no freien freier freie libre".split()
"""What says that a part of a day is meant and no event: "a free evening"."""

_HOW_OFTEN = "once twice times einmal zweimal mal fois".split()
_INCLUDING = "zum zur einschliesslich inklusive including inclusive and to".split()


def find_spans(text: str, now: datetime, leaning: Leaning) -> list[Span]:
    """What the text says about time, in its order; `now` is aware and in the user's zone."""
    return joined(_Finder(text, now, leaning).all(), text, now.tzinfo)


class _Finder:
    def __init__(self, text: str, now: datetime, leaning: Leaning) -> None:
        self._reader = Reader(tokens(text))
        self._now = now
        self._today = now.date()
        self._leaning = leaning
        self._ahead = leaning == "future"
        self._days = DayReader(self._reader, self._today, leaning)
        self._hours = Hours(self._reader)

    def all(self) -> list[Span]:
        found, place = [], 0
        while place < len(self._reader):
            read = self._at(place)
            if read is None:
                place += 1
                continue
            span, after = read
            begin, end = self._reader[place].begin, self._reader[after - 1].end
            found.append(replace(span, begin=begin, end=end))
            place = after
        return found

    def _at(self, place: int) -> Read | None:
        for way in (
            self._range_of_hours,
            self._range_of_days,
            self._bounded,
            self._soon,
            self._moment,
            self._alone,
            self._length,
        ):
            if read := way(place):
                return read
        return None

    def _range_of_days(self, place: int) -> Read | None:
        """Such as "from Monday to Friday", "between 3 and 5 December", "3. bis 5. Dezember"."""
        read = self._reader
        marked = read[place].joins("from", "between") or read[place].text in ("de", "du")
        at = read.skip(place, "from", "between", "of") if marked else place
        first = self._day(at)
        bare = None if first else self._days.day_of_month(at)
        middle = first[1] if first else bare[1] if bare else 0
        if not middle or not read[middle].joins("to", "until", "and"):
            return None
        both = read[middle].joins("and") and not read[place].joins("between")
        if both and not bare:
            return None  # two days, which need not follow each other
        last_at = self._including(middle + 1)
        last = self._day(last_at)
        if last is None:
            return None
        if first and (weekday := read[at].means("weekday")) is not None:
            first = self._of_the_same_week(first, int(weekday), last, last_at)
        if bare:
            if not 1 <= bare[0] <= last[0][0].day:
                return None
            first = (last[0][0].replace(day=bare[0]),) * 2, middle
        assert first is not None
        begin, end = first[0][0], last[0][1]
        if both and end - begin != timedelta(days=1):
            return None
        if end < begin:
            end = self._after(begin, end)
        return replace(_EMPTY, first=begin, last=end), last[1]

    def _including(self, place: int) -> int:
        """The place after words that only say that the end counts."""
        return self._reader.skip_words(place, *_INCLUDING)

    def _of_the_same_week(self, first: Found, weekday: int, last: Found, last_at: int) -> Found:
        """The first day of "Thursday to Friday next week", which is of next week too."""
        week_said = any(
            self._reader[place].means("unit") == "week" for place in range(last_at, last[1])
        )
        if not week_said or last[0][0] != last[0][1]:
            return first
        day = last[0][0] - timedelta(days=(last[0][0].weekday() - weekday) % 7)
        return (day, day), first[1]

    @staticmethod
    def _after(begin: date, end: date) -> date:
        """The end brought behind the beginning: a week later, or a year."""
        week_later = end + timedelta(days=7)
        return week_later if week_later >= begin else calendar.months_later(end, 12)

    def _range_of_hours(self, place: int) -> Read | None:
        """Such as "from 2 to 4 pm", "between 9 and 11", "14 bis 16 Uhr", with or without a day."""
        read = self._reader
        day = self._day(place)
        part = self._part_within(place, day[1]) if day else None
        if day and (said_part := self._hours.part(day[1])):
            part, day = said_part[0], (day[0], said_part[1])
        at = read.skip_words(day[1] if day else place, ",")
        marked = read[at].joins("from", "between") or read[at].text == "de"
        begin_at = read.skip(at, "from", "between", "at", "of")
        begin = self._hours.clock(begin_at, sure=marked or day is not None)
        begin = begin or self._hours.clock(begin_at, sure=True)
        if begin is None or not read[begin[1]].joins("to", "until", "and"):
            return None
        said = read[begin_at].kind == "clock" or begin[1] - begin_at > 1
        sure = marked or said or day is not None
        end = self._hours.clock(read.skip(begin[1] + 1, "at"), sure=sure)
        if end is None or not (sure or end[1] - begin[1] > 2):
            return None
        if read[end[1]].means("month") is not None or read[end[1]].means("unit"):
            return None  # "between 3 and 5 November"
        first, last = begin[0], end[0]
        if not said and first > last and first.hour >= 12:
            first = time(first.hour - 12, first.minute)
        elif not said and last.hour >= 13 and first.hour < 12 and first.hour + 12 < last.hour:
            first = time(first.hour + 12, first.minute)
        after = end[1]
        if day is None and (later := self._day(read.skip(after, "on"))):
            day, after = later, later[1]
            part = self._part_within(end[1], after)
        if part and part != "noon":
            first, last = turned(first, part), turned(last, part)
        if day is None:
            return replace(_EMPTY, after=first, before=last), after
        on = day[0][0]
        start, finish = (calendar.at(on, clock, self._now.tzinfo) for clock in (first, last))
        span = replace(_EMPTY, first=day[0][0], last=day[0][1], start=start, finish=finish)
        return replace(span, after=first, before=last), after

    def _bounded(self, place: int) -> Read | None:
        """Such as "since Friday", "until Monday", "after three", "vor dem 3. März", "ab Montag"."""
        read = self._reader
        side, place = self._side(place)
        word = read[place]
        if side is None or (word.text in ("von", "to", "bis") and side == "from"):
            return None
        if word.text == "vom" or word.text == "von":
            return None
        if word.text == "starting" and read[place + 1].joins("at"):
            return None  # "starting at nine" is when it begins
        at = read.skip(self._including(place + 1), "on", "at", "the", "in")
        if read[at].text == "now":
            at += 1
        inner = self._moment(at) or self._alone_day(at)
        if inner is None:
            return self._bounded_hours(side, at)
        span, after = inner
        if span.first is None or span.last is None:
            return self._bounded_hours(side, at)
        if read[after - 1].text.endswith("'s") and side == "after":
            return span, after  # "after today's meetings" is today
        opens = word.text in ("ab", "dès", "starting")
        if side == "from" and read[after].text in ("on", "onwards", "onward", "an"):
            opens, after = True, after + 1
        if span.start is not None and side in ("after", "before", "until", "from"):
            clock = span.start.timetz().replace(tzinfo=None)
            days = replace(_EMPTY, first=span.first, last=span.last)
            if side in ("after", "from"):
                return replace(days, after=clock), after
            return replace(days, before=clock, finish=span.start), after
        of_that_day = word.text == "from" and self._leaning == "past"  # records, not what begins
        if side == "from" and not opens and (span.first != span.last or of_that_day):
            return span, after  # "from last week" is that week
        if side in ("since", "from"):
            return replace(_EMPTY, first=span.first, start=span.start), after
        if side == "after":
            return replace(_EMPTY, first=span.last + timedelta(days=1)), after
        if span.after is not None and side in ("until", "before"):  # "until Saturday morning"
            finish = calendar.at(span.first, span.after, self._now.tzinfo)
            days = replace(_EMPTY, first=span.first, last=span.last)
            return replace(days, before=span.after, finish=finish), after
        whole = side != "before" or read[at].means("edge") == "end"
        last = span.last if whole else span.first - timedelta(days=1)
        return replace(_EMPTY, last=last), after

    def _side(self, place: int) -> tuple[str | None, int]:
        """On which side of a time something lies, and the place of the last word that says so."""
        words = [self._reader[place + step].text for step in range(3)]
        for phrase, side in _SIDES:
            if words[: len(phrase)] == phrase:
                return side, place + len(phrase) - 1
        names = ("since", "after", "until", "before", "from")
        return next((name for name in names if self._reader[place].joins(name)), None), place

    def _bounded_hours(self, side: str, place: int) -> Read | None:
        if meal := self._meal(side, place):
            return meal
        clock = self._hours.clock(self._reader.skip(place, "at"), sure=True)
        if clock is None or side == "since":
            return None
        if side in ("after", "from"):
            return replace(_EMPTY, after=clock[0]), clock[1]
        return replace(_EMPTY, before=clock[0], finish=self._nearest(clock[0])), clock[1]

    def _meal(self, side: str, place: int) -> Read | None:
        """Such as "before lunch", "after work": its usual hours; with more words it is an event."""
        read = self._reader
        at = read.skip_words(place, "my", "the", "dem", "der", "le")
        hours = MEALS.get(str(read[at].means("meal")))
        follows = read[at + 1]
        alone = not follows.text or follows.kind == "sign" or self._day(at + 1) is not None
        if hours is None or not (alone or follows.joins("for", "on")):
            return None
        if side == "after":
            return replace(_EMPTY, after=hours[1]), at + 1
        if side in ("before", "until"):
            finish = self._nearest(hours[0])
            return replace(_EMPTY, before=hours[0], finish=finish), at + 1
        return None

    def _soon(self, place: int) -> Read | None:
        """Such as "in two hours", "20 minutes ago", "in einer halben Stunde"."""
        read = self._reader
        sign, at = 1, place
        words = [read[place + step].text for step in range(3)]
        if read[place].joins("in") and read[place].text not in ("im", "en", "within"):
            at = place + 1
        elif read[place].text == "vor" or words == ["il", "y", "a"]:
            sign, at = -1, place + (1 if read[place].text == "vor" else 3)
        counted, length = read.counted(at), read.length(at)
        if counted is None or length is None or counted[1] not in ("minute", "hour"):
            return None
        minutes, after = length
        if at == place:
            if read[after].joins("ago") and not (read[after].text == "back" and self._ahead):
                sign, after = -1, after + 1
            elif [read[after].text, read[after + 1].text] == ["from", "now"]:
                after += 2
            else:
                return None
        start = calendar.later(self._now, sign * minutes)
        return replace(_EMPTY, first=start.date(), last=start.date(), start=start), after

    def _moment(self, place: int) -> Read | None:
        """A day, with a part of it or an hour before or behind it where one is said."""
        read = self._reader
        begin = read.skip(place, "on", "in", "at", "for", "the")
        hour_first = read[place].joins("at") or not read[place].joins("on", "in", "for")
        if hour_first and self._days.read(begin) is None and (found := self._hour_then_day(place)):
            return found
        day = self._day(place)
        if day is None:
            return None
        days, after = day
        span = replace(_EMPTY, first=days[0], last=days[1])
        if days[0] != days[1]:
            return span, after
        return self._with_hours(span, place, after)

    def _with_hours(self, span: Span, place: int, after: int) -> Read:
        read = self._reader
        first = span.first or self._today
        part = self._part_within(place, after)
        if found := self._hours.part(read.skip_words(after, ",")):
            part, after = found
        at = read.skip_words(after, ",")
        sure = read[at].joins("at")
        clock = self._hours.clock(read.skip(at, "at"), sure=sure)
        if part == "noon":
            start = calendar.at(first, time(12), self._now.tzinfo)
            return replace(span, start=start), after
        if clock is None:
            if part:
                span = replace(span, after=hours_of(part)[0], before=hours_of(part)[1])
            return span, after
        hour = turned(clock[0], part) if part else clock[0]
        late = part == "night" and hour.hour < hours_of("night")[1].hour
        start = calendar.at(first + timedelta(days=late), hour, self._now.tzinfo)
        return replace(span, start=start), clock[1]

    def _part_within(self, begin: int, end: int) -> str | None:
        """The part of the day that the phrase for the day itself holds: "tonight", "ce soir"."""
        words = {self._reader[place].text for place in range(begin, end)}
        if "tonight" in words:
            return "evening"
        if "night" in words or "nacht" in words or "nuit" in words or "lastnight" in words:
            return "night"
        names = (self._reader[place].means("part") for place in range(begin, end))
        return next((name for name in names if isinstance(name, str)), None)

    def _hour_then_day(self, place: int) -> Read | None:
        read = self._reader
        clock = self._hours.clock(read.skip(place, "at"), sure=read[place].joins("at"))
        if clock is None:
            return None
        at = read.skip_words(read.skip(clock[1], "on", "the"), ",")
        day = self._days.read(at) or self._days.bare_day(at)
        if day is None or day[0][0] != day[0][1]:
            return None
        hour = clock[0]
        if part := self._part_within(at, day[1]):
            hour = turned(hour, part)
        start = calendar.at(day[0][0], hour, self._now.tzinfo)
        return replace(_EMPTY, first=day[0][0], last=day[0][1], start=start), day[1]

    def _alone(self, place: int) -> Read | None:
        """An hour or a part of the day without a day: "at 6", "in the morning"."""
        read = self._reader
        goal = read[place].text in ("to", "auf")
        clock = self._hours.clock(
            read.skip(place + goal, "at"), sure=goal or read[place].joins("at")
        )
        if clock is not None and not (goal and self._goes_on(clock[1])):
            start = self._nearest(clock[0])
            return replace(_EMPTY, start=start, after=clock[0]), clock[1]
        part = self._hours.part(place)
        if part is None:
            return None
        is_bare = part[1] == place + 1 and not read[place].text.endswith("s")
        if is_bare and read[place - 1].text not in _ANY:
            return None  # "the parents' evening" is an event
        at = read.skip(part[1], "at")
        if at > part[1] and (at_hour := self._hours.clock(at, sure=True)):
            hour = turned(at_hour[0], part[0])
            return replace(_EMPTY, start=self._nearest(hour), after=hour), at_hour[1]
        return replace(_EMPTY, after=hours_of(part[0])[0], before=hours_of(part[0])[1]), part[1]

    def _goes_on(self, place: int) -> bool:
        """Whether a noun may follow: "to ten people" is no hour."""
        after = self._reader[place]
        if after.means("month") is not None:
            return True
        return after.kind == "word" and not after.joins("on", "in") and self._day(place) is None

    def _alone_day(self, place: int) -> Read | None:
        day = self._days.bare_day(place)
        return (replace(_EMPTY, first=day[0][0], last=day[0][1]), day[1]) if day else None

    def _nearest(self, clock: time) -> datetime:
        """That hour today, or the nearest day on the side of the leaning."""
        today = calendar.at(self._today, clock, self._now.tzinfo)
        if self._leaning == "future" and today <= self._now:
            return calendar.at(self._today + timedelta(days=1), clock, self._now.tzinfo)
        if self._leaning == "past" and today > self._now:
            return calendar.at(self._today - timedelta(days=1), clock, self._now.tzinfo)
        return today

    def _length(self, place: int) -> Read | None:
        if self._reader[place - 1].text in _HOW_OFTEN:
            return None  # "twice a week"
        at = self._reader.skip(place, "the")
        if self._reader[at].text in ("day", "tag") and self._reader[at + 1].joins("before"):
            return replace(_EMPTY, minutes=MINUTES["day"]), at + 1  # "the day before the party"
        length = self._reader.length(place)
        return (replace(_EMPTY, minutes=length[0]), length[1]) if length else None

    def _day(self, place: int) -> Found | None:
        """Days, with the small words before them; a bare "3rd" only after one of these."""
        read = self._reader
        if found := self._days.read(place):
            return found
        begin = read.skip(place, "on", "in", "for", "of", "the", "from")
        if found := self._days.read(begin):
            return found
        return self._days.bare_day(begin) if begin > place else None

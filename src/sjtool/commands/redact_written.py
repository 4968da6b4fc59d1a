"""How a date is written in running text: with figures, with the month in words, a month or a year alone."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_LONGEST_FIRST = sorted(MONTHS, key=lambda name: -len(name))
MONTH = "|".join(name.capitalize() for name in _LONGEST_FIRST)
_ANY = f"(?i:{'|'.join(_LONGEST_FIRST)})"
"""With a day and a year beside it a month is meant, in capitals or in small letters."""
_SURE = "|".join([MONTH, MONTH.upper(), *(name for name in _LONGEST_FIRST if name not in {"march", "mar", "may"})])
"""Without a year, not what could be another word: `5 may`, `20 march`."""
_YEAR, _TWO = r"(?:19|20)\d{2}", r"\d{2}"
_S, _ORD = r"\s{1,3}", "(?:st|nd|rd|th)?"
_LINE = "\u2010\u2011\u2013-"
_TICK = "['\u2019]"
_BEFORE_YEAR = (
    *("in", "since", "from", "until", "till", "to", "by", "before", "after", "during", "about", "around", "early"),
    *("mid", "late", "and", "or", "of", "year", "for", "between", "spring", "summer", "autumn", "winter", "christmas"),
    *("easter", "born", "dated", "released", "convicted", "sentenced", "the", "his", "her", "their", "my"),
)
_BEFORE_DAY = ("on", "of", "by", "since", "from", "until", "till", "to", "before", "after", "and", "dated", "due")


def _after(words: tuple[str, ...], *more: str) -> str:
    """What stands before is looked at and not taken: a known name that begins with the figures goes first."""
    found = "|".join([r"(?<=(?i:\b" + word + r"\s))" for word in words] + list(more))
    return f"(?:{found})"


_IN_A_DAY, IN_A_YEAR = _after(_BEFORE_DAY), _after(_BEFORE_YEAR, r"(?<=\()", r"(?<=,\s)")
_DAYS_BEFORE = rf"(?P<wl>(?:\d{{1,2}}{_ORD}(?:\s?[/&,{_LINE}]\s?|,?{_S}(?:to|and|or){_S})){{1,7}})?"
_IS_NO_TIME = r"(?!\w|[:.]\d|\s?(?:[ap]\.?m\b|hours|hrs))"
_IS_NO_MEASURE = r"(?!\w|[,.:/-]\d|\s(?:hours|hrs|pounds|people|metres|Act\b|Order\b|Regulations\b))"
_DOT = (
    rf"(?:(?<=(?i:{'|'.join(name for name in MONTHS if len(name) == len('jan') and name != 'may')}))\.(?=\s[a-z\d]))?"
)
"""The stop behind a month that is written short; never the one that ends a sentence."""
_BORN = r"(?i:d\.?\s?o\.?\s?b\.?|date\sof\sbirth|born)(?i:\s?(?:on|is|was|:))?\s{0,3}"
IN_TEXT = "|".join(
    (
        rf"(?<!\w)(?P<bl>{_BORN})(?P<bd>\d{{2}})(?P<bs>[ ./-]?)(?P<bn>\d{{2}})(?P=bs)(?P<by>{_YEAR}|{_TWO})(?!\w)",
        rf"{IN_A_YEAR}(?P<qt>{_TICK})(?P<qy>{_TWO})(?!\w|[:.]\d)",
        rf"(?<![\w./-])(?P<cy>{_YEAR})(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?!\w)",
        rf"(?<![\w.])(?P<iy>{_YEAR})(?P<is>[/.{_LINE}])(?P<im>\d{{1,2}})(?P=is)(?P<id>\d{{1,2}})(?!\d|(?P=is)\d)",
        rf"(?<![\w.-])(?P<ny>{_YEAR})-(?P<nm>0[1-9]|1[0-2])(?![\d-])",
        (
            rf"(?<![\w./])(?P<sd>\d{{1,2}})(?P<ss>\s?[/.{_LINE}]\s?)(?P<sm>\d{{1,2}})(?P=ss)"
            rf"(?:(?P<sy>{_YEAR})(?!\w)|{_TICK}?(?P<st>{_TWO})(?!\w|(?P=ss)\d| \d{{3}} ?\d))"
        ),
        rf"(?<![\w./-])(?P<om>0?[1-9]|1[0-2])(?P<os>\s?[/.{_LINE}]\s?)(?P<oy>{_YEAR})(?!\w|[/-]\d)",
        rf"(?<![\w./-])(?:(?=0|\d\d/0)|{_IN_A_DAY})(?P<pd>\d{{1,2}})/(?P<pm>\d{{1,2}})(?!\w|[/.-]\d)",
        (
            rf"(?<!\w){_DAYS_BEFORE}(?P<wd>\d{{1,2}}){_ORD}(?:(?:{_S}|[/.{_LINE}])(?:of{_S})?(?P<wm>{_ANY})\b"
            rf"(?:(?:\.?,?{_S}|[/.{_LINE}])(?:(?P<wy>\d{{4}})(?!\w)|{_TICK}?(?P<wt>{_TWO}){_IS_NO_TIME}))"
            rf"|{_S}(?:of{_S})?(?P<vm>{_SURE})(?!\w){_DOT})"
        ),
        (
            rf"(?<!\w)(?P<um>{MONTH}|{MONTH.upper()})\.?{_S}(?P<ud>\d{{1,2}}){_ORD}"
            rf"(?:,?{_S}(?:(?P<uy>\d{{4}})|{_TICK}(?P<ut>{_TWO})))?(?!\w)"
        ),
        (
            rf"(?<!\w)(?P<mm>{_ANY})(?:(?:\.?,?{_S}(?:of{_S})?|[/.{_LINE}])(?P<my>\d{{4}})"
            rf"|(?:\.?{_S}{_TICK}|[/{_LINE}]{_TICK}?)(?P<mt>{_TWO}))(?!\w)"
        ),
        rf"(?<![\w.,/-])(?P<fy>{_YEAR})(?P<fs>\s?[/{_LINE}]\s?)(?P<ty>{_YEAR}|{_TWO})(?!\w|[/-]\d)",
        rf"(?<![\w.,/-]){IN_A_YEAR}(?P<yy>{_YEAR}){_IS_NO_MEASURE}",
    )
)
"""Dates as they are written in running text. What only a reader can tell (the 22nd, last spring) is not moved."""
_AHEAD = 20
_FIRST_YEAR = 1900


def year_in_full(figures: str, year: int) -> str:
    """A year of two figures as it was meant in `year`: the last such one that is not more than twenty years ahead."""
    if len(figures) > len("99"):
        return figures
    if year < _FIRST_YEAR:
        return "0"
    latest = year + _AHEAD
    return str(latest - (latest - int(figures)) % 100)

"""Months and holidays that stand alone in running words, `twice in June`: moved with the rest, or left out."""

from __future__ import annotations

from sjtool.commands.redact_written import IN_A_YEAR, MONTHS

MONTH_OUT, HOLIDAY_OUT = "[month]", "[holiday]"
"""What stands where nothing tells which month it would be. A holiday has no day of the copy it could move to."""
_FULL = [name for name in MONTHS if len(name) > len("sept") or name in {"may", "june", "july"}]
_SAFE = [name for name in _FULL if name not in {"may", "march", "august"}]
"""What is a month in small letters too."""
_NOT_MAY = rf"(?:{IN_A_YEAR}|(?!May\s(?:[a-z]|I\b))(?!March\s(?:on|in|out|up|to)\b))"
"""`May contact her` is no month; `in May he rang` is."""
_SHORT = "Jan|Feb|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_HOLIDAYS = (
    r"Easter(?:\s(?:Sunday|Monday|Day|Eve|weekend|week))?|(?:Christmas|Xmas)(?:\s(?:Day|Eve))?|Boxing\sDay|Good\sFriday|"
    r"New\sYear(?:['\u2019]s\s(?:Day|Eve))?|Halloween|Bonfire\sNight|Valentine['\u2019]s\sDay|Pancake\sDay|Whitsun"
)
BARE = (
    rf"(?<![\w@]){_NOT_MAY}(?P<bm>{'|'.join(name.capitalize() for name in _FULL)}|{_SHORT}|"
    rf"{'|'.join(name.upper() for name in _SAFE)}|{'|'.join(_SAFE)})(?![\w-])"
    rf"|(?<!\w)(?P<holiday>{_HOLIDAYS}|easter|christmas|xmas)(?!\w)"
)

"""Whether a date or time in an attribute is what the text beside it says, in any language that prints figures.

Figures are compared, and month names of the six languages where one stands in the text. What cannot be read agrees.
"""

from __future__ import annotations

import re
from itertools import pairwise

# Arabic has two series of month names; Russian ones stand in the genitive after a day.
_MONTHS = (
    "january janvier enero января يناير كانون_الثاني",
    "february février febrero февраля فبراير شباط",
    "march mars marzo марта مارس آذار",
    "april avril abril апреля أبريل نيسان",
    "may mai mayo мая مايو أيار",
    "june juin junio июня يونيه يونيو حزيران",
    "july juillet julio июля يوليه يوليو تموز",
    "august août agosto августа أغسطس آب",
    "september septembre septiembre сентября سبتمبر أيلول",
    "october octobre octubre октября أكتوبر تشرين_الأول",
    "november novembre noviembre ноября نوفمبر تشرين_الثاني",
    "december décembre diciembre декабря ديسمبر كانون_الأول",
)
_MONTH_OF = {name: month for month, names in enumerate(_MONTHS, 1) for name in names.split()}
_WORD = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_TIME = re.compile(r"(?:^|T)(\d\d):(\d\d)")
_FIGURES = re.compile(r"\d+")  # of any script: int() reads them all


def date_disagrees(value: str, text: str) -> str:
    """Why a date "2018-02-13" is not what a text says, in words; "" where it is or where the text cannot be read.

    >>> date_disagrees("2018-02-13", "Tuesday, 14 February 2018")
    'the text says 14'
    >>> date_disagrees("2018-02-13", "2018年2月13日星期二")
    ''
    """
    match = _DATE.match(value)
    figures = [int(found) for found in _FIGURES.findall(text)]
    if match is None or not figures:
        return ""
    year, month, day = map(int, match.groups())
    years = [figure for figure in figures if 1900 <= figure <= 2199]
    days = [figure for figure in figures if 1 <= figure <= 31]
    if years and year not in years:
        return f"the text says {years[0]}"
    if days and day not in days:
        return f"the text says {days[0]}"
    months = _months_in(text)
    if months and month not in months:
        return f"the text names month {months[0]}"
    return ""


def _months_in(text: str) -> list[int]:
    words = _WORD.findall(text.lower())
    pairs = [f"{first}_{second}" for first, second in pairwise(words)]
    return [_MONTH_OF[word] for word in (*pairs, *words) if word in _MONTH_OF]


def time_disagrees(value: str, text: str) -> str:
    """Why a time "15:10:00" or a date and time is not what a text says, in words; "" where it is or cannot be read.

    >>> time_disagrees("2018-02-13T15:10:00-05:00", "3.40 p.m.")
    'the text says 3.40 p.m.'
    >>> time_disagrees("2018-02-13T15:10:00-05:00", "下午3时10分")
    ''
    """
    match = _TIME.search(value)
    figures = [int(found) for found in _FIGURES.findall(text)]
    if match is None or not figures or len(figures) > 2:
        return ""
    hour, minute = int(match[1]), int(match[2])
    said_minute = figures[1] if len(figures) == 2 else 0
    agrees = figures[0] % 12 == hour % 12 and said_minute == minute
    return "" if agrees else f"the text says {text.strip()}"

"""Numbers that records write in letters: Chinese numerals read, Roman figures written."""

from __future__ import annotations

_CHINESE_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_ROMAN = ((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def chinese_number(printed: str) -> int:
    """The value of a Chinese numeral below a thousand ("一百零二", "五十一", "十"); 0 for anything else."""
    if not printed or not set(printed) <= _CHINESE_DIGITS.keys() | {"十", "百"}:
        return 0
    hundreds, hundred, rest = printed.rpartition("百")
    tens, ten, units = rest.rpartition("十")
    value = _CHINESE_DIGITS.get(hundreds, 1) * 100 if hundred else 0
    value += _CHINESE_DIGITS.get(tens.lstrip("零〇"), 1) * 10 if ten else 0
    return value + _CHINESE_DIGITS.get(units.lstrip("零〇"), 0)


def roman(value: int) -> str:
    """A whole number below 90 in Roman figures."""
    figures = ""
    for worth, figure in _ROMAN:
        count, value = divmod(value, worth)
        figures += figure * count
    return figures

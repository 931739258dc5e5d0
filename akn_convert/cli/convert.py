"""`akn-convert convert`: records in, Akoma Ntoso and a report for each out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from akn_convert.errors import UsageError
from akn_convert.files import write_whole
from akn_convert.findings import finding
from akn_convert.line import Conversion, convert
from akn_convert.mapper import Options
from akn_convert.report import as_json, row_of, table_of

_EPILOG = """examples:
  akn-convert convert record.pdf -o out
  akn-convert convert records/ -o out --language fr
  akn-convert convert statement.txt -o out --symbol S/PRST/2021/1
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="a file or a folder")
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="OUTDIR", help="where the results go")
    parser.add_argument("--symbol", default="", help="the symbol, for one input: S/PRST/2021/1")
    parser.add_argument("--date", default="", help="the date, for one input: 2021-01-12")
    parser.add_argument("--language", default="", help="the language of the text: zh or zho")
    parser.add_argument("--kind", default="", help="verbatimRecord, presidentialStatement or communique")
    parser.add_argument("--body", default="", help="the organ: un-sc, un-ga, un-ga-c3")
    parser.add_argument("--encoding", default=None, help="the encoding of text files, overruling what the bytes say")
    parser.add_argument(
        "--markup-date", default="", help="the date of the markup; SOURCE_DATE_EPOCH, else the record's"
    )
    parser.add_argument("--fail-on", choices=("error", "warning", "never"), default="error")
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary")


def run(args: argparse.Namespace) -> int:
    """Convert every input; 1 where a document failed, 0 otherwise."""
    names = Options.__dataclass_fields__
    options = {name: getattr(args, name) for name in names}
    files = list(_files(args.inputs))
    if len(files) > 1 and (args.symbol or args.date):
        raise UsageError("--symbol and --date are for one input")
    Options(**options)
    taken: set[PurePosixPath] = set()
    rows, failed = [], False
    for path, relative in files:
        target = relative.with_suffix(".xml")
        conversion = convert(path, filename=relative.as_posix(), encoding=args.encoding, **options)
        if target in taken:
            conversion = Conversion(None, (finding("same-output", output=target.as_posix()),), conversion.text)
        else:
            taken.add(target)
            _write(args.output, target, conversion)
        rows.append(row_of(relative.as_posix(), conversion.report, conversion.findings))
        failed |= _fails(conversion, args.fail_on)
        for said in conversion.findings:
            print(f"{relative}: {said.severity}: {said.code}: {said.message}", file=sys.stderr)
    if not args.quiet:
        print(table_of(rows))
    return int(failed)


def _files(inputs: list[str]) -> Iterator[tuple[Path, PurePosixPath]]:
    """Each file, and its place below the input folder, sorted."""
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file()):
                yield file, PurePosixPath(file.relative_to(path).as_posix())
        else:
            yield path, PurePosixPath(path.name)


def _write(folder: Path, target: PurePosixPath, conversion: Conversion) -> None:
    path = folder / target
    if conversion.xml is not None:
        write_whole(path, conversion.xml)
    write_whole(path.with_suffix(".report.json"), as_json(conversion.report))


def _fails(conversion: Conversion, level: str) -> bool:
    if level == "never":
        return False
    bad = {"error"} if level == "error" else {"error", "warning"}
    return conversion.xml is None or any(f.severity in bad for f in conversion.findings)

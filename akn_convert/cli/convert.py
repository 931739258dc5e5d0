"""`akn-convert convert INPUT... -o OUTDIR`: records in, Akoma Ntoso and a report for each out."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from akn_convert.batch import archive
from akn_convert.batch.archive import Result, Settings
from akn_convert.batch.inputs import Inputs
from akn_convert.batch.many import MAX_MEMORY, TIMEOUT, checked, warm_up
from akn_convert.batch.outcome import Status
from akn_convert.batch.progress import aside, shown
from akn_convert.cli.options import add_reporting
from akn_convert.errors import UsageError
from akn_convert.report import row_of, table_of
from akn_convert.workers import nursery
from akn_convert.workers.pool import Limits

_EPILOG = """examples:
  akn-convert convert record.pdf -o out
  akn-convert convert records/ -o out --language fr
  akn-convert convert statement.txt -o out --symbol S/PRST/2021/1
  akn-convert convert archive/ -o out --resume --timeout 60 --overrides overrides.toml
  akn-convert convert s3://records/pdf -o s3://records/akn --jobs 8
"""
FACTS = ("symbol", "date", "language", "kind", "body", "markup_date")  # the fields of mapper.Options
MOST_ROWS = 100  # documents that the summary lists; beyond, the manifest is the list


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("inputs", nargs="*", metavar="INPUT", help="a file, a folder, a glob, an s3:// address; - for standard input")
    add("--files-from", metavar="FILE", help="more inputs, one a line; - for standard input")
    add("--stdin-filename", metavar="NAME", default="stdin", help="what to call what - reads")
    add("-o", "--output", required=True, metavar="OUTDIR", help="where the results go: a folder or an address")
    group = parser.add_argument_group("what the text is")
    group.add_argument("--symbol", default="", help="the symbol, for one input: S/PRST/2021/1")
    group.add_argument("--date", default="", help="the date, for one input: 2021-01-12")
    group.add_argument("--language", default="", help="the language of the text: zh or zho")
    group.add_argument("--kind", default="", help="verbatimRecord, presidentialStatement or communique")
    group.add_argument(
        "--body", default="", help="the organ: un-sc, un-ga, un-ga-c3, or the id of another, such as un-cd"
    )
    group.add_argument("--encoding", help="the encoding of text files, overruling what the bytes say")
    group.add_argument("--markup-date", default="", help="date of the markup; SOURCE_DATE_EPOCH, else the record's")
    group.add_argument("--overrides", metavar="PATH", help="a TOML file, or a folder of them, that corrects records")
    group.add_argument(
        "--limit",
        action="append",
        default=[],
        type=limit,
        metavar="NAME=N",
        help="how much of a file is read before it is refused, as pages=20000; names and defaults: docs/readers.md",
    )
    _add_batch(parser.add_argument_group("many documents"))
    add_reporting(parser)


def _add_batch(group: Any) -> None:
    group.add_argument("--jobs", type=int, metavar="N", help="processes; default: the cores that there are")
    group.add_argument("--timeout", type=float, default=TIMEOUT, metavar="S", help=f"seconds a document ({TIMEOUT:g})")
    group.add_argument(
        "--max-memory", type=size, default=MAX_MEMORY, metavar="SIZE", help="of a process, as 500M or 2G (2G; Linux)"
    )
    group.add_argument("--resume", action="store_true", help="skip what is done, by content, version and options")
    group.add_argument("--retry-failed", action="store_true", help="with --resume: try known failures again")


def size(text: str) -> int:
    """A size in bytes.

    >>> size("500M"), size("2G"), size("1000000")
    (524288000, 2147483648, 1000000)
    """
    found = re.fullmatch(r"(\d{1,12})([KMGT]?)i?B?", text, re.IGNORECASE)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is no size like 500M or 2G")
    return int(found[1]) << (10 * " KMGT".index(found[2].upper() or " "))


def limit(text: str) -> tuple[str, int]:
    """A limit of the readers by its name; sizes as for `size`.

    >>> limit("pages=20000"), limit("size=2G")
    (('pages', 20000), ('size', 2147483648))
    """
    from akn_convert import reader

    name, _, value = text.partition("=")
    if name not in reader.Limits.__dataclass_fields__:
        names = ", ".join(reader.Limits.__dataclass_fields__)
        raise argparse.ArgumentTypeError(f"{text!r} is no limit like pages=20000; the names are {names}")
    return name, size(value)


def run(args: argparse.Namespace) -> int:
    """Convert every input; 1 where a document failed or a finding is at or above --fail-on, 0 otherwise."""
    limits = checked(args.jobs, args.timeout, args.max_memory)
    # While the arguments are looked at, the converter is loaded, in a process of its own: this one never needs it.
    with nursery.begun(warm_up, args.alone):
        return _run(args, limits)


def _run(args: argparse.Namespace, limits: Limits) -> int:
    from akn_convert.cli.telling import telling
    from akn_convert.reports import Checked

    options, digest = _options(args)
    inputs = _inputs(args)
    total = len(inputs)
    if total > 1 and (args.symbol or args.date):
        raise UsageError("--symbol and --date are for one input")
    limits = replace(limits, jobs=min(limits.jobs, max(total, 1)))
    settings = Settings(args.output, options, digest, args.retry_failed, manifest=inputs.many or args.resume)
    # A polite end by the system is an interruption like Ctrl-C: what is known is kept for --resume.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    results: Iterable[Result] = archive.run(inputs, settings, limits, args.resume)
    if not args.quiet and inputs.many:
        results = shown(results, total)
    summary = _Summary(args.fail_on)
    with telling(args) as reporter:
        for result in results:
            with aside():
                reporter.tell(Checked(result.row["source"], list(result.findings)))
            summary.add(result)
    if not args.quiet:
        print("\n".join(summary.lines()), file=sys.stdout if args.output_format == "text" else sys.stderr)
    return int(summary.fails)


def _options(args: argparse.Namespace) -> tuple[dict[str, Any], str]:
    """The options of `convert`, checked, and a digest of the overrides."""
    options: dict[str, Any] = {name: getattr(args, name) for name in FACTS}
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not options["markup_date"] and epoch.isdigit():
        options["markup_date"] = datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    if any(value for name, value in options.items() if name != "symbol"):  # any symbol will do
        from akn_convert.mapper import Options

        Options(**options)
    options["encoding"] = args.encoding
    if args.limit:
        from akn_convert import reader

        options["limits"] = reader.Limits(**dict(args.limit))
    if not args.overrides:
        return options, ""
    from akn_convert.overrides import load

    overrides = load(args.overrides)
    return {**options, "overrides": overrides}, overrides.digest


def _inputs(args: argparse.Namespace) -> Inputs:
    arguments = [*args.inputs, *(_listed(args.files_from) if args.files_from else [])]
    if not arguments:
        raise UsageError("no INPUT is given; - reads standard input")
    stdin = sys.stdin.buffer.read() if "-" in args.inputs else b""
    return Inputs(arguments, stdin, args.stdin_filename, args.output)


def _listed(file: str) -> list[str]:
    """The lines of a list of inputs."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return [os.fsdecode(line) for line in data.splitlines() if line.strip()]
    except OSError as error:
        raise UsageError(f"the list {file} cannot be read: {error.strerror}") from error


class _Summary:
    """What stands at the end: a line a document where they are few, the counts where they are many."""

    def __init__(self, fail_on: str) -> None:
        self.fails = False
        self._fail_on = fail_on
        self._rows: list[tuple[str, ...]] = []
        self._statuses: dict[str, int] = dict.fromkeys(map(str, Status), 0)
        self._skipped = 0

    def add(self, result: Result) -> None:
        """Count a document in."""
        row = result.row
        self._statuses[row["status"]] += 1
        self._skipped += not result.fresh
        if len(self._rows) <= MOST_ROWS:
            report = {**row, "counts": row, "valid": row["status"] == Status.CONVERTED}
            self._rows.append(row_of(row["source"], report, range(sum(row["counts"].values()))))
        bad = row["status"] != Status.CONVERTED or (self._fail_on == "warning" and row["counts"]["warning"] > 0)
        self.fails |= bad and self._fail_on != "never"

    def lines(self) -> Iterator[str]:
        """The summary."""
        if len(self._rows) <= MOST_ROWS:
            yield table_of(self._rows)
        if len(self._rows) > 1:
            told = ", ".join(f"{count} {status}" for status, count in self._statuses.items() if count)
            yield told + (f", {self._skipped} of them by an earlier run" if self._skipped else "")

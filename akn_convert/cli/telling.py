"""Findings told as the options ask: on stdout, in files, and as an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from akn_convert.errors import UsageError
from akn_convert.files import whole
from akn_convert.findings import Severity
from akn_convert.reports import FORMATS, Checked, Format, Summary, text
from akn_convert.reports.summary import printable


def exit_code(summary: Summary, fail_on: str) -> int:
    """0 or 1: whether a finding is at or above what --fail-on names."""
    if fail_on == "never" or summary.worst is None:
        return 0
    return int(summary.worst.rank <= Severity(fail_on).rank)


def wants_color(choice: str, stream: IO[str]) -> bool:
    """Whether to write colours: as told, else on a terminal unless NO_COLOR is set."""
    return choice == "always" or (choice == "auto" and stream.isatty() and not os.environ.get("NO_COLOR"))


class Target(NamedTuple):
    """A report being written: its format, where to, and whether nothing has been told yet."""

    form: Format
    file: IO[str]


@contextmanager
def telling(args: argparse.Namespace) -> Iterator[Reporter]:
    """The reports that the arguments ask for, opened and closed; files appear whole or not at all."""
    with ExitStack() as stack:
        targets = [Target(_of_stdout(args), sys.stdout)]
        for wish in args.report:
            name, colon, file = wish.partition(":")
            if not colon or not file or name not in FORMATS:
                raise UsageError(f"--report {wish}: FORMAT:FILE is meant, FORMAT one of {', '.join(FORMATS)}")
            targets.append(Target(FORMATS[name], _Utf8(stack.enter_context(whole(Path(file))))))  # type: ignore[arg-type]
        reporter = Reporter(targets, verbose=args.verbose, quiet=args.quiet)
        reporter.begin()
        yield reporter
        reporter.end()


class _Utf8:
    """Text to a file of bytes, which `whole` gives; a name that is no Unicode is escaped."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, told: str) -> None:
        """Write, as UTF-8 with line feeds."""
        self._file.write(told.encode("utf-8", "backslashreplace"))


def _of_stdout(args: argparse.Namespace) -> Format:
    """The format of stdout; text with colours where they are wanted, and without counts with -q."""
    form = FORMATS[args.output_format]
    if args.output_format != "text":
        return form
    if wants_color(args.color, sys.stdout):
        form = form._replace(one=partial(text.one, color=True))
    return form._replace(end=lambda summary: "") if args.quiet else form


class Reporter:
    """Tells all targets of each document, and counts."""

    def __init__(self, targets: Iterable[Target], *, verbose: bool = False, quiet: bool = False) -> None:
        self.summary = Summary()
        self._targets, self._verbose, self._quiet = list(targets), verbose, quiet
        self._first = True

    def begin(self) -> None:
        """Open each report."""
        for target in self._targets:
            target.file.write(target.form.begin())

    def tell(self, document: Checked) -> None:
        """Tell of a document and count it."""
        self.summary.add(document)
        for target in self._targets:
            target.file.write(target.form.one(document, self._first))
        self._first = self._first and not document.findings
        if self._verbose and not document.findings:
            print(f"{printable(document.filename)}: sound", file=sys.stderr)

    def end(self) -> None:
        """Close each report; where stdout is for a program, people read the counts on stderr."""
        for target in self._targets:
            target.file.write(target.form.end(self.summary))
        if not self._quiet and self._targets[0].form.end is not text.end:
            sys.stderr.write(text.end(self.summary))

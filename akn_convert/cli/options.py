"""Options that verbs share: where documents come from, how findings are told, what makes the exit code."""

from __future__ import annotations

import argparse

from akn_convert.errors import UsageError

FAIL_ON = ("error", "warning", "never")
FORMATS = ("text", "json", "github", "sarif", "junit")  # the names in reports.FORMATS, which --help need not load


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """PATH..., --files-from, --stdin-filename."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="file, folder, glob, zip or tar archive; - for stdin")
    parser.add_argument("--files-from", metavar="FILE", help="more paths, one a line; - for stdin")
    parser.add_argument("--stdin-filename", metavar="NAME", default="<stdin>", help="what to call what - reads")


def add_reporting(parser: argparse.ArgumentParser) -> None:
    """--output-format, --report, --fail-on, -q, -v, --color."""
    group = parser.add_argument_group("reports")
    group.add_argument("--output-format", choices=FORMATS, default="text", help="of stdout; default: text")
    group.add_argument(
        "--report", action="append", default=[], metavar="FORMAT:FILE", help="one more report, in a file; repeatable"
    )
    group.add_argument("--fail-on", choices=FAIL_ON, default="error", help="what makes the exit code 1; default: error")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    group.add_argument("-q", "--quiet", action="store_true", help="findings only: no counts, no progress")
    group.add_argument("-v", "--verbose", action="store_true", help="name sound documents too")


def inputs(args: argparse.Namespace) -> list[str]:
    """The paths of the arguments and of --files-from; UsageError where there is none."""
    from akn_convert.ci.inputs import listed

    paths = [*args.paths, *(listed(args.files_from) if args.files_from else [])]
    if not paths and not args.files_from:
        raise UsageError("no PATH is given; - reads standard input")
    return paths

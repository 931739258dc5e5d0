"""`akn-convert validate PATH...`: arguments in, findings and an exit code out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from akn_convert.ci.cache import Cache, default_folder
from akn_convert.ci.inputs import Document, documents
from akn_convert.ci.parity import Parity
from akn_convert.ci.run import Run
from akn_convert.ci.source import Fidelity
from akn_convert.cli.options import add_inputs, add_reporting, inputs
from akn_convert.cli.telling import exit_code, telling
from akn_convert.errors import UsageError
from akn_convert.reports import Checked
from akn_convert.validator import CHECKS, MAX_FINDINGS, xsd

_ALL = (*CHECKS, "parity")


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    add_inputs(parser)
    group = parser.add_argument_group("checks")
    group.add_argument("--checks", default=",".join(CHECKS), metavar="NAMES", help=f"with commas: {', '.join(_ALL)}")
    group.add_argument("--schema", metavar="FILE", help="an XSD of your own instead of the OASIS one")
    group.add_argument("--lenient", action="store_true", help="the OASIS schema without unique eIds and full dates")
    group.add_argument("--source", metavar="FILE", help="the text that the one document was made from: nothing lost?")
    group.add_argument(
        "--max-findings",
        type=int,
        default=MAX_FINDINGS,
        metavar="N",
        help=f"a document; default {MAX_FINDINGS}, 0: all",
    )
    group.add_argument("--every-place", action="store_true", help="a finding a place, not one for all of one cause")
    add_reporting(parser)
    group = parser.add_argument_group("speed")
    group.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="processes; 0: one, and one a core for a long list; default: 1"
    )
    group.add_argument("--cache-dir", type=Path, metavar="DIR", help=f"default: {default_folder()}")
    group.add_argument("--no-cache", action="store_true", help="check unchanged documents again")
    parser.epilog = (
        "exit codes: 0 sound, 1 a finding at or above --fail-on, 2 usage or environment\n\nexamples:\n"
        "  akn-convert validate archive/ --report sarif:findings.sarif\n"
        "  akn-convert validate 'records/**/*.xml' --fail-on warning --output-format github\n"
        "  akn-convert validate archive.zip --checks wellformed,xsd\n"
        "  cat record.xml | akn-convert validate - --stdin-filename record.xml"
    )


def run(args: argparse.Namespace) -> int:
    """Check every document; the exit code says whether something at or above --fail-on was found."""
    checks = _checks(args.checks)
    source: Iterable[Document] = documents(inputs(args), args.stdin_filename)
    options = _options(args, checks)
    companions = _companions(args, checks)
    for companion in companions:
        source = companion.watch(source)
    cache = None if args.no_cache else Cache(args.cache_dir or default_folder(), options)
    try:
        results: Iterable[Checked] = Run(options, args.jobs, cache).check(source)
        for companion in companions:
            results = companion.complete(results)
        with telling(args) as reporter:
            for document in _progress(results, args.quiet):
                reporter.tell(document)
    finally:
        if cache is not None:
            cache.close()
    return exit_code(reporter.summary, args.fail_on)


def _checks(names: str) -> list[str]:
    """The checks that are asked for; UsageError for an unknown one."""
    checks = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in checks if name not in _ALL]
    if unknown or not checks:
        raise UsageError(f"--checks {names}: the checks are {', '.join(_ALL)}")
    return checks


def _options(args: argparse.Namespace, checks: list[str]) -> dict[str, Any]:
    """The options of `validate`; a schema that is none is said before any work."""
    if args.jobs < 0 or args.max_findings < 0:
        raise UsageError("--jobs and --max-findings take 0 or more")
    if args.schema:
        xsd.compiled(xsd.schema_file(args.schema))
    return {
        "checks": tuple(check for check in checks if check in CHECKS),
        "schema": args.schema,
        "lenient": args.lenient,
        "max_findings": args.max_findings or None,
        "merge": not args.every_place,
    }


def _companions(args: argparse.Namespace, checks: list[str]) -> list[Parity | Fidelity]:
    """What needs more than the document itself: its other language versions, its source."""
    companions: list[Parity | Fidelity] = []
    if "parity" in checks:
        companions.append(Parity())
    if args.source:
        companions.append(Fidelity(Path(args.source)))
    return companions


def _progress(results: Iterable[Checked], quiet: bool) -> Iterable[Checked]:
    """The results, with a count on stderr where that is a terminal."""
    if quiet or not sys.stderr.isatty():
        return results
    from tqdm import tqdm

    return tqdm(results, unit=" documents", leave=False)  # type: ignore[no-any-return,unused-ignore]

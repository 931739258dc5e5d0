"""`akn-convert explain CODE`: what a finding means."""

from __future__ import annotations

import argparse
import sys

from akn_convert.findings import Entry, catalogue


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.epilog = "examples:\n  akn-convert explain R5\n  akn-convert explain no-date"
    parser.add_argument("code", nargs="?", help="a finding's code; without one, all codes are listed")


def run(args: argparse.Namespace) -> int:
    """Print the long form of a code, or the list of codes; 2 for a code that does not exist."""
    if args.code is None:
        for row in catalogue().values():
            print(f"{row.code:24s} {row.severity:8s} {row.sentence}")
        return 0
    entry = next((e for code, e in catalogue().items() if code.lower() == args.code.lower()), None)
    if entry is None:
        print(f"akn-convert: no finding has the code {args.code!r}; `akn-convert explain` lists them", file=sys.stderr)
        return 2
    print(_page(entry))
    return 0


def _page(entry: Entry) -> str:
    parts = [f"{entry.code} ({entry.severity}): {entry.sentence}", entry.explain.strip()]
    parts += [f"Broken:\n\n{entry.broken.strip()}"] if entry.broken else []
    parts += [f"Mended:\n\n{entry.mended.strip()}"] if entry.mended else []
    return "\n\n".join(parts)

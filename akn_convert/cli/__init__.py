"""The command `akn-convert`: arguments in, exit code out; each verb is a module with `add` and `run`.

Exit codes: 0 all well; 1 a document failed, or a finding at or above --fail-on; 2 usage, configuration or
environment; 130 interrupted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from akn_convert import __version__
from akn_convert.errors import AknConvertError

# verb -> the line that --help shows; the module of the same name in this folder is imported only when it is used.
VERBS = {
    "convert": "published records (PDF, Word, HTML, text) to valid Akoma Ntoso",
    "validate": "check Akoma Ntoso files: the OASIS schema and rules beyond it",
    "export": "tables out of Akoma Ntoso: JSON Lines, CSV, Parquet, SQLite",
    "site": "a static portal: a page a record and language, votes, delegations, search",
    "review": "source and result side by side, for the editor: one HTML file",
    "explain": "what a finding's code means, with an example that breaks it and one mended",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is returned, never raised, except by argparse itself."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    verb = arguments[0] if arguments and arguments[0] in VERBS else None
    parser = _parser(verb)
    args = parser.parse_args(arguments)
    args.alone = argv is None  # this process is the command's own
    if not hasattr(args, "run"):
        parser.print_help()
        return 2
    try:
        return int(args.run(args))
    except AknConvertError as error:
        print(f"akn-convert: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("akn-convert: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _parser(verb: str | None) -> argparse.ArgumentParser:
    """The parser of one verb, or of the front page: only the verb asked for is imported."""
    parser = argparse.ArgumentParser(
        prog="akn-convert",
        description="Published meeting records in, valid Akoma Ntoso out.",
        epilog="akn-convert VERB --help says more about a verb.",
    )
    parser.add_argument("--version", action="version", version=f"akn-convert {__version__}")
    verbs = parser.add_subparsers(metavar="VERB", title="verbs")
    for name, line in VERBS.items():
        if verb in (None, name):
            sub = verbs.add_parser(
                name, help=line, description=line, formatter_class=argparse.RawDescriptionHelpFormatter
            )
            if verb == name:
                module = import_module(f"akn_convert.cli.{name}")
                module.add(sub)
                sub.set_defaults(run=module.run)
    return parser

"""`akn-convert review`: source and result side by side, for the editor who decides whether it is published."""

from __future__ import annotations

import argparse
from pathlib import Path

from akn_convert.files import write_whole
from akn_convert.line import convert
from akn_convert.mapper import Options
from akn_convert.site.review import review


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.epilog = (
        "examples:\n  akn-convert review record.pdf -o record.html\n"
        "  akn-convert review statement.txt -o statement.html --symbol S/PRST/2021/1\n\n"
        "Needs the extra `site`: pip install 'akn-convert[site]'. See docs/review.md."
    )
    parser.add_argument("source", type=Path, metavar="SOURCE", help="a published record: PDF, Word, HTML or text")
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help="the page, one HTML file")
    parser.add_argument("--encoding", help="the encoding of a text file, overruling what its bytes say")
    for name in Options.__dataclass_fields__:
        parser.add_argument(
            f"--{name.replace('_', '-')}", default="", help=f"the {name.replace('_', ' ')}, overruling the text"
        )


def run(args: argparse.Namespace) -> int:
    """Write the page; 1 where no sound document was made, which is just when an editor wants to see it."""
    options = {name: getattr(args, name) for name in Options.__dataclass_fields__}
    conversion = convert(args.source, encoding=args.encoding, **options)
    page = review(conversion.text, conversion.record, conversion.findings, title=args.source.name)
    write_whole(args.output, page.encode("utf-8", "backslashreplace"))
    return int(not conversion.valid)

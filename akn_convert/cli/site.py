"""`akn-convert site`: a static portal out of converted records."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from akn_convert.findings import Severity
from akn_convert.site.build import build_site
from akn_convert.site.config import LANGUAGES, Settings


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.epilog = (
        "examples:\n  akn-convert site converted -o public\n"
        "  akn-convert site converted -o public --config site.toml --address https://records.example.org/\n\n"
        "Needs the extra `site`: pip install 'akn-convert[site]'. See docs/site.md."
    )
    parser.add_argument("inputs", nargs="+", type=Path, metavar="IN", help="Akoma Ntoso files, or folders of them")
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="PUBLIC",
        help="the folder of the site; an earlier site there is replaced",
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="name, address, language, logo and colours (TOML)")
    parser.add_argument("--address", help="the site's own URL, for the sitemap and canonical links")
    parser.add_argument("--language", choices=LANGUAGES, help="the language of the first page")
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "never"),
        default="error",
        help="exit with 1 at this severity (default: error)",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but findings")


def run(args: argparse.Namespace) -> int:
    """Build the site; 1 where a file was left out (or as --fail-on says)."""
    settings = Settings.load(args.config) if args.config else Settings()
    if args.address:
        settings = replace(settings, address=args.address.rstrip("/") + "/")
    if args.language:
        settings = replace(settings, language=args.language)
    built = build_site(args.inputs, args.output, settings)
    for found in built.findings:
        print(f"{found.filename}: {found.severity}: {found.message} [{found.code}]", file=sys.stderr)
    if not args.quiet:
        print(
            f"{built.records} records in {built.versions} versions, {built.pages} pages: {args.output / 'index.html'}"
        )
        if not settings.address:
            print("sitemap.xml has paths alone; search engines need --address, the site's own URL", file=sys.stderr)
    return _exit_code([f.severity for f in built.findings], args.fail_on)


def _exit_code(severities: list[Severity], fail_on: str) -> int:
    return int(fail_on != "never" and any(s.rank <= Severity(fail_on).rank for s in severities))

"""`python -m akn_convert` is the command `akn-convert`."""

import sys

from akn_convert.cli import main

if __name__ == "__main__":
    sys.exit(main())

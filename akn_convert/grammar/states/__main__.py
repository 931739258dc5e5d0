"""`python -m akn_convert.grammar.states --check country-codes.csv`: how much of others' list the tables cover."""

from akn_convert.grammar.states.coverage import main

raise SystemExit(main())

"""`python -m tui` is `mash`."""

from tui.cli import main

main()

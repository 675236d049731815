"""``python -m afterword``."""

import sys

from afterword.cli.main import main

sys.exit(main())

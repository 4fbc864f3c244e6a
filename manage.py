#!/usr/bin/env python
"""Django's command line for Corpu."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corpu.settings")
    from django.core.management import execute_from_command_line

    from corpu.lib.env import WrongSetting

    try:
        execute_from_command_line(sys.argv)
    except WrongSetting as error:
        sys.exit(f"Corpu cannot start: {error}")


if __name__ == "__main__":
    main()

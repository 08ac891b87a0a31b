#!/usr/bin/env python3
"""Django's command line for Start het gesprek."""

import os
import sys


def main() -> None:
    # What it makes (a database, a log beside it) is for its own user only.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gesprek.conf.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

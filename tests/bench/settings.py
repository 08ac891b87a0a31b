"""The app's own settings, with the twin beside it. `tests.bench.opstelling` has set the environment before."""

from gesprek.conf.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.tweeling"

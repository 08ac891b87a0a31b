"""The app's own settings in an environment made for the tests (`tests.databases`)."""

from tests import databases

databases.richt_in()

from gesprek.conf.settings import *  # noqa: E402, F403

# The finders serve the files as they stand; that the real storage can collect them, and that every name in a
# template exists, is tested in tests/huis.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = ["tests.html.GeldigeHtmlMiddleware", *MIDDLEWARE]  # noqa: F405

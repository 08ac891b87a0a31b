"""The one settings file. Every value that may differ between places comes through `omgeving`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from gesprek.conf.omgeving import WORTEL, Omgeving

_omgeving = Omgeving.uit_systeem()

BASE_DIR = WORTEL
GEGEVENSMAP = WORTEL / _omgeving.tekst("GEGEVENSMAP", "var")
DEBUG = False
HTTPS = _omgeving.ja_nee("HTTPS", standaard=False)
SECRET_KEY = _omgeving.geheim("GEHEIM")
PEPPERS = _omgeving.sleutels("PEPPERS")
WISJOURNAAL_SLEUTEL = _omgeving.sleutel("WISJOURNAAL_SLEUTEL")
ALLOWED_HOSTS = _omgeving.hosts("HOSTS", "localhost,127.0.0.1,[::1]")
PROXIES = _omgeving.getal("PROXIES", 0, 0, 5)
PORT = _omgeving.getal("PORT", 8000, 1, 65535)
ARGON_TEGELIJK = _omgeving.getal("ARGON_TEGELIJK", 2, 1, 32)
# In production somebody must answer for the data; on one's own machine the page says that nobody is named yet.
_standaard = None if HTTPS else ""
VERANTWOORDELIJKE = _omgeving.tekst("VERANTWOORDELIJKE", _standaard)
VERANTWOORDELIJKE_CONTACT = _omgeving.tekst("VERANTWOORDELIJKE_CONTACT", _standaard)


def _database(naam: str, bestand: str) -> dict[str, Any]:
    url = _omgeving.tekst(naam, f"sqlite:///{GEGEVENSMAP / bestand}")
    try:
        uit: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError) as fout:
        raise ImproperlyConfigured(f"{naam} is not a database address that Django knows.") from fout
    if uit["ENGINE"] == "django.db.backends.sqlite3":
        if not uit["NAME"] or uit["NAME"] == ":memory:":
            raise ImproperlyConfigured(
                f"{naam} must name a file: what is in memory is gone at the next start."
            )
        Path(uit["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        # FULL: a save that was called "Bewaard" also outlives a power cut. secure_delete: no rests in free pages.
        uit["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        }
        # Django's own test default is memory, which has no WAL.
        uit["TEST"] = {"NAME": str(GEGEVENSMAP / f"test_{bestand}")}
    elif uit["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{naam} must begin with sqlite: or postgres:.")
    return uit


DATABASES = {
    "default": _database("DATABASE_URL", "gesprek.sqlite3"),
    "wisjournaal": _database("WISJOURNAAL_URL", "wisjournaal.sqlite3"),
}
if DATABASES["default"]["NAME"] == DATABASES["wisjournaal"]["NAME"] and all(
    DATABASES["default"].get(deel) == DATABASES["wisjournaal"].get(deel)
    for deel in ("ENGINE", "HOST", "PORT")
):
    raise ImproperlyConfigured(
        "WISJOURNAAL_URL names the main database. The journal must live apart, outside its back-up."
    )
DATABASE_ROUTERS = ["gesprek.kluis.router.WisjournaalRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "gesprek.Gebruiker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


# Accounts (ontwerp 7): signing in by e-mail address, an authenticator app obligatory, nobody signs up.
ACCOUNT_ADAPTER = "gesprek.toegang.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_RATE_LIMITS = False  # they keep addresses as they are; ours are LIMIETEN and LIMIETEN_PER_ACCOUNT
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_ADAPTER = "gesprek.toegang.accounts.adapter.MfaAdapter"
MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Start het gesprek"
MFA_TOTP_TOLERANCE = 1
# Shared by all processes, so that a code of the second step is good for once.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "gesprek_tussenopslag",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

INSTALLED_APPS = [
    "gesprek.conf.apps.GesprekConfig",
    "sociale_kaart",
    "gesprek.conf.apps.BeheerConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "simple_history",
    "import_export",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Django pads a compressed page by a random length and masks the CSRF token (BREACH), and our cookies are
    # SameSite: another site can't make a browser fetch a private page to watch its length.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gesprek.toegang.storing.OmvangMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    # After CSRF: what another site makes a browser send must not use up the turns of everyone at that address.
    "gesprek.toegang.limieten.LimietMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gesprek.toegang.accounts.deur.DeurMiddleware",
    # Who changed it, for the history of the sociale kaart.
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gesprek.toegang.open.KluisMiddleware",
]

ROOT_URLCONF = "gesprek.conf.urls"
WSGI_APPLICATION = "gesprek.conf.wsgi.application"
LOGIN_URL = "/inloggen/"
CSRF_FAILURE_VIEW = "gesprek.toegang.storing.csrf_mislukt"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WORTEL / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gesprek.toegang.context.huis",
            ],
        },
    }
]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
LOCALE_PATHS = [WORTEL / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

# The slot on the page of the selection: what gesprek does with it, which the kaart itself knows nothing of.
SELECTIE_INZETTEN = ("gesprek/verslag/_verwijskaart_keuze.html", "gesprek/wizard/_in_mijn_gesprek.html")

STATIC_URL = "/static/"
STATIC_ROOT = GEGEVENSMAP / "statisch"
STATICFILES_DIRS = [WORTEL / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "gesprek.conf.finders.LetterFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# ontwerp 3, Sizes. The view and the form hold the smaller limits.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# A file stays in memory, up to what a request may hold: there is no handler that could put it in a temp folder.
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Requests counted per address, by URL name: (an hour on average, at once). Wide enough for a whole organisation
# behind one address. "ontgrendelen" is any request that carries a readable code. Autosave is not counted.
LIMIETEN = {
    "ontgrendelen": (240, 60),
    "kluis:begin": (120, 40),
    "kluis:oefenen": (120, 40),
    "kluis:eerst_code": (60, 20),
    "kluis:nieuwe_code": (60, 20),
    "kluis:terugzetten": (120, 40),
    "sociale_kaart:meld_fout": (30, 6),
    "verwijskaart": (240, 20),
    "account_login": (120, 30),
    "mfa_authenticate": (120, 30),
    "account_reauthenticate": (120, 30),
    "mfa_reauthenticate": (120, 30),
    "mfa_activate_totp": (120, 30),
    "uitnodiging": (60, 20),
    "delen:team": (60, 20),
}
# What holds text that may be wrong: only what was taken costs a turn, not what came back to be mended.
LIMIETEN_ALLEEN_BEWAARD = frozenset({"sociale_kaart:meld_fout"})
# The same per account, known or not, so that many addresses together can't guess one. From one network that is soon
# too much; from all together late, since whoever knows the e-mail address of an editor could shut that editor out.
# Six words of ours (66 bits) bear that. A code of the second step bears little, and only who knows the password
# comes so far.
LIMIETEN_PER_ACCOUNT = {"wachtwoord": (200, 100), "wachtwoord_netwerk": (30, 20), "tweede_stap": (20, 10)}

_VOOR = "__Host-" if HTTPS else ""
KLUIS_COOKIE = f"{_VOOR}kluis"
LEIDER_COOKIE = f"{_VOOR}leider"
SESSION_ENGINE = "gesprek.toegang.sessies"
SESSION_COOKIE_NAME = f"{_VOOR}sessie"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_VOOR}csrf"
CSRF_COOKIE_AGE: int | None = None  # gone with the browser: on a shared computer nothing tells who came here
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# no-referrer makes Chromium send `Origin: null`, which Django refuses on every plain POST.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# W005/W021: subdomains and the preload list belong to whoever owns the whole domain, not to this app.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# No content, code, IP or query string in a log: request loggers print path and arguments, so they are silent,
# and an unexpected error is written by `toegang.storing` as its type and place only.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"kort": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "uit": {"class": "logging.StreamHandler", "formatter": "kort"},
        "nergens": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["uit"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["uit"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["nergens"], "propagate": False},
        "django.security": {"handlers": ["nergens"], "propagate": False},
        "django.server": {"handlers": ["nergens"], "propagate": False},
        "django.template": {"handlers": ["nergens"], "propagate": False},
        "django.db.backends": {"handlers": ["nergens"], "propagate": False},
        "allauth": {"handlers": ["nergens"], "propagate": False},
        "gesprek": {"handlers": ["uit"], "level": "INFO", "propagate": False},
    },
}
ADMINS: list[tuple[str, str]] = []
# Mail says only that something is waiting; without a server none is sent. Errors never go by mail.
_mail = _omgeving.mailserver("MAIL_URL")
MAIL_AAN = bool(_mail)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_SSL, EMAIL_USE_TLS = _mail or (
    "",
    0,
    "",
    "",
    False,
    False,
)
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = _omgeving.tekst("MAIL_AFZENDER", None if _mail else "")
TEST_RUNNER = "django.test.runner.DiscoverRunner"

"""System checks of our own: wrong content or an unknown contact stops the start instead of reaching a page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from gesprek.conf.omgeving import geheimenbestand
from gesprek.inhoud.lader import InhoudFout, laad


@register()
def controleer_inhoud(**_: Any) -> list[CheckMessage]:
    """One error with file and line when the content is wrong."""
    try:
        laad()
    except InhoudFout as fout:
        return [Error(str(fout), id="gesprek.E001")]
    return []


@register(Tags.security, deploy=True)
def controleer_proxies(**_: Any) -> list[CheckMessage]:
    """Behind TLS stands a proxy; not counted, its address is everybody's, and so is the limit."""
    if settings.HTTPS and not settings.PROXIES:
        zin = "HTTPS=ja with PROXIES=0: everyone then shares the rate limits of the proxy's one address."
        return [Warning(zin, hint="Set PROXIES to the number of your own proxies.", id="gesprek.W001")]
    return []


@register(Tags.security, deploy=True)
def controleer_geheimen(**_: Any) -> list[CheckMessage]:
    """The file with pepper and keys is for the account that runs the app, and for nobody else."""
    pad = geheimenbestand()
    if pad.is_file() and pad.stat().st_mode & 0o077:
        zin = "The file that GEHEIMEN names can be read by other accounts of this machine."
        return [Warning(zin, hint="chmod 600, or mount it for this account only.", id="gesprek.W002")]
    return []

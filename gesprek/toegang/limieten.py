"""Rate limits: one atomic upsert per counted request, keyed by an HMAC of the address under a key of the hour.

GCRA (ITU-T I.371): a cell holds the theoretical arrival time of the next request. Which requests count stands in
one table, `LIMIETEN` in the settings, by URL name. Django's database cache is not atomic, and an address never
reaches the database.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
import re
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from gesprek.kluis import code as codes
from gesprek.kluis import tijd
from gesprek.models import Limiet
from gesprek.toegang import storing

ONTGRENDELEN = "ontgrendelen"


class Grens(NamedTuple):
    """`per_uur` requests an hour on average, with `ineens` of them at once."""

    per_uur: int
    ineens: int


def adres(request: HttpRequest) -> str:
    """The client's address: what our own outermost proxy saw, else the peer's. Of IPv6 the network (/64), since one
    household or phone has all of it."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES:
        rij = [deel.strip() for deel in request.headers.get("X-Forwarded-For", "").split(",") if deel.strip()]
        if len(rij) >= settings.PROXIES:
            return _netwerk(rij[-settings.PROXIES]) or _netwerk(peer) or peer
    return _netwerk(peer) or peer


def omgeving(request: HttpRequest) -> str:
    """The network around the client's address (/24, /64 of IPv6): one place, though it has many addresses."""
    eigen = adres(request)
    try:
        ip = ipaddress.IPv4Address(eigen)
    except ValueError:
        return eigen
    return str(ipaddress.ip_network((int(ip), 24), strict=False))


def _netwerk(tekst: str) -> str:
    """An address without its port, as one notation; "" for what is none."""
    if haken := re.fullmatch(r"\[([^\]]*)\](?::\d+)?", tekst):
        tekst = haken[1]
    elif tekst.count(":") == 1:
        tekst = tekst.partition(":")[0]
    try:
        ip = ipaddress.ip_address(tekst)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((int(ip), 64), strict=False))
    return str(ip)


def tel(naam: str, wie: str, grens: Grens) -> int:
    """Count one request. Returns 0 when it may go on, else the seconds to wait (at least 1)."""
    nu = tijd.nu().timestamp()
    sleutel = _sleutel(naam, wie, nu)
    stap = 3600 / grens.per_uur
    # Adding up a step at a time rounds otherwise than multiplying; a millisecond settles who is the last one in.
    speling = stap * (grens.ineens - 1) + 0.001
    tabel = connection.ops.quote_name(Limiet._meta.db_table)
    grootste = "MAX" if connection.vendor == "sqlite" else "GREATEST"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {tabel} AS cel (sleutel, tat) VALUES (%s, %s) "
            f"ON CONFLICT (sleutel) DO UPDATE SET tat = {grootste}(cel.tat, %s) + %s "
            f"WHERE cel.tat <= %s RETURNING tat",
            [sleutel, nu + stap, nu, stap, nu + speling],
        )
        if cursor.fetchone():
            return 0
    tat = Limiet.objects.values_list("tat", flat=True).get(sleutel=sleutel)
    return max(1, math.ceil(tat - speling - nu))


def _sleutel(naam: str, wie: str, nu: float) -> bytes:
    uursleutel = hmac.digest(
        settings.SECRET_KEY.encode(), f"limiet {int(nu // 3600)}".encode(), hashlib.sha256
    )
    return hmac.digest(uursleutel, f"{naam}\0{wie}".encode(), hashlib.sha256)


def geef_terug(naam: str, wie: str, grens: Grens) -> None:
    """A request that was counted came to nothing: its turn comes back."""
    sleutel = _sleutel(naam, wie, tijd.nu().timestamp())
    Limiet.objects.filter(sleutel=sleutel).update(tat=F("tat") - 3600 / grens.per_uur)


class LimietMiddleware:
    """Answers 429 with Retry-After before anything computes with the code; what was typed comes back in the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        antwoord = self.get_response(request)
        naam = request.resolver_match.view_name if request.resolver_match else ""
        if (
            request.method == "POST"
            and antwoord.status_code == 422
            and naam in settings.LIMIETEN_ALLEEN_BEWAARD
        ):
            geef_terug(naam, adres(request), Grens(*settings.LIMIETEN[naam]))
        return antwoord

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.method != "POST" or request.resolver_match is None:
            return None
        namen = [request.resolver_match.view_name]
        if _leesbare_code(request):
            namen.append(ONTGRENDELEN)
        for naam in namen:
            if naam in settings.LIMIETEN:
                wacht = tel(naam, adres(request), Grens(*settings.LIMIETEN[naam]))
                if wacht:
                    return storing.te_vaak(request, wacht)
        return None


def _leesbare_code(request: HttpRequest) -> bool:
    """Whether a code was posted that could be one; any other costs no computation, and is a typo of somebody who
    may go on trying."""
    try:
        codes.lees_code(request.POST.get("toegangscode", ""))
    except codes.CodeFout:
        return False
    return True

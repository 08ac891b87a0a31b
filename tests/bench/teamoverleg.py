"""Sharing with a team: what sharing costs, a lead's page beside its plain twin, the work list with ten and with ten
thousand, and a worker with the anonymiser in it.

The twin is a bare view with the same template, context, middleware and sign-in that keeps note and messages as plain
JSON; nothing is sealed to anybody.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from unittest.mock import patch
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gesprek.balie.beginnen import oefendossier
from gesprek.inhoud.lader import laad
from gesprek.kluis import delingen, gesprekken, kluizen, paren, sessies, sleutels, tijd
from gesprek.kluis.delingen import OpenBericht, OpenDeling
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.kluis.kluizen import OpenKluis
from gesprek.models import Bericht, Deling, DelingSleutel, Team, Teamlid
from gesprek.teamoverleg import leider
from gesprek.teamoverleg.anonimiseren import warm_op
from gesprek.teamoverleg.deling import Brief, Zending, brief_naar_json, zending_naar_json, zending_uit_json
from gesprek.teamoverleg.kladblok import Kladblok
from gesprek.teamoverleg.notitie import Notitie, kiesbaar
from gesprek.toegang.accounts.beleid import leden_van
from tests.bench import handler, verkeer
from tests.bench.meten import Reeks, Uitkomst, cpu, naast_elkaar, om_en_om, onder
from tests.bench.opstelling import gunicorn
from tests.bench.proef import mb
from tests.bench.verkeer import Browser, over_de_lijn
from tests.hulp import Bezoeker
from tests.teams import leider_bezoeker, maak_leider, maak_team

AANTAL = 120
WEINIG, VEEL = 10, 10_000
BRIEVEN = 6
GRENS_LIJST = 1.2


def _alles() -> tuple[OpenKluis, OpenGesprek, Notitie]:
    """The practice case in a kluis, and its note with everything chosen."""
    casus = laad().oefencasus
    kluis, _code = kluizen.begin(casus.land, casus.rol)
    dossier = oefendossier()
    mee = kiesbaar(laad(), kluis.land)
    dossier = dossier.met(overleg=dossier.overleg.met(mee=mee))
    gesprek = gesprekken.nieuw(kluis, dossier)
    return kluis, gesprek, Kladblok(dossier, kluis.land).notitie()


def _delen() -> Uitkomst:
    """From the dossier to sealed rows: the scan, the note, and sharing it with three leads."""
    team, _code = maak_team("Bench delen")
    for naam in ("een", "twee", "drie"):
        maak_leider(team, naam)
    kluis, gesprek, _notitie = _alles()
    merken = [een.merk for een in delingen.leiders(team)]

    def deel() -> None:
        notitie = Kladblok(gesprek.dossier, kluis.land).notitie()
        inhoud = zending_naar_json(Zending(notitie, None, ""))
        sleutel = (uuid4(), delingen.nieuwe_sleutel())
        delingen.maak(kluis, gesprek, team, sleutel, inhoud, merken, tijd.over(14))

    meting = cpu(deel)
    meting()
    reeks = Reeks(tuple(meting() for _ in range(15)))
    return onder("Oefencasus nakijken en delen, CPU", reeks.mediaan, 300, "ms", f"{reeks}, drie teamleiders")


# The lead's page beside its twin


def _brieven(stappen: list[str]) -> list[tuple[bool, bytes]]:
    zin = "Wat zag je precies, en wat dacht je toen? Probeer die twee eens uit elkaar te houden. "
    return [
        (nummer % 2 == 0, brief_naar_json(Brief(stappen[nummer % len(stappen)], zin * 3, "Mieke")))
        for nummer in range(BRIEVEN)
    ]


def _maak_deling(team: Team, kluis: OpenKluis, gesprek: OpenGesprek, inhoud: bytes) -> UUID:
    deling_id, sleutel = uuid4(), delingen.nieuwe_sleutel()
    merken = [een.merk for een in delingen.leiders(team)]
    delingen.maak(kluis, gesprek, team, (deling_id, sleutel), inhoud, merken, tijd.over(14))
    open_ = delingen.open_uit_kluis(kluis, deling_id, sleutel)
    for van_team, brief in _brieven([stap.id for stap in zending_uit_json(inhoud).notitie.stappen]):
        delingen.schrijf(open_, brief, van_team=van_team, na=0)
    Deling.objects.filter(id=deling_id).update(gelezen_op=tijd.vandaag())
    return deling_id


def _maak_kaal(team: Team, kluis: OpenKluis, gesprek: OpenGesprek, inhoud: bytes) -> UUID:
    """The same in the open."""
    rij = Deling.objects.create(
        kluis_id=kluis.id,
        gesprek_id=gesprek.id,
        team=team,
        envelop=inhoud,
        stand=Deling.Stand.BEANTWOORD,
        gedeeld_op=tijd.vandaag(),
        gelezen_op=tijd.vandaag(),
        verwijderd_op=tijd.over(14),
    )
    for nummer, (van_team, brief) in enumerate(
        _brieven([s.id for s in zending_uit_json(inhoud).notitie.stappen]), 1
    ):
        Bericht.objects.create(
            deling=rij, nummer=nummer, van_team=van_team, envelop=brief, dag=tijd.vandaag()
        )
    DelingSleutel.objects.create(deling=rij, lid=Teamlid.objects.filter(team=team)[0], merk="", verpakt=b"")
    return rij.id


def _kale_berichten(deling: OpenDeling) -> list[OpenBericht]:
    return [
        OpenBericht(rij.nummer, rij.van_team, rij.dag, bytes(rij.envelop))
        for rij in Bericht.objects.filter(deling_id=deling.rij.id)
    ]


@login_not_required
def kaal(request: HttpRequest, deling_id: UUID) -> HttpResponse:
    """The twin of a lead's page."""
    request.leden = leden_van(request)  # type: ignore[attr-defined]
    rij = (
        DelingSleutel.objects.filter(deling_id=deling_id, lid__in=request.leden)  # type: ignore[attr-defined]
        .select_related("deling__team")
        .get()
    )
    deling = OpenDeling(rij.deling, b"", bytes(rij.deling.envelop))
    with patch.object(delingen, "berichten", _kale_berichten):
        antwoord = leider._pagina(request, deling, zending_uit_json(deling.inhoud))  # type: ignore[arg-type]
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


def _blik(bezoeker: Bezoeker, pad: str) -> Callable[[], float]:
    """A GET of this page through the whole handler; the CPU milliseconds that it took."""
    zend = handler.door_de_handler(get_wsgi_application())
    cookies = {naam: morsel.value for naam, morsel in bezoeker.client.cookies.items()}

    def kijk() -> float:
        omgeving = handler.environ("GET", pad, verkeer.maak_koppen(cookies), b"")
        begin = time.process_time()
        antwoord = zend(omgeving)
        kosten = (time.process_time() - begin) * 1000
        assert antwoord.status == 200, antwoord.status
        assert re.search(r"notitie|gedeeld", antwoord.tekst)
        return kosten

    return kijk


def _pagina_van_leider() -> Uitkomst:
    team, _code = maak_team("Bench lezen")
    bezoeker = leider_bezoeker(maak_leider(team, "lezer"))
    kluis, gesprek, notitie = _alles()
    inhoud = zending_naar_json(Zending(notitie, None, "Sanne"))
    ons = reverse("team:notitie", args=[_maak_deling(team, kluis, gesprek, inhoud)])
    kale = reverse("tweeling_team", args=[_maak_kaal(team, kluis, gesprek, inhoud)])
    een, ander = om_en_om(_blik(bezoeker, ons), _blik(bezoeker, kale), AANTAL)
    return naast_elkaar("Notitie lezen als teamleider, CPU", een, ander, 1.3)


def _vul(team: Team, aantal: int) -> None:
    """So many notes for the one lead of a team, each sealed for real."""
    kluis, gesprek, notitie = _alles()
    inhoud = zending_naar_json(Zending(notitie, None, ""))
    lid = Teamlid.objects.select_related("gebruiker__leidersleutel").get(team=team)
    publiek = bytes(lid.gebruiker.leidersleutel.publiek)
    for begin in range(0, aantal, 500):
        rijen, kopieen = [], []
        for nummer in range(begin, min(begin + 500, aantal)):
            deling_id, sleutel = uuid4(), delingen.nieuwe_sleutel()
            aad = sleutels.aad(delingen.SCHEMA, team.pk, deling_id, 0)
            rij = Deling(
                id=deling_id,
                kluis_id=kluis.id,
                gesprek_id=gesprek.id,
                team=team,
                envelop=sleutels.verzegel(sleutel, inhoud, aad),
                stand=Deling.Stand.values[nummer % 5],
                gedeeld_op=tijd.vandaag(),
                verwijderd_op=tijd.over(1 + nummer % 30),
            )
            rijen.append(rij)
            verpakt = paren.verzegel_voor(publiek, sleutel, deling_id)
            kopieen.append(DelingSleutel(deling=rij, lid=lid, merk=paren.merk(publiek), verpakt=verpakt))
        Deling.objects.bulk_create(rijen)
        DelingSleutel.objects.bulk_create(kopieen)


def _werklijst() -> Uitkomst:
    kijkers = []
    for naam, aantal in (("veel", VEEL), ("weinig", WEINIG)):
        team, _code = maak_team(f"Bench {naam}")
        bezoeker = leider_bezoeker(maak_leider(team, naam))
        # A full page on either side: what is measured is the number behind it.
        with patch.object(leider, "PER_PAGINA", WEINIG):
            _vul(team, aantal)
        kijkers.append(_blik(bezoeker, reverse("team:werkbak")))
    with patch.object(leider, "PER_PAGINA", WEINIG):
        een, ander = om_en_om(kijkers[0], kijkers[1], AANTAL)
    wat = f"Werklijst met {VEEL:,} notities tegen {WEINIG}, CPU".replace(",", ".")
    return naast_elkaar(wat, een, ander, GRENS_LIJST, f"{WEINIG} op een bladzijde, aan beide kanten")


def _geheugen() -> Uitkomst:
    """A worker that looked a note over and showed it."""
    kluis, gesprek, _notitie = _alles()
    cookie = sessies.maak(kluis, gedeeld=False).cookie
    with gunicorn() as server:
        server.wacht()
        browser = Browser(over_de_lijn(server.poort), {settings.KLUIS_COOKIE: cookie})
        for naam in ("delen:kiezen", "delen:nakijken", "delen:begin"):
            assert browser.vraag(reverse(naam, args=[gesprek.id])).status == 200
        werker = mb(server.werker().memory_info().rss)
    return onder("Geheugen van een worker met de anonimiseerder, RSS", werker, 300, "MB")


def meet() -> Iterator[Uitkomst]:
    """All four."""
    warm_op(wachten=True)
    yield _delen()
    yield _pagina_van_leider()
    yield _werklijst()
    yield _geheugen()

"""The plain twin: a bare Django view with the same StapForm, template, context, middleware and statements as a
step of the app, but without a lock on anything. It keeps the dossier as plain JSON, whoever saves last wins,
and nobody looks for an access code in a text.

Its rows stand in the app's own tables: only what is in them differs.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from gesprek import dossier as dossiers
from gesprek.dossier import Dossier
from gesprek.inhoud.lader import laad
from gesprek.inhoud.model import LandId, Stap
from gesprek.invoer import opslaan
from gesprek.invoer.opslaan import Opgeslagen
from gesprek.invoer.samenvoegen import Inzending, Samengevoegd
from gesprek.invoer.stand import punten, stand_van
from gesprek.invoer.stapform import StapForm
from gesprek.kluis import tijd
from gesprek.kluis.gesprekken import OpenGesprek
from gesprek.kluis.kluizen import OpenKluis
from gesprek.kluis.sessies import MAXIMUM, RUST_EIGEN, SCHRIJF_NA, Sessie
from gesprek.models import Gesprek, Kluis, KluisSessie
from gesprek.toegang.beleid import GesprekRequest
from gesprek.veiligheidsplan.plan import als_stap
from gesprek.veiligheidsplan.views import _planpagina
from gesprek.wizard.stap import _pagina
from tests.bench.teamoverleg import kaal

COOKIE = "tweeling"


def maak(land: LandId, rol: str, dossier: Dossier) -> tuple[str, UUID]:
    """A "kluis", a session in it and a gesprek, all in the open. Returns the cookie and the id of the gesprek."""
    nu, vandaag = tijd.nu(), tijd.vandaag()
    kluis = Kluis.objects.create(
        vindsleutel=secrets.token_bytes(32),
        verpakte_dek=b"",
        instellingen=json.dumps({"land": land, "rol": rol}).encode(),
        aangemaakt_op=vandaag,
        geopend_op=vandaag,
        verwijderd_op=tijd.over(30),
    )
    sessie = KluisSessie.objects.create(
        id=secrets.token_bytes(32),
        zout=b"",
        envelop=json.dumps({"kluis": kluis.id.hex, "gedeeld": False}).encode(),
        actief_tot=nu + RUST_EIGEN,
        eindigt_op=nu + MAXIMUM,
    )
    gesprek = Gesprek.objects.create(
        id=uuid4(),
        kluis=kluis,
        envelop=dossiers.naar_json(dossier),
        aangemaakt_op=vandaag,
        verwijderd_op=tijd.over(180),
    )
    return bytes(sessie.id).hex(), gesprek.id


def _sessie(request: HttpRequest) -> Sessie:
    nu = tijd.nu()
    rij = KluisSessie.objects.filter(id=bytes.fromhex(request.COOKIES[COOKIE])).first()
    assert rij is not None
    inhoud = json.loads(bytes(rij.envelop))
    kluis = Kluis.objects.filter(id=UUID(hex=inhoud["kluis"])).first()
    assert kluis is not None
    actief_tot = min(nu + RUST_EIGEN, rij.eindigt_op)
    if actief_tot - rij.actief_tot >= SCHRIJF_NA:
        KluisSessie.objects.filter(id=rij.id).update(actief_tot=actief_tot)
    keuze = json.loads(bytes(kluis.instellingen))
    return Sessie(
        cookie="",
        kluis=OpenKluis(
            id=kluis.id,
            dek=b"",
            land=keuze["land"],
            rol=keuze["rol"],
            bewaardagen=kluis.bewaardagen,
            verwijderd_op=kluis.verwijderd_op,
            geopend_op=kluis.geopend_op,
        ),
        gedeeld=inhoud["gedeeld"],
        controle=None,
        actief_tot=actief_tot,
        eindigt_op=rij.eindigt_op,
    )


def _gesprek(gesprek_id: UUID, kluis: OpenKluis) -> OpenGesprek:
    rij = Gesprek.objects.filter(kluis_id=kluis.id, id=gesprek_id, verwijderd_op__gt=tijd.vandaag()).first()
    assert rij is not None
    dossier = dossiers.uit_json(bytes(rij.envelop))
    return OpenGesprek(rij.id, rij.versie, dossier, rij.aangemaakt_op, rij.verwijderd_op)


@login_not_required
def stap(request: GesprekRequest, gesprek_id: UUID, stap_id: str) -> HttpResponse:
    """A step: show it, or save it and answer as an autosave."""
    _open(request, gesprek_id)
    deze = laad().stap(stap_id)
    return _antwoord(request, deze, lambda vorm: _pagina(request, deze, vorm))


@login_not_required
def plan(request: GesprekRequest, gesprek_id: UUID) -> HttpResponse:
    """The safety plan, in the same way."""
    _open(request, gesprek_id)
    deze = als_stap(laad(), request.gesprek.dossier)
    return _antwoord(request, deze, lambda vorm: _planpagina(request, vorm))


def _open(request: GesprekRequest, gesprek_id: UUID) -> None:
    request.sessie = request.kluissessie = _sessie(request)
    request.kluis = request.sessie.kluis
    request.gesprek = _gesprek(gesprek_id, request.kluis)


def _antwoord(
    request: GesprekRequest, deze: Stap, pagina: Callable[[StapForm], HttpResponse]
) -> HttpResponse:
    land, dossier = request.kluis.land, request.gesprek.dossier
    if request.method != "POST":
        antwoord = pagina(StapForm.toon(deze, land, dossier))
    else:
        vorm = StapForm.lees(deze, land, dossier, request.POST)
        assert vorm.inzending is not None
        van_deze_stap = {punt.id for punt in punten(deze.onderdelen, land)}
        dossier = _overgenomen(dossier, vorm.inzending, van_deze_stap)
        rij = Gesprek.objects.filter(id=request.gesprek.id)
        rij.update(envelop=dossiers.naar_json(dossier), versie=request.gesprek.versie + 1)
        uitkomst = Samengevoegd(dossier, {}, stand_van(dossier, deze, land))
        antwoord = opslaan.autosave(request, Opgeslagen(vorm, uitkomst, ""))
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


def _overgenomen(dossier: Dossier, inzending: Inzending, van_deze_stap: set[str]) -> Dossier:
    rijen = {
        veld: tuple(rij for rij in rijen if any(rij.waarden.values()))
        for veld, rijen in inzending.rijen.items()
    }
    return dossier.met(
        teksten={**dossier.teksten, **inzending.teksten},
        keuzes={**dossier.keuzes, **inzending.keuzes},
        rijen={**dossier.rijen, **rijen},
        punten=(dossier.punten - van_deze_stap) | inzending.punten,
    )


urlpatterns = [
    path("tweeling/team/<uuid:deling_id>/", kaal, name="tweeling_team"),
    path("tweeling/<uuid:gesprek_id>/veiligheidsplan/", plan, name="tweeling_plan"),
    path("tweeling/<uuid:gesprek_id>/<slug:stap_id>/", stap, name="tweeling"),
    path("", include("gesprek.conf.urls")),
]

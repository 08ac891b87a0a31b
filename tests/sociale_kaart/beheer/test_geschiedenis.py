"""Who changed what when, and back to it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from sociale_kaart.beheer import geschiedenis
from sociale_kaart.models import Aanbod, Organisatie, Term
from tests.hulp import tekst
from tests.sociale_kaart.beheer.hulp import adres, bewaar, doe, haal, lees, open_formulier, rij_met

pytestmark = pytest.mark.django_db


@pytest.fixture
def gewijzigd(redactie_client: Client) -> Aanbod:
    """An aanbod of which an editor changed a field, a number, ticks and hours, and took a kanaal away."""
    aanbod = Aanbod.objects.get(slug="stop-it-now-nl")
    velden = open_formulier(redactie_client, aanbod)
    gedrag = Term.objects.get(indeling__slug="waarvoor", slug="suicidaliteit")
    bewaar(
        redactie_client,
        aanbod,
        velden,
        **{
            "wat": "Nieuwe tekst.",
            f"kanalen__{rij_met(velden, 'kanalen', 'soort', 'telefoon')}__waarde": "030 298 76 54",
            f"kanalen__{rij_met(velden, 'kanalen', 'soort', 'chat')}__DELETE": "on",
            "indeling_waarvoor": [str(gedrag.pk)],
            "openingstijden__TOTAL_FORMS": "1",
            "openingstijden__0__dagen": ["1", "2"],
            "openingstijden__0__van": "09:00",
            "openingstijden__0__tot": "17:00",
        },
    )
    return aanbod


def test_een_keer_bewaren_is_een_wijziging_met_alles_erin(redactie_client: Client, gewijzigd: Aanbod) -> None:
    laatste, *_eerder = geschiedenis.wijzigingen(gewijzigd)
    assert laatste.door == "redactie@voorbeeld.example"
    delen = {(deel.soort, deel.kop) for deel in laatste.delen}
    assert ("erbij", "Openingstijd: maandag, dinsdag 09:00–17:00") in delen
    assert ("erbij", "Waarvoor: Gedachten aan zelfdoding") in delen
    assert any(soort == "weg" and kop.startswith("Kanaal: chat") for soort, kop in delen)
    pagina = tekst(haal(redactie_client, adres("history", gewijzigd)))
    for deel in ("Nieuwe tekst.", "0800 266 64 36", "030 298 76 54", "startgegevens"):
        assert deel in pagina


def test_bewaren_zonder_wijziging_staat_er_niet_in(redactie_client: Client) -> None:
    aanbod = Aanbod.objects.get(slug="stop-it-now-nl")
    aantal = len(geschiedenis.wijzigingen(aanbod))
    bewaar(redactie_client, aanbod, open_formulier(redactie_client, aanbod))
    assert len(geschiedenis.wijzigingen(aanbod)) == aantal


def test_terug_zet_velden_en_rijen_zoals_ze_waren_en_is_zelf_een_wijziging(
    redactie_client: Client, gewijzigd: Aanbod
) -> None:
    doe(redactie_client, "controleren", gewijzigd)
    wijzigingen = geschiedenis.wijzigingen(gewijzigd)
    begin = wijzigingen[-1]
    url = f"{adres('terug', gewijzigd)}?moment={begin.sleutel.replace('+', '%2B')}"
    pagina = haal(redactie_client, url)
    assert "Nieuwe tekst." in tekst(pagina)
    antwoord = redactie_client.post(adres("terug", gewijzigd), lees(pagina))
    assert antwoord.status_code == 302
    gewijzigd.refresh_from_db()
    assert gewijzigd.wat.startswith("Hulplijn bij zorgen")
    assert gewijzigd.gecontroleerd_op == timezone.localdate(), "that is a deed of its own"
    assert gewijzigd.kanalen.get(soort="telefoon").waarde == "0800 266 64 36"
    assert gewijzigd.kanalen.filter(soort="chat").exists()
    assert not gewijzigd.openingstijden.exists()
    assert len(geschiedenis.wijzigingen(gewijzigd)) == len(wijzigingen) + 1
    assert "Het is nu al zoals het toen was." in tekst(haal(redactie_client, url))


def test_terug_naar_een_stand_die_niet_openbaar_mag_zijn_zegt_waarom(redactie_client: Client) -> None:
    aanbod = Aanbod.objects.get(slug="stop-it-now-nl")
    doe(redactie_client, "intrekken", aanbod)
    bewaar(redactie_client, aanbod, open_formulier(redactie_client, aanbod), wat="")
    leeg = geschiedenis.wijzigingen(aanbod)[0]
    velden = open_formulier(redactie_client, aanbod)
    bewaar(redactie_client, aanbod, velden, wat="Weer gevuld.", _publiceer="ja")
    url = f"{adres('terug', aanbod)}?moment={leeg.sleutel.replace('+', '%2B')}"
    antwoord = redactie_client.post(adres("terug", aanbod), lees(haal(redactie_client, url)), follow=True)
    assert "Wie gepubliceerd is, zegt wat hij doet." in antwoord.content.decode()
    aanbod.refresh_from_db()
    assert aanbod.wat == "Weer gevuld."


@pytest.mark.parametrize(
    "moment",
    [
        "",
        "gisteren",
        "1999-01-01T00:00:00+00:00",
        "2026-01-01",
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "9999-12-31T23:30:00+00:00",
    ],
)
def test_een_moment_dat_er_niet_was_is_er_niet(redactie_client: Client, moment: str) -> None:
    aanbod = Aanbod.objects.get(slug="stop-it-now-nl")
    assert haal(redactie_client, adres("terug", aanbod), moment=moment).status_code == 404


def test_een_organisatie_heeft_ook_een_geschiedenis(redactie_client: Client) -> None:
    organisatie = Organisatie.objects.get(aanbod__slug="offlimits")
    url = f"/beheer/sociale_kaart/organisatie/{organisatie.pk}"
    redactie_client.post(f"{url}/change/", {"naam": "Offlimits Nederland"})
    pagina = tekst(haal(redactie_client, f"{url}/history/"))
    assert "Offlimits Nederland" in pagina
    assert "redactie@voorbeeld.example" in pagina

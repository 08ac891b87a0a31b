"""Two editors on one aanbod: the second sees what the first changed, and loses nothing."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from sociale_kaart.models import Aanbod, Foutmelding, Kanaal
from tests.hulp import tekst
from tests.redactie import maak_redacteur, meld_aan
from tests.sociale_kaart.beheer.hulp import adres, bewaar, doe, lees, open_formulier, rij_met

pytestmark = pytest.mark.django_db


@pytest.fixture
def ander() -> Client:
    """A second editor."""
    client = Client()
    meld_aan(client, maak_redacteur("ander@voorbeeld.example"))
    return client


@pytest.fixture
def aanbod() -> Aanbod:
    return Aanbod.objects.get(slug="stop-it-now-nl")


def test_de_tweede_ziet_wat_de_eerste_wijzigde_en_houdt_wat_zij_typte(
    redactie_client: Client, ander: Client, aanbod: Aanbod
) -> None:
    mijn = open_formulier(redactie_client, aanbod)
    oud = mijn["wat"][0]
    bewaar(ander, aanbod, open_formulier(ander, aanbod), wat="Van de ander.", kosten="Niets.")
    antwoord = bewaar(redactie_client, aanbod, mijn, wat="Van mij.", voor_wie="Van mij erbij.")
    pagina = tekst(antwoord)
    assert "Wat de ander intussen wijzigde" in pagina
    for deel in (oud[:40], "Van de ander.", "Van mij."):
        assert deel in pagina
    aanbod.refresh_from_db()
    assert (aanbod.wat, aanbod.voor_wie == "Van mij erbij.") == ("Van de ander.", False)

    velden = lees(antwoord)
    assert velden["wat"] == ["Van mij."]
    assert velden["voor_wie"] == ["Van mij erbij."]
    assert velden["kosten"] == ["Niets."], "what only the other changed comes along"
    assert bewaar(redactie_client, aanbod, velden).status_code == 302
    aanbod.refresh_from_db()
    assert (aanbod.wat, aanbod.voor_wie, aanbod.kosten) == ("Van mij.", "Van mij erbij.", "Niets.")


def test_ook_rijen_botsen(redactie_client: Client, ander: Client, aanbod: Aanbod) -> None:
    nummer = aanbod.kanalen.get(soort="telefoon")
    mail = Kanaal.objects.create(aanbod=aanbod, soort="mail", waarde="een@voorbeeld.example", volgorde=9)
    chat = aanbod.kanalen.get(soort="chat")
    mijn = open_formulier(redactie_client, aanbod)
    mijn_nummer = rij_met(mijn, "kanalen", "soort", "telefoon")
    mijn_mail = rij_met(mijn, "kanalen", "soort", "mail")
    zijn = open_formulier(ander, aanbod)
    zijn_nummer = rij_met(zijn, "kanalen", "soort", "telefoon")
    zijn_mail = rij_met(zijn, "kanalen", "soort", "mail")
    zijn_chat = rij_met(zijn, "kanalen", "soort", "chat")
    nieuwe = int(zijn["kanalen-INITIAL_FORMS"][0])
    bewaar(
        ander,
        aanbod,
        zijn,
        **{
            f"kanalen__{zijn_nummer}__waarde": "030 298 76 54",
            f"kanalen__{zijn_mail}__DELETE": "on",
            f"kanalen__{zijn_chat}__DELETE": "on",
            f"kanalen__{nieuwe}__soort": "web",
            f"kanalen__{nieuwe}__waarde": "https://voorbeeld.example/nieuw",
        },
    )
    assert not Kanaal.objects.filter(pk=mail.pk).exists()
    antwoord = bewaar(
        redactie_client,
        aanbod,
        mijn,
        **{
            f"kanalen__{mijn_nummer}__waarde": "030 298 76 55",
            f"kanalen__{mijn_mail}__waarde": "ander@voorbeeld.example",
        },
    )
    pagina = tekst(antwoord)
    assert "030 298 76 54" in pagina
    assert "weggehaald" in pagina
    velden = lees(antwoord)
    waarden = {w for naam, ws in velden.items() if naam.startswith("kanalen-") for w in ws}
    assert {"030 298 76 55", "ander@voorbeeld.example", "https://voorbeeld.example/nieuw"} <= waarden
    assert bewaar(redactie_client, aanbod, velden).status_code == 302
    nu = {kanaal.waarde for kanaal in aanbod.kanalen.all()}
    assert {"030 298 76 55", "ander@voorbeeld.example", "https://voorbeeld.example/nieuw"} <= nu
    assert Kanaal.objects.get(pk=nummer.pk).waarde == "030 298 76 55"
    assert not Kanaal.objects.filter(pk=chat.pk).exists(), "untouched here, so the other's removal stays"


def test_een_andere_status_is_ook_een_andere_versie(
    redactie_client: Client, ander: Client, aanbod: Aanbod
) -> None:
    mijn = open_formulier(redactie_client, aanbod)
    doe(ander, "archiveren", aanbod, reden="Bestaat niet meer.")
    pagina = tekst(bewaar(redactie_client, aanbod, mijn, wat="Van mij."))
    assert "gearchiveerd" in pagina
    assert "Bestaat niet meer." in pagina
    assert "Van mij." in pagina
    aanbod.refresh_from_db()
    assert aanbod.wat != "Van mij."


def test_een_melding_van_een_bezoeker_of_een_controle_is_geen_botsing(
    redactie_client: Client, ander: Client, aanbod: Aanbod
) -> None:
    mijn = open_formulier(redactie_client, aanbod)
    doe(ander, "controleren", aanbod)
    Foutmelding.objects.create(aanbod=aanbod, soort="nummer", gemeld_op="2026-05-01")
    assert bewaar(redactie_client, aanbod, mijn, wat="Van mij.").status_code == 302
    aanbod.refresh_from_db()
    assert aanbod.wat == "Van mij."
    assert aanbod.gecontroleerd_op is not None


def test_wat_buiten_het_formulier_om_wijzigde_botst_ook(redactie_client: Client, aanbod: Aanbod) -> None:
    mijn = open_formulier(redactie_client, aanbod)
    Kanaal.objects.filter(aanbod=aanbod, soort="telefoon").update(waarde="030 298 76 54")
    pagina = tekst(bewaar(redactie_client, aanbod, mijn, wat="Van mij."))
    assert "Wat de ander intussen wijzigde" in pagina
    assert "overgenomen van de ander" in pagina


def test_een_formulier_zonder_zijn_stand_overschrijft_niets(redactie_client: Client, aanbod: Aanbod) -> None:
    velden = open_formulier(redactie_client, aanbod)
    antwoord = HttpResponse()
    for gezien in ("", "onzin", velden["gezien"][0][:-3] + "aaa"):
        antwoord = bewaar(redactie_client, aanbod, velden, gezien=gezien, wat="Van mij.")
        assert "Van mij." in tekst(antwoord)
        aanbod.refresh_from_db()
        assert aanbod.wat != "Van mij."
    assert bewaar(redactie_client, aanbod, lees(antwoord)).status_code == 302


def test_wie_een_weggegooid_concept_bewaart_houdt_haar_tekst(redactie_client: Client, aanbod: Aanbod) -> None:
    velden = open_formulier(redactie_client, aanbod)
    Aanbod.objects.get(pk=aanbod.pk).delete()
    antwoord = bewaar(redactie_client, aanbod, velden, wat="Van mij.")
    pagina = tekst(antwoord)
    assert "intussen weggegooid" in pagina
    assert "Van mij." in pagina
    assert f'action="{adres("add")}"' in pagina
    assert bewaar(redactie_client, None, lees(antwoord), slug="opnieuw", toch="on").status_code == 302
    assert Aanbod.objects.get(slug="opnieuw").kanalen.filter(soort="telefoon").exists()

"""The editors' pages: bring in, look, say yes; and what happens when one stops halfway."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from gesprek.models import Gebruiker
from sociale_kaart.models import Aanbod, Invoer, Invoerdeel, Zoekachterstand
from sociale_kaart.uitwisseling import schrijven, views, wachtrij
from sociale_kaart.uitwisseling.tabel import nakijken
from tests.heleweg.keuring import keur
from tests.sociale_kaart.uitwisseling.hulp import export, foto, nieuw, rijen, tabel

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

PAGINAS = ("importeren", "exporteren")


def breng_in(client: Client, inhoud: bytes) -> str:
    """Upload it and return where that leads."""
    bestand = SimpleUploadedFile("naam-die-niemand-bewaart.csv", inhoud)
    antwoord = client.post(reverse("admin:importeren"), {"bestand": bestand})
    assert antwoord.status_code == 302, antwoord.content.decode()
    return str(antwoord["Location"])


@pytest.mark.django_db
def test_nobody_but_an_editor_gets_in(client: Client) -> None:
    namen = [*PAGINAS, ("sjabloon", "csv"), ("exporteren_bestand", "hsds")]
    for naam in namen:
        adres = (
            reverse(f"admin:{naam}") if isinstance(naam, str) else reverse(f"admin:{naam[0]}", args=[naam[1]])
        )
        assert client.get(adres).status_code in (302, 403)
    assert client.post(reverse("admin:importeren"), {}).status_code in (302, 403)


@pytest.mark.django_db
def test_a_file_is_looked_at_shown_and_only_then_put_in(redactie_client: Client) -> None:
    voor = foto()
    rij = rijen(export())["helpwanted"] | {"kosten": "geen kosten"}
    adres = breng_in(redactie_client, tabel(rij, nieuw(naam="Nieuw <b>aanbod</b>")))
    proef = redactie_client.get(adres).content.decode()
    assert "geen kosten" in proef
    assert "Nieuw &lt;b&gt;aanbod" in proef
    assert "Nieuw: 1" in proef
    assert foto() == voor
    antwoord = redactie_client.post(f"{adres}bevestig/", follow=True)
    assert "Ingevoerd: 2 keer aanbod." in antwoord.content.decode()
    assert Aanbod.objects.get(slug="helpwanted").kosten == "geen kosten"
    assert not Invoerdeel.objects.exists()
    assert redactie_client.get(adres).status_code == 404


@pytest.mark.django_db
def test_who_made_the_change_stands_in_the_history(redactie_client: Client, redacteur: Gebruiker) -> None:
    adres = breng_in(redactie_client, tabel(nieuw()))
    redactie_client.post(f"{adres}bevestig/")
    (regel,) = Aanbod.objects.get(slug="nieuw-aanbod").history.all()
    assert (regel.history_user, regel.history_change_reason) == (redacteur, "import")


@pytest.mark.django_db
def test_a_bad_file_gives_its_list_and_no_button(redactie_client: Client) -> None:
    adres = breng_in(redactie_client, tabel(nieuw(telefoon="012 345")))
    pagina = redactie_client.get(adres).content.decode()
    assert "Regel 2, kolom telefoon" in pagina
    assert "bevestig" not in pagina
    voor = foto()
    redactie_client.post(f"{adres}bevestig/")
    assert foto() == voor
    for inhoud in (b"", b"a;b\nc", b"[{]"):
        antwoord = redactie_client.post(
            reverse("admin:importeren"), {"bestand": SimpleUploadedFile("x", inhoud)}
        )
        assert antwoord.status_code == 422
        assert "Er is niets ingevoerd" in antwoord.content.decode()
    assert "Kies eerst een bestand" in redactie_client.post(reverse("admin:importeren")).content.decode()


@pytest.mark.django_db
def test_looking_goes_on_where_it_stopped(redactie_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nakijken, "PER_DEEL", 2)
    monkeypatch.setattr("sociale_kaart.uitwisseling.views.BEURT", 0)
    adres = breng_in(redactie_client, tabel(*(nieuw(naam=f"Aanbod {i}") for i in range(5))))
    # Three pieces: two of two rows and one of one.
    assert "1 van 5 rijen nagekeken" in redactie_client.get(adres).content.decode()
    assert "Ga daarmee verder" in redactie_client.get(reverse("admin:importeren")).content.decode()
    assert redactie_client.post(f"{adres}bevestig/", follow=True).status_code == 200
    assert not Aanbod.objects.filter(naam="Aanbod 1").exists()
    for _beurt in range(2):
        redactie_client.post(f"{adres}verder/")
    assert "Klopt dit?" in redactie_client.get(adres).content.decode()
    assert "Aanbod 4" in redactie_client.get(f"{adres}?deel=3").content.decode()
    assert redactie_client.get(f"{adres}?deel=x").status_code == 200
    redactie_client.post(f"{adres}bevestig/")
    assert Aanbod.objects.filter(naam__startswith="Aanbod ").count() == 5


@pytest.mark.django_db
def test_no_is_no_and_what_is_of_another_is_not_there(redactie_client: Client) -> None:
    adres = breng_in(redactie_client, tabel(nieuw()))
    ander = Gebruiker.objects.create_user("ander@voorbeeld.example", "x")
    Invoer.objects.update(door=ander)
    for eind in ("", "bevestig/", "weg/", "verder/"):
        haal = redactie_client.get if not eind else redactie_client.post
        assert haal(f"{adres}{eind}").status_code == 404
    Invoer.objects.update(door=Gebruiker.objects.exclude(pk=ander.pk).get())
    redactie_client.post(f"{adres}weg/")
    assert not Invoer.objects.exists()


@pytest.mark.django_db
def test_what_waited_for_a_day_goes(redacteur: Gebruiker) -> None:
    oud = wachtrij.breng_in(tabel(nieuw()), redacteur)
    Invoer.objects.update(gemaakt_op=oud.gemaakt_op - timedelta(days=2))
    ander = Gebruiker.objects.create_user("ander@voorbeeld.example", "x")
    assert wachtrij.breng_in(tabel(nieuw()), ander) == Invoer.objects.get()


def klaar_om_in_te_voeren(door: Gebruiker) -> Invoer:
    rij = rijen(export())["helpwanted"] | {"kosten": "geen kosten"}
    invoer = wachtrij.breng_in(tabel(rij, nieuw()), door)
    wachtrij.ga_verder(invoer, 9)
    assert invoer.fase == Invoer.Fase.KLAAR
    return invoer


@pytest.mark.django_db
def test_what_the_index_has_to_do_is_written_with_the_import_itself(
    redacteur: Gebruiker, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoer = klaar_om_in_te_voeren(redacteur)

    def valt_om(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as storing:
        storing.setattr(wachtrij, "rond_af", valt_om)
        with pytest.raises(KeyboardInterrupt):
            wachtrij.voer_in(invoer)
    aanbod = Aanbod.objects.get(slug="helpwanted")
    assert aanbod.kosten == "geen kosten"
    assert Zoekachterstand.objects.get().aanbod == aanbod.pk


@pytest.mark.django_db
def test_a_second_click_hears_that_it_is_done(redactie_client: Client) -> None:
    adres = breng_in(redactie_client, tabel(nieuw(), nieuw(naam="Tweede")))
    for _klik in range(2):
        antwoord = redactie_client.post(f"{adres}bevestig/", follow=True).content.decode()
        assert "Ingevoerd: 2 keer aanbod." in antwoord
        assert "niets ingevoerd" not in antwoord
    assert Aanbod.objects.filter(naam="Tweede").count() == 1


@pytest.mark.django_db
def test_a_click_in_the_middle_of_another_hears_the_same(
    redacteur: Gebruiker, monkeypatch: pytest.MonkeyPatch
) -> None:
    een = klaar_om_in_te_voeren(redacteur)
    twee = Invoer.objects.get(pk=een.pk)
    echt, uit = schrijven.schrijf, []

    def schrijf(*args: Any) -> list[str]:
        """Once the second click made its plan, the first one is through."""
        monkeypatch.setattr(wachtrij, "schrijf", echt)
        uit.append(wachtrij.voer_in(een))
        return echt(*args)

    monkeypatch.setattr(wachtrij, "schrijf", schrijf)
    uit.append(wachtrij.voer_in(twee))
    assert uit == [2, 2]
    assert Aanbod.objects.get(slug="helpwanted").history.filter(kosten="geen kosten").count() == 1


@pytest.mark.django_db
def test_no_comes_too_late_for_what_was_put_in_meanwhile(
    redactie_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    adres = breng_in(redactie_client, tabel(nieuw()))
    echt = views._van_mij

    def van_mij(*args: Any) -> Invoer:
        invoer = echt(*args)
        Invoer.objects.update(fase=Invoer.Fase.GEDAAN)
        return invoer

    monkeypatch.setattr(views, "_van_mij", van_mij)
    antwoord = redactie_client.post(f"{adres}weg/", follow=True)
    assert "Er is niets veranderd" not in antwoord.content.decode()
    assert Invoer.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("vorm", ["csv", "xlsx", "hsds", "hsds-organisaties"])
def test_every_export_and_template_comes_as_a_file_and_is_no_change(
    redactie_client: Client, vorm: str
) -> None:
    antwoord = redactie_client.get(reverse("admin:exporteren_bestand", args=[vorm]))
    assert antwoord["Content-Disposition"].startswith('attachment; filename="sociale-kaart')
    assert "no-store" in antwoord["Cache-Control"]
    adres = breng_in(redactie_client, antwoord.content)
    assert "alles staat al zo op de kaart" in redactie_client.get(adres).content.decode()
    if "hsds" not in vorm:
        sjabloon = redactie_client.get(reverse("admin:sjabloon", args=[vorm]))
        leeg = redactie_client.post(
            reverse("admin:importeren"), {"bestand": SimpleUploadedFile("x", sjabloon.content)}
        )
        assert "staat nog niets" in leeg.content.decode()  # its example is passed by
    assert redactie_client.get(reverse("admin:exporteren_bestand", args=["exe"])).status_code == 404


@pytest.mark.django_db
def test_the_command_looks_first_and_tells_how_far_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bestand = tmp_path / "kaart.csv"
    bestand.write_bytes(tabel(nieuw()))
    call_command("importeer_kaart", bestand)
    assert "checked 1 of 1" in capsys.readouterr().out
    assert not Aanbod.objects.filter(slug="nieuw-aanbod").exists()
    call_command("importeer_kaart", bestand, "--voer-in")
    assert Aanbod.objects.filter(slug="nieuw-aanbod").exists()
    bestand.write_bytes(tabel(nieuw(land="X")))
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("importeer_kaart", bestand, "--voer-in")
    assert "Regel 2, kolom land" in capsys.readouterr().err
    with pytest.raises(CommandError, match="can't read"):
        call_command("importeer_kaart", tmp_path / "niets")


def test_an_editor_brings_a_file_in_with_a_browser(redactie_pagina: Page, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    pagina = redactie_pagina
    bestand = tmp_path / "kaart.json"
    dienst = {"id": "6f1c1d0e-5a39-4f0c-9d53-0f6f2b7c4a99", "name": "Uit de browser", "status": "active"}
    bestand.write_text(json.dumps([dienst]))
    pagina.goto(reverse("admin:importeren"))
    assert keur(pagina) == []
    pagina.get_by_label("Bestand").set_input_files(bestand)
    pagina.get_by_role("button", name="Kijk het bestand na").click()
    expect(pagina.get_by_role("heading", name="Klopt dit?")).to_be_visible()
    expect(pagina.get_by_text("Nieuw: 1")).to_be_visible()
    assert keur(pagina) == []
    pagina.get_by_role("button", name="Ja, voer dit in").click()
    expect(pagina.get_by_text("Ingevoerd: 1 aanbod.")).to_be_visible()
    assert Aanbod.objects.filter(naam="Uit de browser").exists()


def test_looking_goes_on_by_itself_in_a_browser_and_by_a_button_without_scripts(
    server: LiveServer,
    redacteur: Gebruiker,
    nieuwe_pagina: Callable[..., Page],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from playwright.sync_api import expect

    from tests.redactie import aangemelde_pagina

    monkeypatch.setattr(nakijken, "PER_DEEL", 1)
    monkeypatch.setattr("sociale_kaart.uitwisseling.views.BEURT", 0)
    bestand = tmp_path / "kaart.csv"
    bestand.write_bytes(tabel(*(nieuw(naam=f"Aanbod {i}") for i in range(3))))
    for scripts in (True, False):
        pagina = aangemelde_pagina(nieuwe_pagina(java_script_enabled=scripts), server.url, redacteur)
        pagina.goto(reverse("admin:importeren"))
        pagina.get_by_label("Bestand").set_input_files(bestand)
        pagina.get_by_role("button", name="Kijk het bestand na").click()
        if not scripts:
            for _keer in range(2):
                pagina.get_by_role("button", name="Kijk verder na").click()
        expect(pagina.get_by_role("heading", name="Klopt dit?")).to_be_visible()


def test_the_page_on_open_data_is_easy_to_use(pagina: Page) -> None:
    pagina.goto("/api/hsds/")
    assert keur(pagina) == []

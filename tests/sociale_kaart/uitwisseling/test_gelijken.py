"""A row that comes in as new and looks like what is or was on the map is pointed at in the dry run."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sociale_kaart.gelijkenis import Kaart
from sociale_kaart.models import Aanbod, Organisatie, Status
from tests.hulp import tekst
from tests.sociale_kaart.uitwisseling.hulp import nieuw, proef, tabel, voer_in

pytestmark = pytest.mark.django_db

RIJ = nieuw(naam="Praatpunt Zuid", telefoon="030 298 76 54")


def _lijkt(**meer: str) -> list[tuple[str, str]]:
    (verandering,) = proef(tabel(nieuw(**meer))).veranderingen
    return [(naam, waardoor) for _pk, naam, waardoor, _reden in verandering.lijkt_op]


def test_the_same_rows_a_second_time_are_pointed_at() -> None:
    assert voer_in(tabel(RIJ)).lijkt_op == 0
    uitkomst = proef(tabel(RIJ, nieuw(naam="Heel iets anders")))
    assert uitkomst.nieuw == 2
    assert uitkomst.lijkt_op == 1
    assert uitkomst.veranderingen[0].lijkt_op[0][1] == "Praatpunt Zuid"


def test_a_typo_or_a_number_written_otherwise_is_enough_and_an_other_number_is_not() -> None:
    voer_in(tabel(RIJ))
    assert _lijkt(naam="Praatpunkt zuid") == [("Praatpunt Zuid", "bijna dezelfde naam")]
    assert _lijkt(naam="Iets anders", telefoon="+31302987654") == [("Praatpunt Zuid", "ook 030 298 76 54")]
    assert _lijkt(naam="Iets anders", telefoon="030 298 76 55") == []


def test_what_was_archived_is_pointed_at_with_its_reason_on_the_page(redactie_client: Client) -> None:
    Aanbod.objects.create(
        slug="weg",
        naam="Praatpunt Zuid",
        land="NL",
        organisatie=Organisatie.objects.create(naam="Weg"),
        status=Status.GEARCHIVEERD,
        reden="Gestopt in 2025.",
    )
    bestand = SimpleUploadedFile("nieuw.csv", tabel(RIJ))
    antwoord: Any = redactie_client.post("/beheer/importeren/", {"bestand": bestand}, follow=True)
    pagina = tekst(antwoord)
    assert "1 nieuwe rij lijkt op aanbod dat er al is of in het archief zit." in pagina
    assert "Gestopt in 2025." in pagina


def test_the_work_for_one_row_is_bounded_when_many_names_begin_alike() -> None:
    organisatie = Organisatie.objects.create(naam="Keten")
    Aanbod.objects.bulk_create(
        Aanbod(slug=f"huis-{n}", naam=f"Buurthuis nummer {n}", land="NL", organisatie=organisatie)
        for n in range(200)
    )
    kaart = Kaart()
    assert list(kaart.gelijken("Buurthuis nummer 7", "NL", [])) == [Aanbod.objects.get(slug="huis-7").pk]
    assert kaart.gelijken("Buurthuis nummer 777", "NL", []) == {}

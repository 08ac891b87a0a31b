"""Sizes: what is too long or too much is refused with the text, and the rest is saved."""

from __future__ import annotations

import io
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import reverse

from gesprek.dossier import naar_json
from gesprek.kluis import gesprekken, tijd
from gesprek.models import Gesprek
from tests.hulp import (
    FORMULIER,
    Bezoeker,
    stap_url,
    stapformulier,
    tekst,
    titel,
)
from tests.rollen import huisarts, huisarts_met_gesprek
from tests.toegang.huisstijl import KORT, ZIN, bewaarde_tekst, in_huisstijl

pytestmark = pytest.mark.django_db(databases="__all__")


def test_a_field_of_20000_characters_fits() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    lang = "é" * 20_000
    assert bezoeker.schrijf(gesprek, {"t.gevoel-wat": lang}).status_code == 303
    assert bewaarde_tekst(bezoeker, gesprek) == lang


def test_one_character_more_is_refused_and_stays_on_the_page_and_the_rest_is_saved() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    lang = ZIN + "é" * (20_001 - len(ZIN))
    antwoord = bezoeker.schrijf(gesprek, {"t.gevoel-wat": lang, "t.moment-plek": KORT})
    pagina = in_huisstijl(antwoord, 422)
    assert titel(antwoord).startswith("Fout: ")
    assert pagina.count("Deze tekst heeft 20001 tekens. Er passen er 20000.") == 2, "summary and field"
    assert 'href="#veld-gevoel-wat"' in pagina
    assert stapformulier(antwoord)["t.gevoel-wat"] == lang
    assert bewaarde_tekst(bezoeker, gesprek) == ""
    assert bewaarde_tekst(bezoeker, gesprek, "moment-plek") == KORT


def test_made_shorter_it_goes_in_without_a_quarrel() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    antwoord = bezoeker.schrijf(gesprek, {"t.gevoel-wat": "x" * 20_001})
    antwoord = bezoeker.verstuur(antwoord, {"t.gevoel-wat": ZIN}, knop="opslaan")
    assert antwoord.status_code == 303
    assert bewaarde_tekst(bezoeker, gesprek) == ZIN


def test_newlines_count_as_one_character_as_the_writer_sees_them() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    regels = "a\n" * 10_000
    assert bezoeker.schrijf(gesprek, {"t.gevoel-wat": regels}).status_code == 303
    assert bewaarde_tekst(bezoeker, gesprek) == regels


def test_a_cell_of_a_row_that_is_too_long_stays_on_the_page() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    formulier = stapformulier(bezoeker.stap(gesprek))
    rij = formulier["volgorde.concreet-waarnemingen"]
    cel = f"r.concreet-waarnemingen.{rij}"
    lang = "x" * 20_001
    antwoord = bezoeker.schrijf(
        gesprek, {"volgorde.concreet-waarnemingen": rij, f"{cel}.wat": lang, f"{cel}.bron": KORT}
    )
    in_huisstijl(antwoord, 422)
    terug = stapformulier(antwoord)
    assert (terug[f"{cel}.wat"], terug[f"{cel}.bron"]) == (lang, KORT)


def test_an_autosave_that_is_too_long_says_so_and_saves_the_rest() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    antwoord = bezoeker.schrijf(gesprek, {"t.gevoel-wat": "x" * 20_001, "t.moment-plek": KORT}, htmx=True)
    assert antwoord.status_code == 422
    assert "Er passen er 20000." in tekst(antwoord)
    assert "De rest is bewaard." in tekst(antwoord)
    assert bewaarde_tekst(bezoeker, gesprek, "moment-plek") == KORT


def _bijna_vol(bezoeker: Bezoeker, gesprek: UUID, over: int) -> None:
    """Leave so many bytes of the 500 kB."""
    kluis = bezoeker.sessie().kluis
    open_ = gesprekken.laad(kluis, gesprek, tijd.vandaag())
    vol = open_.dossier.met(teksten={**open_.dossier.teksten, "vroeger": "x"})
    vulling = "x" * (gesprekken.MAX_BYTES - over - len(naar_json(vol)) + 1)
    gesprekken.bewaar(kluis, open_, vol.met(teksten={**vol.teksten, "vroeger": vulling}))


def test_a_gesprek_over_500_kb_is_refused_with_the_text() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    _bijna_vol(bezoeker, gesprek, 100)
    antwoord = bezoeker.schrijf(gesprek, {"t.gevoel-wat": ZIN * 3, "t.moment-plek": KORT})
    pagina = in_huisstijl(antwoord, 422)
    assert ZIN * 3 in pagina
    assert KORT in pagina, "short answers come back too"
    assert bewaarde_tekst(bezoeker, gesprek) == ""


def test_a_label_that_does_not_fit_any_more_is_refused_too() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    _bijna_vol(bezoeker, gesprek, 10)
    antwoord = bezoeker.post(reverse("gesprekken:label", args=[gesprek]), {"label": "gesprek van donderdag"})
    assert "gesprek van donderdag" in in_huisstijl(antwoord, 422)


def test_a_step_can_still_be_called_done_or_made_shorter_when_the_gesprek_is_full() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    bezoeker.schrijf(gesprek, {"t.gevoel-wat": ZIN})
    _bijna_vol(bezoeker, gesprek, 0)
    assert bezoeker.schrijf(gesprek, {"t.gevoel-wat": "korter"}).status_code == 303
    assert bewaarde_tekst(bezoeker, gesprek) == "korter"


def test_a_request_over_8_mb_is_refused_before_it_is_read() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    lijf = b"t.gevoel-wat=" + b"x" * (8 * 1024 * 1024)
    antwoord = bezoeker.post(stap_url(gesprek), lijf)
    in_huisstijl(antwoord, 413)
    assert bewaarde_tekst(bezoeker, gesprek) == ""
    htmx = bezoeker.post(stap_url(gesprek), lijf, htmx=True)
    assert htmx.status_code == 413
    assert "<html" not in tekst(htmx)
    assert "8 MB" in tekst(htmx)


def test_an_upload_over_8_mb_lands_nowhere() -> None:
    bezoeker = huisarts()
    lijf = b'--x\r\nContent-Disposition: form-data; name="t.a"; filename="a.txt"\r\n\r\n' + b"x" * 9_000_000
    antwoord = bezoeker.client.generic(
        "POST", "/kluis/", lijf + b"\r\n--x--", content_type="multipart/form-data; boundary=x"
    )
    in_huisstijl(antwoord, 413)  # type: ignore[arg-type]


class Afgebroken(io.BytesIO):
    """A connection that breaks instead of ending."""

    def read(self, *_: object) -> bytes:
        raise ConnectionResetError


def _verstuur_half(bezoeker: Bezoeker, url: str, lijf: bytes, invoer: io.BytesIO) -> HttpResponse:
    """A POST that promises `lijf` but of which only `invoer` comes."""
    extra: dict[str, Any] = {
        "wsgi.input": invoer,
        "CONTENT_LENGTH": str(len(lijf)),
        "CONTENT_TYPE": FORMULIER,
    }
    antwoord = bezoeker.client.generic("POST", url, headers={"Sec-Fetch-Site": "same-origin"}, **extra)
    return cast(HttpResponse, antwoord)


def test_a_form_that_broke_off_halfway_saves_nothing_and_gives_back_what_came() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    bezoeker.schrijf(gesprek, {"t.gevoel-wat": ZIN, "t.moment-plek": KORT})
    paren = stapformulier(bezoeker.stap(gesprek)).met({"t.gevoel-wat": ZIN + " En nog een heel stuk erbij."})
    paren.insert(0, paren.pop(next(i for i, (naam, _) in enumerate(paren) if naam == "t.gevoel-wat")))
    paren.insert(0, paren.pop(next(i for i, (n, _) in enumerate(paren) if n == "csrfmiddlewaretoken")))
    paren.insert(0, paren.pop(next(i for i, (naam, _) in enumerate(paren) if naam == "stand")))
    lijf = urlencode(paren).encode()
    versie = Gesprek.objects.get(id=gesprek).versie
    for deel in (len(lijf) - 1, len(lijf) // 2, lijf.index(b"stuk")):
        antwoord = _verstuur_half(bezoeker, stap_url(gesprek), lijf, io.BytesIO(lijf[:deel]))
        assert ZIN in in_huisstijl(antwoord, 400)
    in_huisstijl(_verstuur_half(bezoeker, stap_url(gesprek), lijf, io.BytesIO()), 400)
    in_huisstijl(_verstuur_half(bezoeker, stap_url(gesprek), lijf, Afgebroken()), 400)
    assert Gesprek.objects.get(id=gesprek).versie == versie
    assert bewaarde_tekst(bezoeker, gesprek, "moment-plek") == KORT


def test_20000_fields_fit_and_one_more_gets_its_text_back() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    # The token, the stand, the text and the end are fields as well.
    velden = [("stand", ""), ("t.gevoel-wat", ZIN), *((f"p.x{n}", "ja") for n in range(20_000 - 4))]
    assert bezoeker.post(stap_url(gesprek), velden).status_code == 303
    assert bewaarde_tekst(bezoeker, gesprek) == ZIN
    velden = [
        ("t.moment-privacy", ZIN),
        ("t.moment-plek", KORT),
        *((f"t.x{n}", f"regel {n}") for n in range(20_000)),
    ]
    antwoord = bezoeker.post(stap_url(gesprek), velden)
    pagina = in_huisstijl(antwoord, 422)
    for stuk in (ZIN, KORT, "regel 0", "regel 19999"):
        assert stuk in pagina
    assert bewaarde_tekst(bezoeker, gesprek, "moment-privacy") == ""

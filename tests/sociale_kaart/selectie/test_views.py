"""The selection in a browser without a script: a button, a page, and a session only for who chooses."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from gesprek.models import Websessie
from gesprek.toegang.sessies import SessionStore
from sociale_kaart.models import Aanbod
from sociale_kaart.selectie import keuze
from tests.hulp import Bezoeker, database_fout, formulieren, tegelijk, tekst

pytestmark = pytest.mark.django_db(databases="__all__")
PAGINA, KIES, SCHIK = (reverse(f"sociale_kaart:{n}") for n in ("selectie", "selectie_kies", "selectie_schik"))
DRIE = ["113", "de-waag", "nvvs"]


def zet(wie: Bezoeker, *slugs: str) -> None:
    for slug in slugs:
        assert wie.post(KIES, {"slug": slug, "actie": "zet"}).status_code == 303


def doe(wie: Bezoeker, actie: str) -> HttpResponse:
    return wie.post(SCHIK, {"actie": actie})


def gekozen(wie: Bezoeker) -> list[str]:
    """What the page shows, in order."""
    return re.findall(r'value="weg:([^"]+)"', tekst(wie.get(PAGINA)))


def sessiecookie(wie: Bezoeker) -> str:
    morsel = wie.client.cookies.get(settings.SESSION_COOKIE_NAME)
    return morsel.value if morsel else ""


@pytest.fixture
def wie() -> Bezoeker:
    return Bezoeker()


@pytest.fixture
def drie(wie: Bezoeker) -> Bezoeker:
    """Somebody with three addresses."""
    zet(wie, *DRIE)
    return wie


def test_who_only_reads_gets_no_session(wie: Bezoeker) -> None:
    for url in (reverse("sociale_kaart:lijst"), PAGINA):
        assert wie.get(url).status_code == 200
    doe(wie, "leeg")
    wie.post(KIES, {"slug": "113", "actie": "weg"})
    assert sessiecookie(wie) == ""
    assert not Websessie.objects.exists()


def test_the_first_choice_makes_a_session_and_the_last_one_out_takes_it_away(wie: Bezoeker) -> None:
    zet(wie, "113")
    assert sessiecookie(wie)
    assert Websessie.objects.count() == 1
    doe(wie, "weg:113")
    assert sessiecookie(wie) == ""
    assert not Websessie.objects.exists()


def test_what_else_the_session_holds_stays(wie: Bezoeker) -> None:
    zet(wie, "113")
    sessie = SessionStore(sessiecookie(wie))
    sessie["anders"] = "blijft"
    sessie.save()
    doe(wie, "leeg")
    assert dict(SessionStore(sessiecookie(wie)).items()) == {"anders": "blijft"}


def test_the_stored_row_does_not_tell_what_was_chosen(drie: Bezoeker) -> None:
    rij = Websessie.objects.get()
    assert not any(slug.encode() in bytes(rij.envelop) for slug in DRIE)


def test_it_says_of_whom_the_client_cannot_go_to_alone(drie: Bezoeker) -> None:
    assert tekst(drie.get(PAGINA)).count("Je cliënt kan zich hier niet zelf aanmelden.") == 1
    doe(drie, "weg:de-waag")
    assert "niet zelf aanmelden" not in tekst(drie.get(PAGINA))


def test_choosing_twice_is_choosing_once_and_the_order_is_that_of_choosing(drie: Bezoeker) -> None:
    zet(drie, "113")
    assert gekozen(drie) == DRIE


def test_up_and_down_move_one_place_and_keep_the_button_in_hand(drie: Bezoeker) -> None:
    na = drie.volg(doe(drie, "neer:113"))
    assert gekozen(drie) == ["de-waag", "113", "nvvs"]
    assert re.search(r'id="neer-113" autofocus', tekst(na))
    # At the end of the list there is no such button any more: its neighbour has the focus.
    na = drie.volg(doe(drie, "neer:113"))
    assert gekozen(drie) == ["de-waag", "nvvs", "113"]
    assert re.search(r'id="op-113" autofocus', tekst(na))
    doe(drie, "neer:113")
    doe(drie, "op:onbekend")
    assert gekozen(drie) == ["de-waag", "nvvs", "113"]


@pytest.mark.parametrize("actie", ["weg:de-waag", "leeg", "weg:113"])
def test_what_goes_out_can_be_brought_back_in_its_place(drie: Bezoeker, actie: str) -> None:
    na = doe(drie, actie)
    assert na.status_code == 200
    assert 'role="status"' in tekst(na)
    assert len(gekozen(drie)) < 3
    drie.verstuur(na, {}, knop="terug")
    assert gekozen(drie) == DRIE


def test_undo_takes_nothing_that_the_kaart_does_not_show(drie: Bezoeker) -> None:
    Aanbod.objects.filter(slug="caw").update(status="concept")
    drie.post(SCHIK, {"actie": "terug", "eerder": ["caw", "bestaat-niet", "\0", "x" * 200, "nvvs"]})
    assert gekozen(drie) == ["nvvs", "113", "de-waag"]


@pytest.mark.parametrize("slug", ["bestaat-niet", "", "x" * 200, "<b>", "113\0", "../../", "caw"])
def test_what_is_not_published_can_not_be_chosen(wie: Bezoeker, slug: str) -> None:
    Aanbod.objects.filter(slug="caw").update(status="concept")
    na = wie.volg(wie.post(KIES, {"slug": slug, "actie": "zet"}))
    assert "staat niet meer op de sociale kaart" in tekst(na)
    assert sessiecookie(wie) == ""


def test_the_thirteenth_is_told_that_there_is_no_room(wie: Bezoeker) -> None:
    alle = list(Aanbod.objects.gepubliceerd().order_by("slug").values_list("slug", flat=True))
    twaalf, dertiende = alle[: keuze.MAX], alle[keuze.MAX]
    zet(wie, *twaalf)
    na = wie.volg(wie.post(KIES, {"slug": dertiende, "actie": "zet"}))
    assert "Op een verwijskaart passen 12 adressen" in tekst(na)
    assert gekozen(wie) == twaalf


def test_one_that_is_unpublished_meanwhile_is_said_and_left_out(drie: Bezoeker) -> None:
    Aanbod.objects.filter(slug="de-waag").update(status="concept")
    pagina = drie.get(PAGINA)
    assert "Een adres dat je koos, staat niet meer op de sociale kaart." in tekst(pagina)
    assert "De Waag" not in tekst(pagina)
    maak = next(f for f in formulieren(pagina) if f.actie == reverse("verwijskaart"))
    assert [waarde for naam, waarde in maak.velden if naam == "slug"] == ["113", "nvvs"]
    weg = doe(drie, "weg:de-waag")
    assert "De Waag" not in tekst(weg)
    assert "staat niet meer" not in tekst(drie.get(PAGINA))


@pytest.mark.parametrize(
    ("terug", "naar"),
    [
        (
            "/sociale-kaart/?q=seksuoloog&provincie=NL-UT#boven",
            "/sociale-kaart/?q=seksuoloog&provincie=NL-UT",
        ),
        ("/sociale-kaart/", "/sociale-kaart/"),
        ("https://elders.example/", PAGINA),
        ("//elders.example/", PAGINA),
        ("/\\elders.example", PAGINA),
        ("javascript:alert(1)", PAGINA),
        ("", PAGINA),
        ("elders", PAGINA),
    ],
)
def test_one_comes_back_where_one_was_and_never_elsewhere(wie: Bezoeker, terug: str, naar: str) -> None:
    antwoord = wie.post(KIES, {"slug": "113", "actie": "zet", "terug": terug})
    assert antwoord["Location"] == f"{naar}#kies-113"


def test_without_the_token_of_the_page_nothing_is_chosen(wie: Bezoeker) -> None:
    for url, waarden in ((KIES, {"slug": "113", "actie": "zet"}), (SCHIK, {"actie": "leeg"})):
        assert wie.post(url, waarden, token=False, van="cross-site").status_code == 403
    assert sessiecookie(wie) == ""


def test_looking_at_an_address_changes_nothing(drie: Bezoeker) -> None:
    for url in (KIES, SCHIK):
        assert drie.get(f"{url}?slug=caw&actie=leeg").status_code == 405
    assert gekozen(drie) == DRIE


def test_with_htmx_the_button_turns_round_and_the_count_goes_along(wie: Bezoeker) -> None:
    antwoord = wie.post(KIES, {"slug": "113", "actie": "zet", "terug": "/sociale-kaart/?q=x"}, htmx=True)
    assert antwoord.status_code == 200
    (knop,) = formulieren(antwoord)
    assert knop["actie"] == "weg"
    assert knop["terug"] == "/sociale-kaart/?q=x"
    assert 'data-hx-swap-oob="innerHTML:#selectiestaat"' in tekst(antwoord)
    assert "Je verwijskaart (1)" in tekst(antwoord)
    terug = wie.verstuur(antwoord, {}, htmx=True)
    assert formulieren(terug)[0]["actie"] == "zet"
    assert "Je verwijskaart" not in tekst(terug).split("selectiestaat", 1)[1]


def test_a_name_is_text_wherever_it_stands(wie: Bezoeker) -> None:
    Aanbod.objects.filter(slug="113").update(naam='<script>alert(1)</script> & "zo"')
    antwoord = wie.post(KIES, {"slug": "113", "actie": "zet"}, htmx=True)
    for pagina in (antwoord, wie.get(PAGINA), doe(wie, "weg:113")):
        assert "<script>alert" not in tekst(pagina)
        assert "&lt;script&gt;alert(1)" in tekst(pagina)


def test_the_page_is_kept_by_nobody(drie: Bezoeker) -> None:
    assert drie.get(PAGINA)["Cache-Control"] == "no-store, private"
    assert doe(drie, "leeg")["Cache-Control"] == "no-store, private"


def test_a_session_that_cannot_be_read_is_an_empty_selection(drie: Bezoeker) -> None:
    verzoek: Any = RequestFactory().get("/")
    verzoek.session = SessionStore(sessiecookie(drie))
    with database_fout(OperationalError("weg")):
        assert keuze.slugs(verzoek) == []
    verzoek.session = SessionStore(sessiecookie(drie))
    assert keuze.slugs(verzoek) == DRIE


@pytest.mark.parametrize("ruw", ["geen lijst", [1, None, "113"], {"a": 1}])
def test_a_session_with_something_else_in_it_breaks_nothing(drie: Bezoeker, ruw: Any) -> None:
    sessie = SessionStore(sessiecookie(drie))
    sessie[keuze.SLEUTEL] = ruw
    sessie.save()
    assert gekozen(drie) == (["113"] if isinstance(ruw, list) else [])


def test_locking_the_kluis_takes_the_selection_along(wie: Bezoeker) -> None:
    wie.begin()
    zet(wie, "113", "nvvs")
    wie.vergrendel()
    assert gekozen(wie) == []
    assert not Websessie.objects.exists()


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_what_is_chosen_at_the_same_moment_is_all_chosen(wie: Bezoeker) -> None:
    zet(wie, "113")
    cookie = sessiecookie(wie)
    slugs = ["de-waag", "nvvs", "caw", "offlimits", "veilig-thuis", "politie-nl", "stop-it-now-nl", "jac"]
    slugs = [slug for slug in slugs if Aanbod.objects.gepubliceerd().filter(slug=slug).exists()]
    assert len(slugs) > 5

    def kies(slug: str) -> int:
        browser = Bezoeker()
        browser.client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        return browser.post(KIES, {"slug": slug, "actie": "zet"}).status_code

    assert tegelijk([partial(kies, slug) for slug in slugs]) == [303] * len(slugs)
    assert sorted(gekozen(wie)) == sorted(["113", *slugs])

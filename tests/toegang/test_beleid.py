"""Who may enter where: one policy a view, another's gesprek a 404, closed by default."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path, reverse

from gesprek.kluis import gesprekken
from gesprek.models import Bericht, Deling, Gesprek, Kluis, KluisSessie
from gesprek.toegang.accounts.deur import DeurMiddleware
from tests.hulp import Bezoeker, tekst, zonder_token
from tests.rollen import clb_medewerker, huisarts_met_gesprek, voorbijganger
from tests.teams import deel, maak_leider, maak_team, zet_klaar
from tests.toegang.adressen import MET_ACCOUNT, Adres, alle, beheer

pytestmark = pytest.mark.django_db(databases="__all__")
ALLE = alle()
VAN_EEN_GESPREK = [adres for adres in ALLE if adres.van_een_gesprek]
ACHTER_HET_SLOT = [adres for adres in ALLE if adres.beleid() == ["kluis_open"]]
NIEMANDS = UUID(int=7)
# Open to all, but only on the way from an invitation or a password.
ONDERWEG = {"uitnodiging", "uitnodiging_link", "uitnodiging_wachtwoord", "mfa_authenticate"}
VRAAGT_OM_INLOGGEN = (*MET_ACCOUNT, "teamleider")
MERK = "Merkteken dat bij een ander hoort"


def alle_rijen() -> list[object]:
    """What the main tables hold, to see whether anything changed."""
    tabellen = (Kluis, Gesprek, KluisSessie, Deling, Bericht)
    return [list(model._default_manager.order_by("pk").values()) for model in tabellen]


def met_inhoud(adres: Adres) -> tuple[Bezoeker, UUID, str]:
    """A GP with a gesprek that has something in it, and the address; what is shared of it there is, if need be."""
    eigenaar, gesprek = huisarts_met_gesprek(MERK)
    eigenaar.schrijf(gesprek, {"t.gevoel-wat": MERK})
    if not adres.naam.startswith("delen:"):
        return eigenaar, gesprek, adres.url(gesprek)
    zet_klaar(eigenaar, gesprek)
    team, code = maak_team()
    maak_leider(team)
    return eigenaar, gesprek, adres.url(gesprek, deel(eigenaar, gesprek, code))


# Closed by default


def test_there_are_addresses_to_test() -> None:
    assert len(ALLE) >= 25
    assert len(VAN_EEN_GESPREK) >= 8
    assert len(ACHTER_HET_SLOT) >= 14


@pytest.mark.parametrize("adres", ALLE, ids=str)
def test_each_view_carries_exactly_one_policy(adres: Adres) -> None:
    assert len(adres.beleid()) == 1
    # Django's own middleware lets a view pass only when something said so.
    zelf = getattr(adres.view, "login_required", True) is False
    assert zelf is (adres.beleid()[0] not in MET_ACCOUNT)
    assert getattr(adres.view, "beleid", "login_not_required") == adres.beleid()[0]


@pytest.mark.parametrize("adres", beheer(), ids=str)
def test_every_view_beneath_beheer_is_for_editors(adres: Adres) -> None:
    assert adres.view.beleid == "redactie"  # type: ignore[attr-defined]


@pytest.mark.parametrize("adres", VAN_EEN_GESPREK, ids=str)
def test_what_names_a_gesprek_needs_an_open_kluis(adres: Adres) -> None:
    assert adres.beleid() == ["kluis_open"]


def _vergeten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@login_not_required
def _open(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [path("vergeten/", _vergeten), path("open/", _open)]


@override_settings(ROOT_URLCONF="tests.toegang.test_beleid", DEBUG=False)
def test_a_view_whose_policy_was_forgotten_stays_closed() -> None:
    assert issubclass(DeurMiddleware, LoginRequiredMiddleware)
    assert f"{DeurMiddleware.__module__}.{DeurMiddleware.__qualname__}" in settings.MIDDLEWARE
    bezoeker = Bezoeker()
    assert bezoeker.get("/open/").content == b"open"
    antwoord = bezoeker.get("/vergeten/")
    assert (antwoord.status_code, antwoord["Location"].split("?")[0]) == (302, settings.LOGIN_URL)


# The table: every address, with no kluis, another's, one's own


@pytest.mark.parametrize("adres", ACHTER_HET_SLOT, ids=str)
def test_without_an_open_kluis_one_gets_the_page_that_asks_for_the_code(adres: Adres) -> None:
    _eigenaar, _gesprek, url = met_inhoud(adres)
    bezoeker = voorbijganger()
    voor = alle_rijen()
    for antwoord in (bezoeker.get(url), bezoeker.post(url)):
        if antwoord.status_code == 405:
            continue
        assert antwoord.status_code == 403
        assert 'name="toegangscode"' in tekst(antwoord)
        assert MERK not in tekst(antwoord)
        assert "no-store" in antwoord["Cache-Control"]
    assert alle_rijen() == voor


@pytest.mark.parametrize("adres", VAN_EEN_GESPREK, ids=str)
def test_a_gesprek_of_another_kluis_is_not_found_and_not_touched(adres: Adres) -> None:
    _eigenaar, _gesprek, url = met_inhoud(adres)
    ander = clb_medewerker()
    ander.nieuw_gesprek()
    verzonnen = adres.url(NIEMANDS)
    voor = alle_rijen()
    for vraag in (ander.get, ander.post):
        hunne, geen = vraag(url), vraag(verzonnen)
        if hunne.status_code == 405:
            continue
        assert hunne.status_code == geen.status_code == 404
        assert zonder_token(hunne) == zonder_token(geen), "nobody can tell that it exists"
        assert MERK not in tekst(hunne)
    assert alle_rijen() == voor


# Without a plan they first ask what it is for; a file is asked for on the page that shows what is in it.
EERST = {
    "veiligheidsplan:plan": "veiligheidsplan:begin",
    "veiligheidsplan:nakijken": "veiligheidsplan:begin",
    "delen:meenemen": "delen:voorbeeld",
}
KNOPPEN = {"delen:verstuur", "delen:intrekken", "delen:opnieuw"}


@pytest.mark.parametrize("adres", VAN_EEN_GESPREK, ids=str)
def test_ones_own_gesprek_opens(adres: Adres) -> None:
    eigenaar, gesprek, url = met_inhoud(adres)
    antwoord = eigenaar.get(url)
    if adres.naam in KNOPPEN:
        assert antwoord.status_code == 405
        return
    assert "no-store" in antwoord["Cache-Control"]
    naam = adres.naam
    while naam in EERST:
        naam = EERST[naam]
        assert antwoord["Location"] == reverse(naam, args=[gesprek])
        antwoord = eigenaar.volg(antwoord)
    assert antwoord.status_code == 200


@pytest.mark.parametrize("adres", [a for a in ALLE if a.beleid() == ["login_not_required"]], ids=str)
def test_what_is_open_to_all_is_really_open(adres: Adres) -> None:
    bezoeker = voorbijganger()
    antwoord = bezoeker.get(adres.url(NIEMANDS))
    if adres.naam in ONDERWEG:
        assert antwoord.status_code in (302, 404)
        return
    anders = {"gezond": (200, 503), "hsds:niets": (404,)}  # unwell is an answer too; and what there is not
    assert antwoord.status_code in anders.get(adres.naam, (200, 405))


def test_a_deleted_gesprek_is_not_found_any_more() -> None:
    eigenaar, gesprek = huisarts_met_gesprek()
    gesprekken.wis(eigenaar.sessie().kluis, gesprek)
    for adres in VAN_EEN_GESPREK:
        antwoord = eigenaar.get(adres.url(gesprek))
        if antwoord.status_code == 405:
            antwoord = eigenaar.post(adres.url(gesprek))
        assert antwoord.status_code == 404, adres


def test_another_browser_with_the_same_code_sees_the_same_gesprekken() -> None:
    een, gesprek = huisarts_met_gesprek("donderdag")
    twee = Bezoeker()
    assert twee.open(een.code).status_code == 303
    assert "donderdag" in tekst(twee.get(reverse("gesprekken:lijst")))
    assert twee.get(reverse("gesprekken:takenlijst", args=[gesprek])).status_code == 200


@pytest.mark.parametrize("adres", [a for a in ALLE if a.beleid()[0] in VRAAGT_OM_INLOGGEN], ids=str)
def test_what_needs_an_account_sends_to_sign_in(adres: Adres) -> None:
    for antwoord in (voorbijganger().get(adres.url(NIEMANDS)), voorbijganger().post(adres.url(NIEMANDS))):
        if antwoord.status_code == 405:
            continue
        assert antwoord.status_code == 302
        assert antwoord["Location"].startswith("/inloggen/?next=")


@pytest.mark.parametrize("adres", [a for a in ALLE if a.beleid()[0] not in MET_ACCOUNT], ids=str)
def test_the_address_of_a_button_is_a_page_that_says_so(adres: Adres) -> None:
    bezoeker = voorbijganger()
    antwoord = bezoeker.get(adres.url(NIEMANDS))
    assert antwoord.content or adres.naam in ONDERWEG or adres.beleid() == ["teamleider"]
    if antwoord.status_code == 405:
        assert antwoord["Allow"] == "POST"
        assert "Dit adres hoort bij een knop." in tekst(antwoord)


# Forging


# The API only reads, and says so to a program in its own way.
API = [adres for adres in ALLE if adres.naam.startswith("hsds:") and adres.naam != "hsds:uitleg"]


@pytest.mark.parametrize("adres", API, ids=str)
def test_a_post_to_the_api_is_refused_and_changes_nothing(adres: Adres) -> None:
    eigenaar, gesprek = huisarts_met_gesprek()
    voor = alle_rijen()
    antwoord = eigenaar.post(adres.url(gesprek), {"zeker": "ja"}, token=False)
    assert (antwoord.status_code, antwoord["Content-Type"]) == (405, "application/json; charset=utf-8")
    assert alle_rijen() == voor


@pytest.mark.parametrize("adres", [adres for adres in ALLE if adres not in API], ids=str)
def test_a_post_without_a_token_is_refused_everywhere_and_changes_nothing(adres: Adres) -> None:
    eigenaar, gesprek = huisarts_met_gesprek()
    url = adres.url(gesprek)
    voor = alle_rijen()
    antwoord = eigenaar.post(url, {"zeker": "ja", "label": "anders"}, token=False)
    assert antwoord.status_code == 403
    assert "niet zien of dit van jou kwam" in tekst(antwoord)
    vreemd = eigenaar.post(url, {"zeker": "ja", "csrfmiddlewaretoken": "a" * 32}, van="cross-site")
    assert vreemd.status_code == 403
    assert alle_rijen() == voor


@pytest.mark.parametrize("methode", ["put", "patch", "delete"])
def test_other_methods_change_nothing_either(methode: str) -> None:
    eigenaar, gesprek = huisarts_met_gesprek()
    voor = alle_rijen()
    for adres in ALLE:
        antwoord = getattr(eigenaar.client, methode)(adres.url(gesprek))
        assert antwoord.status_code in (403, 405), adres
    assert alle_rijen() == voor


@pytest.mark.parametrize("adres", ALLE, ids=str)
def test_reading_changes_nothing(adres: Adres) -> None:
    """A link, a prefetch or a crawler that follows one must never delete or lock anything."""
    eigenaar, gesprek = huisarts_met_gesprek()
    voor = alle_rijen()
    eigenaar.get(adres.url(gesprek))
    assert alle_rijen() == voor


SCHRIJF = "Deze zin schreef ik net en wil ik niet kwijt."


@pytest.mark.parametrize(
    ("koppen", "terug"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://elders.example"}, False),
        ({"Origin": "null"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Referer": "http://testserver/gesprekken/"}, False),
        ({}, False),
    ],
    ids=str,
)
def test_a_refused_text_comes_back_only_to_whoever_sent_it_from_our_own_page(
    koppen: dict[str, str], terug: bool
) -> None:
    """Else a strange site could have us print its own text in our style."""
    eigenaar, gesprek = huisarts_met_gesprek()
    url = reverse("gesprekken:stap", args=[gesprek, "voorbereiding"])
    antwoord = eigenaar.post(url, {"t.gevoel-wat": SCHRIJF}, token=False, van=None, headers=koppen)
    assert antwoord.status_code == 403
    assert (SCHRIJF in tekst(antwoord)) is terug


@pytest.mark.parametrize("url", ["/bestaat-niet/", "/kluis/openen/", "/kluis/", "/gesprekken/"])
def test_a_strange_site_cannot_have_us_print_its_text_on_any_page(url: str) -> None:
    bezoeker = voorbijganger()
    antwoord = bezoeker.post(url, {"t.gevoel-wat": SCHRIJF}, token=False, van="cross-site")
    assert antwoord.status_code in (403, 404)
    assert SCHRIJF not in tekst(antwoord)

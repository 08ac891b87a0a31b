"""One's own account: another password, another phone, new recovery codes; and who else is an editor."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from gesprek.models import Gebruiker, Uitnodiging
from tests.hulp import Bezoeker, tekst
from tests.redactie import WACHTWOORD, app_code, code_van, maak_redacteur, meld_aan
from tests.toegang.accounts import weg
from tests.toegang.accounts.weg import ga

pytestmark = pytest.mark.django_db(databases="__all__")


def _opnieuw(wie: Bezoeker, pad: str) -> None:
    """Give the password once more, as the page asks that is between."""
    vraag = wie.get(pad)
    assert vraag["Location"].startswith(reverse("account_reauthenticate"))
    pagina = wie.get(vraag["Location"])
    assert wie.verstuur(pagina, {"password": WACHTWOORD})["Location"] == pad


# A password


def test_a_new_password_counts_once_it_is_kept_and_ends_the_other_sessions(
    redactie_bezoeker: Bezoeker, redacteur: Gebruiker
) -> None:
    elders = Bezoeker()
    meld_aan(elders.client, redacteur)
    pad = reverse("account_change_password")
    _opnieuw(redactie_bezoeker, pad)
    pagina = ga(redactie_bezoeker, redactie_bezoeker.verstuur(redactie_bezoeker.get(pad), {}, knop="maak"))
    nieuw = weg.woorden(pagina)
    assert weg.woorden(redactie_bezoeker.get(pad)) == nieuw, "a reload shows the same"
    redacteur.refresh_from_db()
    assert redacteur.check_password(WACHTWOORD), "the old one still counts"
    assert weg.is_binnen(elders)
    redactie_bezoeker.verstuur(pagina, {}, knop="bewaard")
    redacteur.refresh_from_db()
    assert redacteur.check_password(nieuw)
    assert weg.is_binnen(redactie_bezoeker)
    assert not weg.is_binnen(elders)
    # Once more, by a double click: nothing happens.
    assert redactie_bezoeker.post(pad, {"actie": "bewaard"}).status_code == 303
    redacteur.refresh_from_db()
    assert redacteur.check_password(nieuw)


def test_who_does_not_want_a_new_password_keeps_the_old_one(
    redactie_bezoeker: Bezoeker, redacteur: Gebruiker
) -> None:
    pad = reverse("account_change_password")
    _opnieuw(redactie_bezoeker, pad)
    pagina = ga(redactie_bezoeker, redactie_bezoeker.verstuur(redactie_bezoeker.get(pad), {}, knop="maak"))
    redactie_bezoeker.verstuur(pagina, {}, knop="niet")
    assert "<ol" not in tekst(redactie_bezoeker.get(pad))
    redacteur.refresh_from_db()
    assert redacteur.check_password(WACHTWOORD)


@pytest.mark.parametrize(
    "naam", ["account_change_password", "mfa_activate_totp", "mfa_generate_recovery_codes"]
)
def test_what_matters_asks_for_the_password_first(redactie_bezoeker: Bezoeker, naam: str) -> None:
    voor = list(Authenticator.objects.values_list("pk", "data"))
    for antwoord in (
        redactie_bezoeker.get(reverse(naam)),
        redactie_bezoeker.post(reverse(naam), {"actie": "maak"}),
    ):
        assert antwoord["Location"].startswith(reverse("account_reauthenticate"))
    assert list(Authenticator.objects.values_list("pk", "data")) == voor


def test_the_app_will_do_instead_of_the_password(redactie_bezoeker: Bezoeker, redacteur: Gebruiker) -> None:
    pad = reverse("account_change_password")
    pagina = redactie_bezoeker.get(redactie_bezoeker.get(pad)["Location"])
    ander = re.search(r'href="(/account/opnieuw/code/[^"]*)"', tekst(pagina))
    assert ander
    antwoord = redactie_bezoeker.verstuur(redactie_bezoeker.get(ander[1]), {"code": app_code(redacteur)})
    assert antwoord["Location"] == pad
    assert redactie_bezoeker.get(pad).status_code == 200


# A phone


def test_another_phone_takes_the_place_of_the_old_one(
    redactie_bezoeker: Bezoeker, redacteur: Gebruiker
) -> None:
    pad = reverse("mfa_activate_totp")
    _opnieuw(redactie_bezoeker, pad)
    pagina = redactie_bezoeker.get(pad)
    app, oude_code = weg.geheim(pagina), app_code(redacteur, 1)
    assert redactie_bezoeker.verstuur(pagina, {"code": code_van(app)})["Location"] == reverse("mfa_index")
    assert weg.is_binnen(redactie_bezoeker)
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, oude_code).status_code == 422
    assert weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, code_van(app, 1)).status_code == 302


def test_new_recovery_codes_stop_the_old(redactie_bezoeker: Bezoeker, redacteur: Gebruiker) -> None:
    rij = Authenticator.objects.get(type="recovery_codes")
    oud = rij.wrap().get_unused_codes()
    pad = reverse("mfa_generate_recovery_codes")
    _opnieuw(redactie_bezoeker, pad)
    pagina = ga(redactie_bezoeker, redactie_bezoeker.verstuur(redactie_bezoeker.get(pad), {}))
    nieuw = weg.herstelcodes(pagina)
    assert not set(oud) & set(nieuw)
    assert weg.is_binnen(redactie_bezoeker)
    assert weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, oud[0]).status_code == 422
    assert weg.log_in(Bezoeker(), redacteur.email, WACHTWOORD, nieuw[0]).status_code == 302


# Other editors

LEDEN = "/beheer/redactieleden/"


def test_an_editor_invites_another_with_a_link_to_hand_over(redactie_bezoeker: Bezoeker) -> None:
    _opnieuw(redactie_bezoeker, LEDEN)
    fout = redactie_bezoeker.verstuur(redactie_bezoeker.get(LEDEN), {"email": "geen adres"})
    assert fout.status_code == 422
    pagina = redactie_bezoeker.volg(redactie_bezoeker.verstuur(fout, {"email": "Nieuw@voorbeeld.example"}))
    link = re.search(r"http://testserver(/uitnodiging/[^/<]+/)", tekst(pagina))
    assert link
    assert link[1] in tekst(redactie_bezoeker.get(LEDEN)), "a reload still shows it"
    redactie_bezoeker.post(reverse("admin:link_gekopieerd"))
    assert link[1] not in tekst(redactie_bezoeker.get(LEDEN))
    assert "nieuw@voorbeeld.example" in tekst(redactie_bezoeker.get(LEDEN))
    weg.helemaal(Bezoeker(), link[1])
    assert Gebruiker.objects.filter(is_redactie=True).count() == 2
    assert not Uitnodiging.objects.filter(gebruikt_op=None).exists()


def test_an_invitation_can_be_withdrawn(redactie_bezoeker: Bezoeker) -> None:
    adres = weg.link()
    nummer = Uitnodiging.objects.get().pk
    _opnieuw(redactie_bezoeker, LEDEN)
    for _ in range(2):
        antwoord = redactie_bezoeker.post(reverse("admin:uitnodiging_intrekken", args=[nummer]))
        assert antwoord.status_code == 303
    assert Bezoeker().get(adres).status_code == 404


def test_an_editor_switches_another_off_and_gives_the_account_back(redactie_bezoeker: Bezoeker) -> None:
    ander = maak_redacteur("ander@voorbeeld.example")
    client = Client()
    meld_aan(client, ander)
    assert client.get("/account/").status_code == 200
    adres = weg.link(ander.email)
    _opnieuw(redactie_bezoeker, LEDEN)
    redactie_bezoeker.post(reverse("admin:deactiveren", args=[ander.pk]))
    assert client.get("/account/").status_code == 302
    assert Bezoeker().get(adres).status_code == 404, "an invitation for it stops as well"
    weg.helemaal(Bezoeker(), weg.link(ander.email))
    ander.refresh_from_db()
    assert ander.is_active


def test_who_takes_something_from_another_gives_the_password_first(redactie_bezoeker: Bezoeker) -> None:
    ander = maak_redacteur("ander@voorbeeld.example")
    weg.link()
    nummer = Uitnodiging.objects.get().pk
    redactie_bezoeker.post(reverse("admin:deactiveren", args=[ander.pk]))
    vraag = redactie_bezoeker.post(reverse("admin:uitnodiging_intrekken", args=[nummer]))
    ander.refresh_from_db()
    assert ander.is_active
    assert Uitnodiging.objects.exists()
    # After it one is back at the list, where the buttons are.
    antwoord = redactie_bezoeker.verstuur(redactie_bezoeker.get(vraag["Location"]), {"password": WACHTWOORD})
    assert antwoord["Location"] == LEDEN


def test_nobody_switches_themselves_off(redactie_bezoeker: Bezoeker, redacteur: Gebruiker) -> None:
    _opnieuw(redactie_bezoeker, LEDEN)
    redactie_bezoeker.post(reverse("admin:deactiveren", args=[redacteur.pk]))
    redacteur.refresh_from_db()
    assert redacteur.is_active
    assert redactie_bezoeker.post(reverse("admin:deactiveren", args=[999])).status_code == 404

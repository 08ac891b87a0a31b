"""Bad input: odd bytes, odd addresses, a forged Host, hostile texts. Never a bare error, never more than text."""

from __future__ import annotations

import itertools

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import escape

from gesprek.inhoud.lader import laad
from tests.hulp import (
    FORMULIER,
    formulieren,
    stap_url,
    stapformulier,
    tekst,
)
from tests.rollen import huisarts, huisarts_met_gesprek, voorbijganger
from tests.toegang.adressen import alle
from tests.toegang.huisstijl import ZIN, bewaarde_tekst, hoofd, in_huisstijl

pytestmark = pytest.mark.django_db(databases="__all__")


# Odd characters


@pytest.mark.parametrize(
    ("gestuurd", "bewaard"),
    [
        (b"a%00b", "a\ufffdb"),
        (b"a%ED%A0%80b", "a\ufffd\ufffd\ufffdb"),
        (b"a%FF%FEb", "a\ufffd\ufffdb"),
        (b"a%0Db%0D%0Ac%0Ad", "a\nb\nc\nd"),
        (b"%F0%9F%98%9F", "😟"),
        (b"%E2%80%AEomgekeerd", "\u202eomgekeerd"),
        (b"e%CC%81", "e\u0301"),
    ],
)
def test_whatever_bytes_are_sent_something_readable_is_saved(gestuurd: bytes, bewaard: str) -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    antwoord = bezoeker.post(stap_url(gesprek), b"stand=&t.gevoel-wat=" + gestuurd)
    assert antwoord.status_code == 303
    assert bewaarde_tekst(bezoeker, gesprek) == bewaard
    assert stapformulier(bezoeker.stap(gesprek))["t.gevoel-wat"] == bewaard


@pytest.mark.parametrize(
    "rommel", [b"%00", b"%ED%A0%80", b"%FF", b"%", b"%zz", b"=", b"&&&=&", b"\xff\xfe\x00"]
)
def test_rubbish_in_any_field_of_any_form_is_never_a_bare_error(rommel: bytes) -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    rij = b"r.concreet-waarnemingen." + rommel + b".wat=x"
    namen = b"stand actie label land rol apparaat bewaardagen toegangscode volgorde.concreet-waarnemingen "
    namen += b"kies.t.gevoel-wat gezien.t.gevoel-wat t.gevoel-wat k.verdieping-themas p.plek-veilig "
    namen += b" ".join(b"woord%d" % n for n in range(1, 8))
    lijf = b"&".join(naam + b"=" + rommel for naam in namen.split()) + b"&" + rommel + b"=x&" + rij
    for adres in alle():
        if adres.naam in ("gesprekken:wissen", "kluis:vergrendel", "verslag:verslag"):
            continue  # these do without fields what they are for
        antwoord = bezoeker.post(adres.url(gesprek), lijf)
        assert antwoord.status_code < 500, adres
        assert antwoord.content or antwoord.status_code in (204, 302, 303)


@pytest.mark.parametrize(
    "staart", ["%00", "%ED%A0%80", "%FF", "..%2f..%2fetc%2fpasswd", "{{7*7}}", "'\"><script>"]
)
def test_rubbish_in_an_address_is_a_page_that_is_not_there(staart: str) -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    for url in (
        f"/{staart}",
        f"/gesprekken/{staart}/",
        f"/gesprekken/{gesprek}/{staart}/",
        f"/kluis/{staart}",
    ):
        antwoord = bezoeker.get(url)
        pagina = in_huisstijl(antwoord, 404)
        assert "<script>" not in pagina
        assert "49" not in hoofd(antwoord)
    for vraag in (f"?erbij={staart}", f"?deel={staart}", f"?terug={staart}", f"?{staart}"):
        assert "'\"><script>" not in tekst(bezoeker.stap(gesprek, vraag=vraag))


@pytest.mark.parametrize(
    "cookie", ["", "x", "\u00e9", "a" * 43, "%00", "../..", "a" * 4000, '"', "\\x00", "kluis=kluis"]
)
def test_a_broken_cookie_is_a_locked_kluis(cookie: str) -> None:
    bezoeker = voorbijganger()
    for naam in (settings.KLUIS_COOKIE, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"):
        bezoeker.client.cookies[naam] = cookie
    antwoord = bezoeker.get(reverse("gesprekken:lijst"))
    assert antwoord.status_code == 403
    assert 'name="toegangscode"' in tekst(antwoord)


@pytest.mark.parametrize(
    ("soort", "lijf"),
    [
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
        ("multipart/form-data; boundary=x", b"rommel"),
        (FORMULIER + "; charset=latin-1", b"t.gevoel-wat=%E9"),
        (FORMULIER + "; charset=bestaat-niet", b"t.gevoel-wat=%E9"),
        ("application/json", b'{"t.gevoel-wat": "x"}'),
        ("text/plain", b"t.gevoel-wat=x"),
        ("", b"t.gevoel-wat=x"),
    ],
)
def test_a_form_in_a_shape_that_we_do_not_know_is_refused_politely(soort: str, lijf: bytes) -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    antwoord = bezoeker.client.generic("POST", stap_url(gesprek), lijf, content_type=soort)
    assert antwoord.status_code in (400, 403)
    in_huisstijl(antwoord, antwoord.status_code)  # type: ignore[arg-type]


# A Host of somebody else


@pytest.mark.parametrize(
    "host", ["kwaad.example", "testserver.kwaad.example", "a b", "<script>", "te\u0301st"]
)
def test_a_forged_host_gets_a_page_and_its_name_nowhere(host: str) -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    for antwoord in (
        bezoeker.get("/", headers={"host": host}),
        bezoeker.post(stap_url(gesprek), {"t.gevoel-wat": ZIN}, headers={"host": host}),
        bezoeker.get("/gesprekken", headers={"host": host}),
    ):
        in_huisstijl(antwoord, 400)
        assert host not in str(antwoord.headers)
        assert host not in hoofd(antwoord)
    assert bewaarde_tekst(bezoeker, gesprek) == ""


def test_the_text_comes_back_also_from_behind_a_forged_host() -> None:
    bezoeker, gesprek = huisarts_met_gesprek()
    antwoord = bezoeker.post(stap_url(gesprek), {"t.gevoel-wat": ZIN}, headers={"host": "kwaad.example"})
    assert ZIN in tekst(antwoord)


# Hostile texts

GEVAARLIJK = [
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{% csrf_token %}",
    "</textarea><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'; DROP TABLE gesprek_kluis; --",
    "body{background:url(file:///etc/passwd)}",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; &#x41;",
    "${7*7} #{7*7} %(x)s %s {0}",
]


def test_hostile_text_shows_as_text_on_every_page() -> None:
    bezoeker = huisarts()
    gesprek = bezoeker.nieuw_gesprek(GEVAARLIJK[0])
    beurt = itertools.cycle(GEVAARLIJK)
    gezien: set[str] = set()
    for stap in laad().stappen:
        formulier = stapformulier(bezoeker.stap(gesprek, stap.id))
        waarden = {naam: next(beurt) for naam in formulier.namen if naam.startswith(("t.", "r."))}
        assert bezoeker.schrijf(gesprek, waarden, stap.id).status_code == 303
        pagina = bezoeker.stap(gesprek, stap.id)
        _niets_uitgevoerd(pagina)
        terug = {naam: waarde for naam, waarde in stapformulier(pagina).velden if naam in waarden and waarde}
        assert terug == {naam: waarden[naam] for naam in terug}
        gezien |= set(terug.values())
    assert gezien == set(GEVAARLIJK)
    for adres in alle():
        if adres.van_een_gesprek and adres.naam != "gesprekken:stap":
            _niets_uitgevoerd(bezoeker.get(adres.url(gesprek)))
    for gevaar in GEVAARLIJK:
        bezoeker.post(reverse("gesprekken:label", args=[gesprek]), {"label": gevaar})
        lijst = bezoeker.get(reverse("gesprekken:lijst"))
        _niets_uitgevoerd(lijst)
        assert escape(gevaar) in tekst(lijst)
    bezoeker.vergrendel()
    for gevaar in GEVAARLIJK:
        _niets_uitgevoerd(bezoeker.post(stap_url(gesprek), {"t.gevoel-wat": gevaar, gevaar: gevaar}))
        _niets_uitgevoerd(bezoeker.open(gevaar))


def _niets_uitgevoerd(antwoord: HttpResponse) -> None:
    """No element, attribute or calculation that the text asked for."""
    pagina = tekst(antwoord)
    assert "<script>alert" not in pagina
    assert "<img src=x" not in pagina
    assert "<svg onload" not in pagina
    assert ">49<" not in pagina
    assert all(f.actie.startswith(("/", "")) for f in formulieren(antwoord))

"""What a link is worth, asked of a server on this machine that does all that servers do."""

from __future__ import annotations

import socket
import ssl
from typing import Any

import pytest

from sociale_kaart.links import net
from sociale_kaart.links.oordeel import WERKT, Oordeel, beoordeel
from tests.sociale_kaart.links.server import Server, geen_tls


def kijk(adres: str, wacht: float = 5.0) -> Oordeel:
    return beoordeel(adres, wacht=wacht, ook_eigen_net=True)


def test_a_page_that_is_there_works_after_one_question_without_its_text(buiten: Server) -> None:
    assert kijk(f"{buiten.url}/goed?a=b") == Oordeel(True, WERKT)
    assert buiten.gevraagd == [("HEAD", "/goed?a=b")]


def test_who_we_are_is_said_and_nothing_more(buiten: Server) -> None:
    kijk(f"{buiten.url}/goed")
    koppen = buiten.gezien[0][2]
    assert koppen["User-Agent"] == net.NAAM
    assert koppen.keys() <= {"User-Agent", "Accept", "Accept-Encoding", "Connection", "Host"}


@pytest.mark.parametrize("pad", ["alleen-get", "valt-weg-bij-head"])
def test_a_server_that_does_not_care_for_head_is_asked_with_get(buiten: Server, pad: str) -> None:
    assert kijk(f"{buiten.url}/{pad}") == Oordeel(True, WERKT)
    assert [methode for methode, _ in buiten.gevraagd] == ["HEAD", "GET"]


def test_what_moved_for_good_works_and_says_where_to(buiten: Server) -> None:
    oordeel = kijk(f"{buiten.url}/sprong/301/sprong/308/goed")
    assert oordeel.goed
    assert oordeel.tekst == f"is verhuisd naar {buiten.url}/goed"


def test_what_moved_for_a_while_just_works(buiten: Server) -> None:
    assert kijk(f"{buiten.url}/sprong/302/goed") == Oordeel(True, WERKT)


def test_only_the_part_that_moved_for_good_is_the_new_address(buiten: Server) -> None:
    assert kijk(f"{buiten.url}/sprong/301/sprong/302/goed").naar == f"{buiten.url}/sprong/302/goed"


def test_a_slash_more_is_no_move(buiten: Server) -> None:
    assert kijk(f"{buiten.url}/schuin") == Oordeel(True, WERKT)
    assert kijk(f"{buiten.url}/sprong/301/goed").naar == f"{buiten.url}/goed"


@pytest.mark.parametrize(
    ("pad", "woord"),
    [
        ("weg", "bestaat niet (404)"),
        ("code/410", "bestaat niet (410)"),
        ("code/500", "geeft een fout (500)"),
        ("code/304", ""),
        ("kring", "in een kring"),
        ("eindeloos", "vaker dan 5 keer"),
        ("sprong/301/weg", "bestaat niet (404)"),
        ("dicht", "breekt af"),
        ("onzin", "breekt af"),
    ],
)
def test_what_does_not_work_is_said_in_words(buiten: Server, pad: str, woord: str) -> None:
    oordeel = kijk(f"{buiten.url}/{pad}")
    assert oordeel.goed is (not woord)
    assert woord in oordeel.uitkomst


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_server_that_keeps_programs_out_is_not_called_dead(buiten: Server, status: int) -> None:
    oordeel = kijk(f"{buiten.url}/code/{status}")
    assert oordeel.goed
    assert "kijk zelf" in oordeel.uitkomst


@pytest.mark.parametrize("pad", ["hangt", "druppelt"])
def test_nobody_keeps_us_waiting(buiten: Server, pad: str) -> None:
    oordeel = kijk(f"{buiten.url}/{pad}", wacht=0.6)
    assert not oordeel.goed
    assert "geen antwoord" in oordeel.uitkomst


def test_of_a_huge_page_only_the_beginning_is_taken(buiten: Server) -> None:
    assert kijk(f"{buiten.url}/groot").goed
    # What the two kernels hold between them, no more.
    assert buiten.verstuurd < 32 * 1024 * 1024


def test_a_port_where_nobody_is() -> None:
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = vrij.getsockname()[1]
    assert "weigert" in kijk(f"http://127.0.0.1:{poort}/").uitkomst


def test_a_name_that_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    def geen_naam(*_: Any, **__: Any) -> None:
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", geen_naam)
    assert "naam is onbekend" in kijk("https://bestaat-niet.example/").uitkomst


def test_broken_tls_and_a_server_that_hangs_up(buiten: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    poort = buiten.server_address[1]
    assert not kijk(f"https://127.0.0.1:{poort}/goed", wacht=2).goed
    with geen_tls() as dicht:
        assert not kijk(f"https://127.0.0.1:{dicht}/").goed

    def onbekend(*_: Any, **__: Any) -> None:
        raise ssl.SSLCertVerificationError("self-signed certificate")

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", onbekend)
    assert "certificaat klopt niet" in kijk(f"https://127.0.0.1:{poort}/goed").uitkomst


@pytest.mark.parametrize(
    "adres",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "fec0::1",
        "5f00::1",
    ],
)
def test_our_own_network_is_no_internet(adres: str) -> None:
    assert not net.openbaar(adres)


@pytest.mark.parametrize("adres", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_the_open_internet_is(adres: str) -> None:
    assert net.openbaar(adres)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433"])
def test_nobody_sends_us_into_our_own_network(buiten: Server, host: str) -> None:
    oordeel = beoordeel(f"http://{host}:{buiten.server_address[1]}/goed")
    assert not oordeel.goed
    assert buiten.gevraagd == []


def test_also_a_redirect_does_not(buiten: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address counts as public here, the one it sends us to does not."""
    monkeypatch.setattr(net, "openbaar", lambda ip: ip == "127.0.0.1")
    oordeel = beoordeel(f"{buiten.url}/sprong/302/http://[::1]:{buiten.server_address[1]}/goed")
    assert "niet op het openbare internet" in oordeel.uitkomst
    assert [methode for methode, _ in buiten.gevraagd] == ["HEAD"]


def test_one_private_address_among_public_ones_is_enough_to_stay_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plekken = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: plekken)
    with pytest.raises(net.Geweigerd):
        net.vraag("http://dubbel.example/", "HEAD", wacht=1)


@pytest.mark.parametrize("doel", ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "http://"])
def test_a_redirect_to_another_scheme_is_not_followed(buiten: Server, doel: str) -> None:
    assert not kijk(doel).goed
    assert not kijk(f"{buiten.url}/naar?{doel}").goed
    assert buiten.gevraagd == [("HEAD", f"/naar?{doel}")]


def test_each_request_waits_its_turn_also_after_a_redirect(buiten: Server) -> None:
    rust: list[str] = []
    beoordeel(f"{buiten.url}/sprong/302/goed", ook_eigen_net=True, adempauze=rust.append)
    assert rust == ["127.0.0.1", "127.0.0.1"]

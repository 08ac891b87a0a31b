"""The page where one chooses, the PDF that comes of it, and the page to print."""

from __future__ import annotations

from uuid import UUID

import pikepdf
import pytest
from django.http import HttpResponse
from django.urls import reverse

from gesprek.inhoud.lader import laad
from gesprek.kluis import tijd
from gesprek.verslag import drukkerij
from gesprek.verslag.tekst import dag
from tests.hulp import Bezoeker, Formulier, Waarden, formulieren, tekst, titel
from tests.rollen import clb_medewerker, huisarts, huisarts_met_gesprek
from tests.verslag.hulp import kaal, lees

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.eenmaal]
STAPPEN = [stap.id for stap in laad().stappen]
ZIN = "Ik lag er wakker van, <b>twee</b> nachten & een dag"


def url(gesprek: UUID, naam: str = "verslag") -> str:
    return reverse(f"verslag:{naam}", args=[gesprek])


@pytest.fixture
def arts() -> tuple[Bezoeker, UUID]:
    """A GP with one answer in step 1."""
    wie, gesprek = huisarts_met_gesprek("Donderdag")
    wie.schrijf(gesprek, {"t.gevoel-wat": ZIN})
    return wie, gesprek


def kies(wie: Bezoeker, gesprek: UUID, waarden: Waarden) -> HttpResponse:
    """Fill in the form of the report on the page of all papers, and send it."""
    pagina = wie.get(url(gesprek))
    return wie.post(url(gesprek), _keuzes(pagina).met(waarden))


def _keuzes(pagina: HttpResponse) -> Formulier:
    return next(formulier for formulier in formulieren(pagina) if "uitleg" in formulier)


def _fout(wie: Bezoeker, gesprek: UUID, fout: Exception, monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    def weiger(html: str, wachtwoord: str = "") -> bytes:
        raise fout

    monkeypatch.setattr(drukkerij, "maak_pdf", weiger)
    return kies(wie, gesprek, {"stap": STAPPEN[:2], "uitleg": "ja"})


def test_the_page_offers_all_steps_without_guidance(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    pagina = wie.get(url(gesprek))
    keuzes = _keuzes(pagina).velden
    assert [waarde for naam, waarde in keuzes if naam == "stap"] == STAPPEN
    assert ("uitleg", "nee") in keuzes
    assert ("wachtwoord", "") in keuzes
    assert "Volg de regels van je organisatie; de cliënt kan recht op inzage hebben." in tekst(pagina)
    assert pagina["Cache-Control"] == "no-store, private"
    assert "Donderdag" not in titel(pagina)


@pytest.mark.pdf
def test_the_pdf_comes_straight_to_the_browser(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    antwoord = kies(wie, gesprek, {})
    assert antwoord.status_code == 200
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord["Content-Disposition"] == 'attachment; filename="voorbereiding.pdf"'
    assert antwoord["Cache-Control"] == "no-store, private"
    papier = kaal(lees(antwoord.content))
    assert kaal(ZIN) in papier
    assert kaal("Donderdag") in papier
    assert kaal("0800 266 64 36") in papier
    assert kaal("Bron: Handleiding 2022") not in papier


@pytest.mark.pdf
def test_the_days_on_paper_are_those_of_the_kluis(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    papier = lees(kies(wie, gesprek, {"stap": STAPPEN[0]}).content)
    bewaard_tot = wie.sessie().kluis.verwijderd_op
    assert f"Gemaakt op {dag(tijd.vandaag())}" in papier
    assert f"In de kluis tot {dag(bewaard_tot)}" in papier


@pytest.mark.pdf
def test_a_flemish_paper_has_flemish_numbers_and_rules() -> None:
    wie = clb_medewerker()
    gesprek = wie.nieuw_gesprek()
    papier = kaal(lees(kies(wie, gesprek, {"uitleg": "ja"}).content))
    assert kaal("Nummers voor Vlaanderen") in papier
    assert "080020050" in papier
    assert kaal("Vertrouwenscentrum Kindermishandeling") in papier
    for nederlands in ("Veilig Thuis", "0800 266 64 36", "afwegingskader"):
        assert kaal(nederlands) not in papier


@pytest.mark.pdf
def test_a_pdf_with_a_password_opens_only_with_it(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    pdf = kies(wie, gesprek, {"wachtwoord": "  vier woorden en een boom "}).content
    with pytest.raises(pikepdf.PasswordError):
        lees(pdf, "iets anders")
    assert kaal(ZIN) in kaal(lees(pdf, "vier woorden en een boom"))


@pytest.mark.parametrize(
    ("waarden", "zin"),
    [
        ({"stap": []}, "Kies minstens één stap."),
        ({"wachtwoord": "kort"}, "Neem een wachtwoord van 8 tot 100 tekens, of laat het leeg."),
        ({"wachtwoord": "x" * 101}, "Neem een wachtwoord van 8 tot 100 tekens, of laat het leeg."),
        ({"wachtwoord": "acht\u0000tekens"}, "In het wachtwoord staat een teken dat niet kan."),
        ({"stap": "bestaat-niet"}, "Kies minstens één stap."),
    ],
)
def test_a_choice_that_cannot_be_is_explained_and_kept(
    arts: tuple[Bezoeker, UUID], waarden: dict[str, str | list[str]], zin: str
) -> None:
    wie, gesprek = arts
    pagina = kies(wie, gesprek, {"uitleg": "ja", **waarden})
    assert pagina.status_code == 422
    assert titel(pagina).startswith("Fout:")
    assert tekst(pagina).count(zin) == 2  # above the page and at the field
    assert ("uitleg", "ja") in _keuzes(pagina).velden


@pytest.mark.parametrize(
    ("fout", "status", "zin"),
    [
        (drukkerij.TeLang(), 422, "Kies minder stappen"),
        (drukkerij.DrukBezet(), 503, "Probeer het over een halve minuut opnieuw"),
        (drukkerij.DrukMislukt(), 503, "Je tekst staat veilig in je kluis"),
        (drukkerij.GeenPango(), 503, "apt install libpango-1.0-0"),
    ],
)
def test_without_a_pdf_one_reads_why_and_gets_the_same_report_as_a_page(
    arts: tuple[Bezoeker, UUID], monkeypatch: pytest.MonkeyPatch, fout: Exception, status: int, zin: str
) -> None:
    wie, gesprek = arts
    pagina = _fout(wie, gesprek, fout, monkeypatch)
    assert pagina.status_code == status
    assert zin in tekst(pagina)
    afdruk = wie.verstuur(pagina, {})
    assert afdruk.status_code == 200
    assert "Stap 2:" in tekst(afdruk)
    assert "Niet in dit verslag: Stap 3:" in tekst(afdruk)
    assert "Bron: Handleiding 2022" in tekst(afdruk)


def test_the_page_to_print_says_what_the_pdf_says(arts: tuple[Bezoeker, UUID]) -> None:
    wie, gesprek = arts
    pagina = wie.get(url(gesprek, "afdruk"))
    assert pagina.status_code == 200
    assert "Ik lag er wakker van, &lt;b&gt;twee&lt;/b&gt; nachten &amp; een dag" in tekst(pagina)
    assert pagina["Cache-Control"] == "no-store, private"
    for stap in laad().stappen:
        assert f"Stap {stap.nummer}: {stap.titel}" in tekst(pagina)
    kort = wie.post(url(gesprek, "afdruk"), {"stap": STAPPEN[1], "uitleg": "nee"})
    assert "Ik lag er wakker van" not in tekst(kort)
    assert "Bron: Handleiding" not in tekst(kort)


@pytest.mark.parametrize("naam", ["verslag", "afdruk"])
def test_another_kluis_gets_nothing_on_paper(arts: tuple[Bezoeker, UUID], naam: str) -> None:
    _, gesprek = arts
    ander = huisarts()
    for antwoord in (ander.get(url(gesprek, naam)), ander.post(url(gesprek, naam), {"stap": STAPPEN})):
        assert antwoord.status_code == 404
        assert "Ik lag er wakker van" not in tekst(antwoord)


@pytest.mark.parametrize("naam", ["verslag", "afdruk"])
def test_a_locked_kluis_gives_no_paper(arts: tuple[Bezoeker, UUID], naam: str) -> None:
    wie, gesprek = arts
    wie.vergrendel()
    for antwoord in (wie.get(url(gesprek, naam)), wie.post(url(gesprek, naam), {"stap": STAPPEN})):
        assert "Ik lag er wakker van" not in tekst(antwoord)
        assert antwoord["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("naam", ["verslag", "afdruk"])
def test_a_post_without_a_token_is_refused(arts: tuple[Bezoeker, UUID], naam: str) -> None:
    wie, gesprek = arts
    antwoord = wie.post(url(gesprek, naam), {"stap": STAPPEN}, token=False)
    assert antwoord.status_code == 403
    assert "Ik lag er wakker van" not in tekst(antwoord)

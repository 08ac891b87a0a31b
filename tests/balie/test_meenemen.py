"""Take everything along and bring it back, as a visitor does."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from pathlib import Path

import pytest
from django.conf import settings as instellingen
from django.db import OperationalError
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from pytest_django.fixtures import Settings

from gesprek.dossier import Dossier
from gesprek.kluis import bewaarbestand, gesprekken, kluizen, tijd
from gesprek.kluis.code import nieuwe_code, toon
from gesprek.models import Gesprek, Kluis, KluisSessie
from tests.balie.hulp import Bestand, neem_mee, zet_terug
from tests.hulp import Bezoeker, Klok, database_fout, formulieren, tekst
from tests.rollen import clb_medewerker, huisarts, huisarts_met_gesprek, voorbijganger

pytestmark = pytest.mark.django_db(databases="__all__")
ZIN = "Zij schrok toen ik <b>dat</b> vroeg; daarna viel het stil.\r\n\tNiets \"zeggen\" & 'wachten' 😟"


def labels(wie: Bezoeker) -> list[str]:
    sessie = wie.sessie()
    return sorted(g.dossier.label for g in gesprekken.lijst(sessie.kluis, sessie.begonnen_op))


@pytest.fixture
def gevuld() -> Bezoeker:
    """The GP with two gesprekken, one of them with a text."""
    wie, gesprek = huisarts_met_gesprek("donderdag <i>")
    wie.schrijf(gesprek, {"t.gevoel-wat": ZIN})
    wie.nieuw_gesprek("vrijdag")
    return wie


# Taking along


def test_the_file_goes_out_with_a_neutral_name_and_is_kept_by_nobody(gevuld: Bezoeker) -> None:
    antwoord = neem_mee(gevuld)
    assert antwoord["Content-Disposition"] == 'attachment; filename="bewaarbestand.shg"'
    assert antwoord["Content-Type"] == "application/octet-stream"
    assert "no-store" in antwoord["Cache-Control"]
    inhoud = antwoord.content
    assert inhoud.startswith(bewaarbestand.MAGIE)
    assert b"donderdag" not in inhoud
    assert b"schrok" not in inhoud
    assert b"huisarts" not in inhoud


def test_everything_comes_back_after_everything_was_deleted(gevuld: Bezoeker) -> None:
    bestand = neem_mee(gevuld).content
    gevuld.post(reverse("kluis:wissen"), {"zeker": "ja"})
    assert not Kluis.objects.exists()
    elders = voorbijganger()
    antwoord = zet_terug(elders, bestand, gevuld.code)
    assert antwoord.status_code == 200, tekst(antwoord)
    assert "2 gesprekken kwamen erbij" in tekst(antwoord)
    assert "dezelfde code" in tekst(antwoord)
    assert "no-store" in antwoord["Cache-Control"]
    assert labels(elders) == ["donderdag <i>", "vrijdag"]
    sessie = elders.sessie()
    teruggekomen = {g.dossier.label: g.dossier for g in gesprekken.lijst(sessie.kluis, sessie.begonnen_op)}
    assert teruggekomen["donderdag <i>"].teksten["gevoel-wat"] == ZIN.replace("\r\n", "\n")
    elders.vergrendel()
    assert elders.open(gevuld.code)["Location"] == reverse("gesprekken:lijst")
    assert labels(elders) == ["donderdag <i>", "vrijdag"]


def test_in_an_open_kluis_it_is_added_to_that_one(gevuld: Bezoeker) -> None:
    bestand = neem_mee(gevuld).content
    ander = clb_medewerker()
    ander.nieuw_gesprek("eigen")
    voor = ander.sessie().kluis.id
    antwoord = zet_terug(ander, bestand, gevuld.code)
    assert "2 gesprekken kwamen erbij" in tekst(antwoord)
    assert "nieuwe kluis" not in tekst(antwoord)
    assert ander.sessie().kluis.id == voor
    assert labels(ander) == ["donderdag <i>", "eigen", "vrijdag"]
    assert labels(gevuld) == ["donderdag <i>", "vrijdag"]


def test_pressing_twice_adds_once(gevuld: Bezoeker) -> None:
    bestand = neem_mee(gevuld).content
    ander = huisarts()
    zet_terug(ander, bestand, gevuld.code)
    antwoord = zet_terug(ander, bestand, gevuld.code)
    assert "Alles stond er al" in tekst(antwoord)
    assert labels(ander) == ["donderdag <i>", "vrijdag"]


def test_a_label_with_signs_is_shown_as_it_was_written(gevuld: Bezoeker) -> None:
    antwoord = zet_terug(gevuld, neem_mee(gevuld).content, gevuld.code)
    assert "donderdag &lt;i&gt;" in tekst(antwoord)
    assert "<i>" not in tekst(antwoord).partition("<main")[2]


def test_a_kluis_that_still_exists_is_opened_with_its_code(gevuld: Bezoeker) -> None:
    bestand = neem_mee(gevuld).content
    gevuld.vergrendel()
    assert zet_terug(gevuld, bestand, gevuld.code, gedeeld="ja").status_code == 200
    assert gevuld.sessie().gedeeld
    assert Kluis.objects.count() == 1
    assert Gesprek.objects.count() == 2


def test_after_a_new_code_an_older_file_asks_for_the_older_code(gevuld: Bezoeker) -> None:
    bestand, oude = neem_mee(gevuld).content, gevuld.code
    gevuld.post(reverse("kluis:nieuwe_code"))
    gevuld.lees_code()
    antwoord = zet_terug(gevuld, bestand, gevuld.code)
    assert antwoord.status_code == 422
    assert "Deze code past niet bij dit bestand" in tekst(antwoord)
    assert "Alles stond er al" in tekst(zet_terug(gevuld, bestand, oude))


def test_a_practice_case_does_not_go_along_and_is_told_so() -> None:
    wie, _ = huisarts_met_gesprek("echt")
    wie.post(reverse("kluis:oefenen"))
    pagina = tekst(wie.get(reverse("kluis:meenemen")))
    assert "Een oefening gaat niet mee" in pagina
    assert "Bewaar 1 gesprek<" in pagina
    ander = huisarts()
    zet_terug(ander, neem_mee(wie).content, wie.code)
    assert labels(ander) == ["echt"]


def test_a_kluis_without_a_code_gives_no_file_that_nobody_could_open() -> None:
    wie = voorbijganger()
    wie.post(reverse("kluis:oefenen"))
    gesprek = gesprekken.nieuw(wie.sessie().kluis, Dossier(label="los")).id
    pagina = wie.get(reverse("kluis:meenemen"))
    assert "Maak eerst een code" in tekst(pagina)
    antwoord = wie.post(reverse("kluis:meenemen"), {"actie": "bewaarbestand", "gesprek": str(gesprek)})
    assert antwoord.status_code == 422


def test_from_practising_without_a_code_it_comes_back_in_a_kluis_with_one(gevuld: Bezoeker) -> None:
    bestand = neem_mee(gevuld).content
    wie = voorbijganger()
    wie.post(reverse("kluis:oefenen"))
    oefenkluis = wie.sessie().kluis.id
    assert zet_terug(wie, bestand, gevuld.code).status_code == 200
    assert wie.sessie().kluis.id == gevuld.sessie().kluis.id != oefenkluis
    assert not wie.sessie().zonder_code


def test_a_button_never_means_another_gesprek_than_it_did(gevuld: Bezoeker) -> None:
    pagina = gevuld.get(reverse("kluis:meenemen"))
    weg = Gesprek.objects.first()
    assert weg is not None
    gesprekken.wis(gevuld.sessie().kluis, weg.id)
    antwoord = gevuld.verstuur(pagina, {}, knop="bewaarbestand")
    assert antwoord.status_code == 422
    assert "intussen iets veranderd" in tekst(antwoord)


def test_an_empty_kluis_has_nothing_to_take_along() -> None:
    wie = huisarts()
    pagina = wie.get(reverse("kluis:meenemen"))
    assert "Er is nog geen gesprek om te bewaren" in tekst(pagina)
    for actie in ("bewaarbestand", "leesbaar", "iets"):
        assert wie.post(reverse("kluis:meenemen"), {"actie": actie}).status_code == 422


def test_too_much_for_one_file_goes_in_more_and_all_of_it_comes_back(
    gevuld: Bezoeker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bewaarbestand, "HOOGSTENS", 400)
    pagina = gevuld.get(reverse("kluis:meenemen"))
    knoppen = [f for f in formulieren(pagina) if "gesprek" in f]
    assert len(knoppen) == 2
    ander = huisarts()
    for nummer, formulier in enumerate(knoppen, 1):
        antwoord = gevuld.post(reverse("kluis:meenemen"), formulier.met({}, "bewaarbestand"))
        assert f"bewaarbestand-{nummer}.shg" in antwoord["Content-Disposition"]
        assert zet_terug(ander, antwoord.content, gevuld.code).status_code == 200
    assert labels(ander) == ["donderdag <i>", "vrijdag"]


@pytest.mark.parametrize("deel", ["1\r\nX: y", "../../etc", "٣", "9999", '"'])
def test_the_name_of_the_file_is_ours_whatever_is_sent(gevuld: Bezoeker, deel: str) -> None:
    pagina = gevuld.get(reverse("kluis:meenemen"))
    antwoord = gevuld.verstuur(pagina, {"deel": deel}, knop="bewaarbestand")
    assert antwoord["Content-Disposition"] == 'attachment; filename="bewaarbestand.shg"'


def test_on_a_locked_kluis_the_button_asks_for_the_code_and_then_shows_the_page(gevuld: Bezoeker) -> None:
    pagina = gevuld.get(reverse("kluis:meenemen"))
    gevuld.vergrendel()
    slot = gevuld.verstuur(pagina, {}, knop="bewaarbestand")
    assert slot.status_code == 403
    antwoord = gevuld.verstuur(slot, {"toegangscode": gevuld.code})
    assert antwoord["Location"] == reverse("kluis:meenemen")


# Bringing back: what is refused


FOUT = {
    "vreemd": "geen bewaarbestand van deze site",
    "leeg": "geen bewaarbestand van deze site",
    "kapot": "beschadigd of niet compleet",
    "nieuwer": "nieuwere versie",
    "ander": "hoort bij een andere site",
}


def _variant(soort: str, bestand: bytes) -> bytes:
    return {
        "vreemd": b"%PDF-1.7 " + bestand,
        "leeg": b"",
        "kapot": bestand[:-1],
        "nieuwer": bestand[:8] + b"\x02" + bestand[9:],
        "ander": bestand,
    }[soort]


@pytest.mark.parametrize("soort", FOUT)
@pytest.mark.parametrize("open_", [True, False])
def test_a_file_that_does_not_fit_is_refused_with_a_clear_sentence_and_changes_nothing(
    gevuld: Bezoeker, settings: Settings, soort: str, open_: bool
) -> None:
    bestand = _variant(soort, neem_mee(gevuld).content)
    wie = huisarts() if open_ else voorbijganger()
    if soort == "ander":
        settings.PEPPERS = {1: os.urandom(32)}
    voor = (*Kluis.objects.values_list().order_by("id"), Gesprek.objects.count(), KluisSessie.objects.count())
    antwoord = zet_terug(wie, bestand, gevuld.code)
    assert antwoord.status_code == 422
    pagina = tekst(antwoord)
    assert FOUT[soort] in pagina
    assert pagina.count("<title>Fout: ") == 1
    assert f'value="{gevuld.code}"' in pagina
    na = (*Kluis.objects.values_list().order_by("id"), Gesprek.objects.count(), KluisSessie.objects.count())
    assert na == voor


def test_a_wrong_code_and_a_file_changed_with_care_get_the_same_sentence(gevuld: Bezoeker) -> None:

    bestand = neem_mee(gevuld).content
    anders = bytearray(bestand[:-32])
    anders[-1] ^= 1
    gewijzigd = bytes(anders) + hashlib.sha256(anders).digest()
    wie = voorbijganger()
    verkeerd = zet_terug(wie, bestand, toon(nieuwe_code()))
    veranderd = zet_terug(wie, gewijzigd, gevuld.code)
    for antwoord in (verkeerd, veranderd):
        assert antwoord.status_code == 422
    zonder = [re.sub(r'value="[^"]*"', "", tekst(antwoord)) for antwoord in (verkeerd, veranderd)]
    assert zonder[0] == zonder[1]
    assert not wie.kluiscookie


def test_what_is_missing_is_asked_for_all_at_once() -> None:
    wie = voorbijganger()
    antwoord = zet_terug(wie, None, "appel peer")
    assert antwoord.status_code == 422
    assert "Kies je bewaarbestand." in tekst(antwoord)
    assert 'href="#toegangscode"' in tekst(antwoord)
    assert 'value="appel peer"' in tekst(antwoord)
    # Sent as plain text, a file is no file.
    antwoord = wie.post(reverse("kluis:terugzetten"), {"bestand": "tekst", "toegangscode": ""})
    assert "Kies je bewaarbestand." in tekst(antwoord)


def test_a_file_over_the_limit_is_refused_before_it_is_read(gevuld: Bezoeker) -> None:
    groot = bewaarbestand.MAGIE + bytes(instellingen.DATA_UPLOAD_MAX_MEMORY_SIZE)
    antwoord = zet_terug(gevuld, groot, gevuld.code)
    assert antwoord.status_code == 413
    assert "Dit bestand is te groot" in tekst(antwoord)


def test_a_large_file_under_the_limit_is_looked_at(gevuld: Bezoeker) -> None:
    groot = bewaarbestand.MAGIE + bytes([1]) + bytes(bewaarbestand.HOOGSTENS)
    antwoord = zet_terug(gevuld, groot, gevuld.code)
    assert antwoord.status_code == 422
    assert "beschadigd" in tekst(antwoord)


def test_a_file_never_touches_the_disk(
    gevuld: Bezoeker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessie = gevuld.sessie()
    for nummer in range(8):
        lang = {f"oud-{n}": "x" * 20_000 for n in range(20)}
        dossier = gesprekken.lijst(sessie.kluis, sessie.begonnen_op)[0].dossier
        gesprekken.nieuw(sessie.kluis, dossier.met(label=f"lang {nummer}", teksten=lang))
    bestand = neem_mee(gevuld).content
    assert len(bestand) > 2_621_440  # where Django's own default goes over to a temp file

    def verboden(*_: object, **__: object) -> None:
        raise AssertionError("a temp file")

    for naam in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, naam, verboden)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ander = huisarts()
    antwoord = zet_terug(ander, bestand, gevuld.code)
    assert "10 gesprekken kwamen erbij" in tekst(antwoord)
    assert list(tmp_path.iterdir()) == []


def test_too_many_tries_from_one_place_wait_and_keep_the_code(gevuld: Bezoeker, settings: Settings) -> None:
    bestand = neem_mee(gevuld).content
    settings.LIMIETEN = {"ontgrendelen": (60, 1)}
    wie = voorbijganger()
    assert zet_terug(wie, bestand, toon(nieuwe_code())).status_code == 422
    antwoord = zet_terug(wie, bestand, gevuld.code)
    assert antwoord.status_code == 429
    assert int(antwoord["Retry-After"]) > 0
    pagina = tekst(antwoord)
    assert "te vaak geprobeerd" in pagina
    assert f'value="{gevuld.code}"' in pagina
    assert 'type="file"' in pagina
    assert "Kies je bestand nog een keer" in pagina


def test_no_place_to_check_a_code_is_told_and_changes_nothing(
    gevuld: Bezoeker, monkeypatch: pytest.MonkeyPatch
) -> None:
    bestand = neem_mee(gevuld).content

    def druk(_: object) -> bytes:
        raise kluizen.Druk

    monkeypatch.setattr(kluizen, "strek", druk)
    antwoord = zet_terug(gevuld, bestand, gevuld.code)
    assert antwoord.status_code == 503
    assert antwoord["Retry-After"]
    assert "Het is even druk" in tekst(antwoord)
    assert f'value="{gevuld.code}"' in tekst(antwoord)


@pytest.mark.parametrize("alleen_schrijven", [True, False])
def test_without_the_database_nothing_changes_and_the_code_stays(
    gevuld: Bezoeker, alleen_schrijven: bool
) -> None:
    bestand = neem_mee(gevuld).content
    gevuld.post(reverse("kluis:wissen"), {"zeker": "ja"})
    wie = voorbijganger()
    wie.get(reverse("kluis:terugzetten"))
    with database_fout(OperationalError("full"), alleen_schrijven=alleen_schrijven):
        antwoord = zet_terug(wie, bestand, gevuld.code)
    assert antwoord.status_code == 503
    assert f'value="{gevuld.code}"' in tekst(antwoord)
    assert 'type="file"' in tekst(antwoord)
    assert not Kluis.objects.exists()
    assert zet_terug(wie, bestand, gevuld.code).status_code == 200


def test_a_database_that_was_away_when_the_session_was_looked_up_makes_no_second_kluis(
    gevuld: Bezoeker,
) -> None:
    bestand = neem_mee(gevuld).content
    with database_fout(OperationalError("away")):
        assert gevuld.get(reverse("kluis:terugzetten")).status_code == 503
    assert zet_terug(gevuld, bestand, gevuld.code).status_code == 200
    assert Kluis.objects.count() == 1


def test_a_kluis_that_is_deleted_in_between_gets_nothing_and_says_so(
    gevuld: Bezoeker, monkeypatch: pytest.MonkeyPatch
) -> None:
    bestand = neem_mee(gevuld).content
    echt = kluizen.strek

    def wis_ondertussen(code: tuple[int, ...]) -> bytes:
        kluizen.wis(gevuld.sessie().kluis)
        return echt(code)

    monkeypatch.setattr(kluizen, "strek", wis_ondertussen)
    antwoord = zet_terug(gevuld, bestand, gevuld.code)
    assert antwoord.status_code == 422
    assert "Je kluis is net gewist" in tekst(antwoord)
    assert not Gesprek.objects.exists()


def test_a_strange_site_cannot_bring_something_back(gevuld: Bezoeker) -> None:
    bestand = neem_mee(gevuld).content
    antwoord = gevuld.client.generic(
        "POST",
        reverse("kluis:terugzetten"),
        encode_multipart(BOUNDARY, {"toegangscode": gevuld.code, "bestand": Bestand(bestand)}),
        content_type=MULTIPART_CONTENT,
        headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://kwaad.example"},
    )
    assert antwoord.status_code == 403
    assert gevuld.code not in antwoord.content.decode()


def test_the_terms_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    klok = Klok(monkeypatch)
    wie, _ = huisarts_met_gesprek("maart")
    bestand = neem_mee(wie).content
    klok.vooruit(days=200)
    ander = voorbijganger()
    antwoord = zet_terug(ander, bestand, wie.code)
    # 10 March 2026 and 200 days is 26 September; the kluis was past its day and was not cleaned up yet.
    assert "Op 26 oktober 2026 wordt alles hier gewist" in tekst(antwoord)
    assert "Begonnen op 10 maart 2026. Wordt gewist op 26 oktober 2026." in tekst(antwoord)
    rij = Gesprek.objects.get(kluis_id=ander.sessie().kluis.id)
    assert rij.verwijderd_op == tijd.over(tijd.MAX_GESPREK_DAGEN)
    assert Kluis.objects.count() == 1


# In words


def test_the_readable_file_tells_questions_and_answers_in_words(gevuld: Bezoeker) -> None:
    antwoord = neem_mee(gevuld, "leesbaar")
    assert antwoord["Content-Disposition"] == 'attachment; filename="gesprekken.json"'
    assert "no-store" in antwoord["Cache-Control"]
    data = json.loads(antwoord.content)
    [een] = [g for g in data["gesprekken"] if g["naam"] == "donderdag <i>"]
    antwoorden = [
        a["antwoord"] for stap in een["stappen"] for deel in stap["onderdelen"] for a in deel["antwoorden"]
    ]
    assert antwoorden == [ZIN.replace("\r\n", "\n")]
    assert "overig" not in een


def test_the_page_warns_that_the_readable_file_is_not_locked(gevuld: Bezoeker) -> None:
    assert "Dit bestand is niet versleuteld" in tekst(gevuld.get(reverse("kluis:meenemen")))


@pytest.mark.parametrize("naam", ["kluis:instellingen", "kluis:wissen"])
def test_it_is_offered_where_one_would_look_for_it(gevuld: Bezoeker, naam: str) -> None:
    assert reverse("kluis:meenemen") in tekst(gevuld.get(reverse(naam)))


def test_it_is_offered_before_everything_is_deleted_at_the_end() -> None:
    wie, gesprek = huisarts_met_gesprek()
    assert reverse("kluis:meenemen") in tekst(wie.get(reverse("gesprekken:afronden", args=[gesprek])))


@pytest.mark.parametrize("naam", ["kluis:begin", "kluis:openen", "kluis:gewist"])
def test_who_has_a_file_finds_the_way_back(naam: str) -> None:
    assert reverse("kluis:terugzetten") in tekst(voorbijganger().get(reverse(naam)))

"""The content as a whole: complete, and nothing in it that may not be there."""

from __future__ import annotations

import re

import pytest

from gesprek.inhoud import model
from gesprek.inhoud.klachten import klachten, verwijzingen
from gesprek.inhoud.lader import laad
from gesprek.inhoud.opmaak import VERWIJZING
from sociale_kaart.startgegevens import StartAanbod
from sociale_kaart.startgegevens import lees as lees_organisaties
from tests.inhoud.teksten import Tekst, alle_teksten, teksten

INSTELLINGEN: dict[model.LandId, str] = {
    "nl": r"Veilig Thuis|meldcode\w*|kindcheck|afwegingskader|KNMG|IGJ|vertrouwensinspect\w+|Offlimits|EOKM"
    r"|Helpwanted|De Waag|Juridisch Loket|reclassering|Kindertelefoon|Centrum Seksueel Geweld"
    r"|Meldpunt Kinderporno|NVVS|NIP|LVVP|ZorgDomein",
    "vl": r"Vertrouwenscentr\w+|CLB\w*|1712|procureur\w*|CAW|I\.?T\.?E\.?R\.?|UFC|Awel|Tele-Onthaal"
    r"|ambtsgeheim|discretieplicht|Zorgcentr\w+|Strafwetboek|justitiehui\w+|458\w*|422\w*",
}
LAND_IN_TEKST = {"nl": r"Nederland", "vl": r"Vlaanderen|Vlaams|België"}
LANDCODE: dict[model.LandId, str] = {"nl": "NL", "vl": "BE"}
KANAAL = {"telefoon": {"telefoon"}, "web": {"web"}, "mail": {"mail"}}


@pytest.fixture(scope="module")
def inhoud() -> model.Inhoud:
    return laad()


@pytest.fixture(scope="module")
def alles(inhoud: model.Inhoud) -> list[Tekst]:
    return list(alle_teksten(inhoud))


@pytest.fixture(scope="module")
def organisaties() -> dict[str, StartAanbod]:
    return {organisatie.slug: organisatie for organisatie in lees_organisaties()}


def test_de_inhoud_laadt_zonder_klachten(inhoud: model.Inhoud) -> None:
    assert klachten(inhoud) == []


def test_er_zijn_zes_stappen_met_samen_twintig_onderdelen(inhoud: model.Inhoud) -> None:
    assert [len(stap.onderdelen) for stap in inhoud.stappen] == [6, 2, 2, 1, 7, 2]


def test_elk_onderdeel_heeft_uitleg_punten_en_vragen(inhoud: model.Inhoud) -> None:
    kaal = [
        onderdeel.id
        for stap in inhoud.stappen
        for onderdeel in stap.onderdelen
        if not (onderdeel.uitleg.strip() and len(onderdeel.punten) >= 2 and onderdeel.velden)
    ]
    assert kaal == []


def test_titels_van_onderdelen_zijn_korter_dan_acht_woorden(inhoud: model.Inhoud) -> None:
    titels = [onderdeel.titel for onderdeel in inhoud.onderdelen]
    assert [titel for titel in titels if len(titel.split()) >= 8] == []


def test_de_kaarten_vragen_regels_en_protocollen_zijn_er_allemaal(inhoud: model.Inhoud) -> None:
    assert len(inhoud.wat_als.kaarten) == 4
    assert len(inhoud.vragen.families) == 4
    assert (len(inhoud.doen_en_laten.doen), len(inhoud.doen_en_laten.laten)) == (6, 5)
    assert [p.id for p in inhoud.protocollen] == ["suicidaliteit", "kind-in-gevaar", "dreiging", "beelden"]
    assert [t.nummer for t in inhoud.themas] == [1, 2, 3, 4, 5, 6, 7]


def test_er_staat_geen_nummer_adres_of_link_in_een_tekst(
    alles: list[Tekst], inhoud: model.Inhoud, organisaties: dict[str, StartAanbod]
) -> None:
    # A row may point at the sociale kaart, and a slug is an id: "113" is the name of an organisation.
    casus = [t for t in teksten(inhoud.oefencasus, "oefencasus") if t.tekst not in organisaties]
    fout = re.compile(r"\d(?:[\s./-]?\d){2,}|https?:|www\.|\S@\S|\b[\w-]+\.(?:nl|be|eu|com|org|net)\b")
    # Years and ISO dates are no phone numbers; a source ("bron") may name the site it was seen on.
    jaar = re.compile(r"\b(?:19|20)\d\d(?:-\d\d-\d\d)?\b")
    gevonden = [
        (t.plek, treffer.group())
        for t in alles + casus
        if t.veld != "bron"
        for treffer in fout.finditer(jaar.sub("", t.zonder_verwijzingen))
    ]
    assert gevonden == []


def test_er_staat_geen_uitroepteken_in_een_tekst(alles: list[Tekst]) -> None:
    assert [(t.plek, t.tekst) for t in alles if "!" in t.tekst] == []


def test_een_instelling_van_een_land_staat_alleen_bij_dat_land(alles: list[Tekst]) -> None:
    gevonden = [
        (t.plek, t.veld, treffer.group())
        for t in alles
        if not t.plek.startswith("begrippen") and t.veld != "bron"
        for land, namen in INSTELLINGEN.items()
        if t.land != land
        for treffer in re.finditer(rf"(?<!\w)(?:{namen})(?!\w)", t.zonder_verwijzingen)
    ]
    assert gevonden == []


def test_een_begrip_van_een_land_noemt_dat_land(inhoud: model.Inhoud) -> None:
    zonder_land = [
        begrip.woord
        for begrip in inhoud.begrippen.begrippen
        for land, namen in INSTELLINGEN.items()
        if re.search(rf"(?<!\w)(?:{namen})(?!\w)", f"{begrip.woord} {begrip.uitleg} {begrip.waarom}")
        and not re.search(LAND_IN_TEKST[land], begrip.uitleg)
    ]
    assert zonder_land == []


def test_de_woordenlijst_kiest_voor_de_goede_woorden(inhoud: model.Inhoud) -> None:
    begrippen = {begrip.id: begrip for begrip in inhoud.begrippen.begrippen}
    assert 18 <= len(begrippen) <= 25
    assert "kinderporno" in begrippen["misbruikbeelden"].liever_niet
    assert [b.woord for b in begrippen.values() if b.liever_niet and not b.waarom] == []


def test_het_woord_kinderporno_staat_alleen_waar_het_wordt_uitgelegd(alles: list[Tekst]) -> None:
    uitleg = ("themas/misbruikbeelden", "begrippen/misbruikbeelden", "taalspiegel/kinderporno")
    elders = [(t.plek, t.tekst) for t in alles if "kinderporno" in t.tekst.lower() and t.veld != "bron"]
    assert [plek for plek, _ in elders if not plek.startswith(uitleg)] == []


def test_elke_verwijzing_is_een_lijn_of_een_gepubliceerde_organisatie(
    inhoud: model.Inhoud, organisaties: dict[str, StartAanbod]
) -> None:
    lijnen = {lijn.id: lijn for lijn in inhoud.landen.lijnen}
    doelen = {slug for lijn in lijnen.values() for slug in (*lijn.nl, *lijn.vl)}
    assert sorted(doelen - organisaties.keys()) == []
    gepubliceerd = {
        slug for slug, organisatie in organisaties.items() if organisatie.status == "gepubliceerd"
    }
    assert sorted(verwijzingen(inhoud) - gepubliceerd - lijnen.keys()) == []


def test_elke_verwijzing_heeft_in_haar_land_iemand_achter_zich(
    inhoud: model.Inhoud, alles: list[Tekst], organisaties: dict[str, StartAanbod]
) -> None:
    lijnen = {lijn.id: lijn for lijn in inhoud.landen.lijnen}
    mis = []
    for tekst in alles:
        for verwijzing in VERWIJZING.finditer(tekst.tekst):
            for land in (tekst.land,) if tekst.land else model.LANDEN:
                naam, deel = verwijzing[1], verwijzing[2]
                slugs = getattr(lijnen[naam], land) if naam in lijnen else (naam,)
                hier = [
                    organisaties[slug]
                    for slug in slugs
                    if LANDCODE[land] in organisaties[slug].land
                    and organisaties[slug].status == "gepubliceerd"
                ]
                soorten = {kanaal.soort for organisatie in hier for kanaal in organisatie.kanalen}
                if not hier or (deel in KANAAL and not soorten & KANAAL[deel]):
                    mis.append((tekst.plek, tekst.veld, verwijzing.group(), land))
    assert mis == []


def test_de_politie_staat_nooit_met_het_spoednummer_bij_iets_zonder_haast(alles: list[Tekst]) -> None:
    # {politie-nl} shows the emergency number; where there is no haste a text says {politie-nl.web}.
    kaal = [t for t in alles if re.search(r"\{politie-nl(\.telefoon)?\}", t.tekst)]
    assert [(t.plek, t.tekst) for t in kaal] == []


def test_wat_de_wet_van_een_land_zegt_heeft_een_tegenhanger_voor_het_andere(inhoud: model.Inhoud) -> None:
    paginas: dict[str, tuple[model.Blok, ...]] = {
        **{deel.id: deel.blokken for deel in inhoud.onderdelen},
        **{thema.id: thema.blokken for thema in inhoud.themas},
        **{protocol.id: protocol.blokken for protocol in inhoud.protocollen},
        "geheim en melden": inhoud.geheim.blokken,
    }
    for naam, blokken in paginas.items():
        wet = {blok.land for blok in blokken if blok.land and blok.nazicht == "juridisch"}
        # The other country may have no law to speak of; then it has advice for an expert to look at.
        advies = {blok.land for blok in blokken if blok.land and blok.nazicht}
        assert not wet or advies == {"nl", "vl"}, naam


def _blokken(inhoud: model.Inhoud) -> list[model.Blok]:
    uit = [blok for thema in inhoud.themas for blok in thema.blokken]
    uit += [blok for protocol in inhoud.protocollen for blok in protocol.blokken]
    return [*uit, *inhoud.geheim.blokken, *(blok for deel in inhoud.onderdelen for blok in deel.blokken)]


def test_elk_blok_zegt_waar_het_op_rust(inhoud: model.Inhoud) -> None:
    assert [blok.titel for blok in _blokken(inhoud) if not blok.bron.strip()] == []


def test_wat_een_wet_zegt_wacht_op_een_jurist(inhoud: model.Inhoud) -> None:
    recht = re.compile(
        r"strafbaar|strafwet|\bde wet\b|meldrecht|\bplicht\b|moet het bestuur|procureur", re.IGNORECASE
    )
    mis = [
        blok.titel
        for blok in _blokken(inhoud)
        if blok.land and recht.search(blok.tekst) and blok.nagekeken is None and blok.nazicht != "juridisch"
    ]
    assert mis == []


def test_elk_protocol_zegt_dat_er_nog_een_deskundige_naar_kijkt(inhoud: model.Inhoud) -> None:
    mis = [
        (protocol.id, blok.titel)
        for protocol in inhoud.protocollen
        for blok in protocol.blokken
        if blok.nagekeken is None and not blok.nazicht
    ]
    assert mis == []


def test_elk_protocol_begint_bij_gevaar_en_verwijst_naar_het_eigen_protocol(inhoud: model.Inhoud) -> None:
    for protocol in inhoud.protocollen:
        tekst = " ".join(blok.tekst for blok in protocol.blokken)
        assert protocol.lijnen[0] == "nood", protocol.id
        assert "stopitnow" in protocol.lijnen, protocol.id
        assert "{nood}" in tekst, protocol.id
        assert re.search(r"Wacht niet op een\s+collega", tekst), protocol.id
        assert "protocol van je organisatie" in tekst, protocol.id


def test_wat_sinds_2022_veranderde_staat_erbij(inhoud: model.Inhoud) -> None:
    def over(woord: str) -> list[model.Blok]:
        return [blok for thema in inhoud.themas for blok in thema.blokken if woord in blok.sinds_2022]

    assert [blok.land for blok in over("sexchatten")] == ["nl"]
    assert [blok.land for blok in over("Offlimits")] == ["nl"]
    assert any("gratis" in blok.sinds_2022 for p in inhoud.protocollen for blok in p.blokken)

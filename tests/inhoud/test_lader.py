"""A mistake in the content is refused with the file and the line it stands on."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gesprek.inhoud import model
from gesprek.inhoud.klachten import verwijzingen
from gesprek.inhoud.lader import HIER, InhoudFout, laad, lees, lees_map, regels_van

THEMA = '''\
id = "rust"
nummer = 1
titel = "Rust"
kort = "Over rust."

[[blokken]]
tekst = """
Een regel.
land = "niet echt een sleutel"
"""
bron = "Verzonnen"

[[blokken]]
titel = "Tweede"
tekst = "Nog een regel."
land = "nl"
'''

Schrijf = Callable[[str], Path]
Verander = Callable[[str, str, str], int]


@pytest.fixture
def schrijf(tmp_path: Path) -> Schrijf:
    def _schrijf(tekst: str) -> Path:
        pad = tmp_path / "rust.toml"
        pad.write_text(tekst, encoding="utf-8")
        return pad

    return _schrijf


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    """A copy of the real content, to spoil."""
    return Path(shutil.copytree(HIER / "nl", tmp_path / "nl"))


@pytest.fixture
def verander(map_: Path) -> Verander:
    """Replace the first `oud` in a file; the answer is the line on which `nieuw` begins."""

    def _verander(bestand: str, oud: str, nieuw: str) -> int:
        pad = map_ / bestand
        voor, gevonden, na = pad.read_text(encoding="utf-8").partition(oud)
        assert gevonden, f"{oud!r} staat niet in {bestand}"
        pad.write_text(voor + nieuw + na, encoding="utf-8")
        return voor.count("\n") + 1

    return _verander


def test_een_goed_bestand_wordt_gelezen(schrijf: Schrijf) -> None:
    thema = lees(schrijf(THEMA), model.Thema)
    assert thema.titel == "Rust"
    assert [blok.land for blok in thema.blokken] == [None, "nl"]


@pytest.mark.parametrize(
    ("oud", "nieuw", "regel", "woord"),
    [
        pytest.param('land = "nl"', 'lant = "nl"', 16, "lant", id="een verkeerde sleutel in een blok"),
        pytest.param(
            "nummer = 1", 'nummer = 1\nkleur = "rood"', 3, "kleur", id="een verkeerde sleutel bovenaan"
        ),
        pytest.param("nummer = 1", 'nummer = "een"', 2, "int", id="een woord waar een getal hoort"),
        pytest.param('land = "nl"', 'land = "fr"', 16, "fr", id="een land dat er niet is"),
        pytest.param('tekst = "Nog een regel."\n', "", 13, "tekst", id="een blok zonder tekst"),
        pytest.param('kort = "Over rust."\n', "", 1, "kort", id="een thema zonder korte zin"),
        pytest.param('land = "nl"', "land = nl", 16, "Invalid value", id="aanhalingstekens vergeten"),
        pytest.param('land = "nl"', 'titel = "Weer"', 16, "overwrite", id="twee keer dezelfde sleutel"),
        pytest.param('"Verzonnen"', '"Verzonnen', 11, "Illegal character", id="een tekst die niet sluit"),
        pytest.param('"Verzonnen"', '"""Verzonnen', 17, "Unterminated", id="een lange tekst die niet sluit"),
        pytest.param('land = "nl"', "anders = true", 13, "groep", id="een algemeen blok zonder groep"),
        pytest.param(
            'land = "nl"', 'rollen = ["school"]', 13, "groep", id="een blok voor een rol zonder groep"
        ),
    ],
)
def test_een_fout_in_een_bestand_noemt_de_regel(
    schrijf: Schrijf, oud: str, nieuw: str, regel: int, woord: str
) -> None:
    assert THEMA.count(oud) == 1
    with pytest.raises(InhoudFout) as fout:
        lees(schrijf(THEMA.replace(oud, nieuw)), model.Thema)
    assert str(fout.value).startswith(f"rust.toml:{regel}: ")
    assert woord in str(fout.value)


def test_een_verkeerde_soort_in_een_veld_noemt_bestand_en_regel(map_: Path, verander: Verander) -> None:
    bestand = "stappen/4-vat-samen.toml"
    regel = verander(bestand, 'soort = "lang"', 'soort = "erg-lang"')
    with pytest.raises(InhoudFout, match=rf"4-vat-samen\.toml:{regel}: .*erg-lang"):
        lees_map(map_)


def test_een_verkeerde_waarde_in_de_oefencasus_noemt_de_tabel(map_: Path, verander: Verander) -> None:
    # msgspec doesn't say which key of a dict is wrong.
    regel = verander("oefencasus.toml", "[teksten]\n", "[teksten]\nverzonnen-getal = 3\n")
    with pytest.raises(InhoudFout, match=rf"oefencasus\.toml:{regel}: .*int"):
        lees_map(map_)


def test_een_bestand_dat_ontbreekt_of_geen_utf8_is_wordt_geweigerd(map_: Path) -> None:
    (map_ / "vragen.toml").write_bytes(b'bron = "x"\ninleiding = "caf\xe9"\n')
    with pytest.raises(InhoudFout, match=r"vragen\.toml:2: geen UTF-8"):
        lees_map(map_)
    (map_ / "vragen.toml").unlink()
    with pytest.raises(InhoudFout, match=r"vragen\.toml:1: "):
        lees_map(map_)


def test_een_id_dat_er_twee_keer_staat_wordt_bij_de_tweede_aangewezen(map_: Path, verander: Verander) -> None:
    regel = verander("begrippen.toml", 'id = "intervisie"', 'id = "naaste"')
    with pytest.raises(InhoudFout, match=rf"begrippen\.toml:{regel}: begrip 'naaste' staat er twee keer"):
        lees_map(map_)


def test_hetzelfde_punt_in_twee_stappen_wordt_geweigerd(map_: Path, verander: Verander) -> None:
    eerste = laad().stap("voorbereiding").onderdelen[0].punten[0].id
    laatste = laad().stappen[-1].onderdelen[-1].punten[-1].id
    bestand = sorted(p.name for p in (map_ / "stappen").glob("*.toml"))[-1]
    regel = verander(f"stappen/{bestand}", f'id = "{laatste}"', f'id = "{eerste}"')
    with pytest.raises(InhoudFout, match=rf"stappen/{bestand}:{regel}: punt '{eerste}' staat er twee keer"):
        lees_map(map_)


def test_een_id_met_een_hoofdletter_wordt_geweigerd(map_: Path, verander: Verander) -> None:
    regel = verander("begrippen.toml", 'id = "intervisie"', 'id = "Intervisie"')
    with pytest.raises(InhoudFout, match=rf"begrippen\.toml:{regel}: begrip 'Intervisie': een id is"):
        lees_map(map_)


def test_een_onbekende_rol_noemt_bestand_en_regel(map_: Path, verander: Verander) -> None:
    regel = verander("geheim_en_melden.toml", 'rollen = ["huisarts"]', 'rollen = ["huisartz"]')
    with pytest.raises(InhoudFout, match=rf"geheim_en_melden\.toml:{regel}: rol 'huisartz' bestaat niet"):
        lees_map(map_)


def test_een_rol_die_een_land_niet_kent_wordt_geweigerd(map_: Path, verander: Verander) -> None:
    verander("geheim_en_melden.toml", 'rollen = ["huisarts"]', 'rollen = ["clb"]')
    with pytest.raises(InhoudFout, match=r"rol 'clb' bestaat niet in nl"):
        lees_map(map_)


def test_twee_algemene_blokken_in_een_groep_worden_geweigerd(map_: Path, verander: Verander) -> None:
    verander("geheim_en_melden.toml", 'groep = "afwegingskader"\nanders', 'groep = "meldcode"\nanders')
    with pytest.raises(InhoudFout, match=r"geheim_en_melden\.toml:\d+: groep 'meldcode' heeft al"):
        lees_map(map_)


@pytest.mark.parametrize("los", ["{Stopitnow}", "{stopitnow.fax}", "{stopitnow", "stopitnow}", "{}"])
def test_een_verwijzing_met_een_schrijffout_wordt_geweigerd(map_: Path, verander: Verander, los: str) -> None:
    regel = verander("acuut/dreiging.toml", "{stopitnow}", los)
    with pytest.raises(InhoudFout, match=rf"acuut/dreiging\.toml:{regel}: verwijzing '.+' is niet goed"):
        lees_map(map_)


@pytest.mark.parametrize(
    ("oud", "nieuw", "klacht"),
    [
        ('"evaluatie"]', '"evaluate"]', "onderdeel 'evaluate' bestaat niet"),
        ('regels = "overleg"', 'regels = "regels"', "onderdeel 'regels' bestaat niet"),
        ('vraag = "overleg-vraag"', 'vraag = "overleg-namen"', "'overleg-namen' is geen eigen veld om in"),
        (
            'namen = "overleg-namen"',
            'namen = "overleg-vraag"',
            "'overleg-vraag' is geen eigen veld met rijen",
        ),
        ('"overleg-vraag"]', '"overleg-namen"]', "veld 'overleg-namen' kan niet meegaan"),
    ],
)
def test_een_notitie_die_naar_niets_wijst_wordt_geweigerd(
    map_: Path, verander: Verander, oud: str, nieuw: str, klacht: str
) -> None:
    verander("overleg.toml", oud, nieuw)
    with pytest.raises(InhoudFout, match=rf"overleg\.toml:\d+: overleg: {re.escape(klacht)}"):
        lees_map(map_)


def test_een_protocol_met_een_onbekende_lijn_wordt_geweigerd(map_: Path, verander: Verander) -> None:
    regel = verander("acuut/dreiging.toml", '"nood", ', '"noot", ')
    with pytest.raises(InhoudFout, match=rf"acuut/dreiging\.toml:{regel}: lijn 'noot' bestaat niet"):
        lees_map(map_)


@pytest.mark.parametrize(
    ("oud", "nieuw", "klacht"),
    [
        ('rol = "huisarts"', 'rol = "clb"', "rol 'clb' bestaat niet in nl"),
        ("[teksten]\n", '[teksten]\nverzonnen = "x"\n', "veld 'verzonnen' bestaat niet"),
        ("punten = [", 'punten = ["verzonnen",', "punt 'verzonnen' bestaat niet"),
        ("klaar = [", 'klaar = ["verzonnen", ', "stap 'verzonnen' bestaat niet"),
        ('id = "nogeenkeer"', 'id = "nog-een-keer"', "rij 'nog-een-keer' van vp-signalen-lijst"),
    ],
)
def test_een_oefencasus_die_niet_past_wordt_geweigerd(
    map_: Path, verander: Verander, oud: str, nieuw: str, klacht: str
) -> None:
    verander("oefencasus.toml", oud, nieuw)
    with pytest.raises(InhoudFout, match=rf"oefencasus\.toml:\d+: oefencasus: {re.escape(klacht)}"):
        lees_map(map_)


PLAN = "veiligheidsplan.toml"


@pytest.mark.parametrize(
    ("oud", "nieuw", "klacht"),
    [
        ('veld = "vp-doen-lijst"', 'veld = "vp-verzonnen-lijst"', "het plan heeft geen rijen"),
        # Text of the plan, but not in rows: an example can't be put there.
        ('veld = "vp-doen-lijst"', 'veld = "vp-goed-tekst"', "het plan heeft geen rijen"),
        ('waarden.soort = "situatie"', 'waarden.kleur = "situatie"', "kolom 'kleur' van vp-signalen-lijst"),
        ('waarden.soort = "situatie"', 'waarden.soort = "sitatie"', "optie 'sitatie' van vp-signalen-lijst"),
    ],
)
def test_een_voorbeeld_dat_niet_in_het_plan_past_wordt_aangewezen(
    map_: Path, verander: Verander, oud: str, nieuw: str, klacht: str
) -> None:
    regel = verander(PLAN, oud, nieuw)
    regels = (map_ / PLAN).read_text(encoding="utf-8").splitlines()
    begin = max(i for i in range(regel) if regels[i].startswith("id = ")) + 1
    naam = regels[begin - 1].split('"')[1]
    with pytest.raises(InhoudFout, match=rf"{PLAN}:{begin}: voorbeeld '{naam}': {klacht}"):
        lees_map(map_)


def test_een_voorbeeld_met_een_schrijffout_in_een_sleutel_noemt_die_regel(
    map_: Path, verander: Verander
) -> None:
    regel = verander(PLAN, 'veld = "vp-doen-lijst"', 'velt = "vp-doen-lijst"')
    with pytest.raises(InhoudFout, match=rf"{PLAN}:{regel}: .*velt"):
        lees_map(map_)


def test_een_voorbeeld_in_een_veld_dat_geen_voorbeeld_kan_onthouden_wordt_geweigerd(
    map_: Path, verander: Verander
) -> None:
    pad = map_ / PLAN
    los = '  {id = "voorbeeld", soort = "voorbeeld", label = "Dit is nog een voorbeeld"},\n'
    voor, doen, na = pad.read_text(encoding="utf-8").partition("\ndoen = [\n")
    pad.write_text(voor + doen + na.replace(los, "", 1), encoding="utf-8")
    with pytest.raises(InhoudFout, match=rf"{PLAN}:\d+: voorbeeld '.+': 'vp-doen-lijst' kan niet onthouden"):
        lees_map(map_)


@pytest.mark.parametrize(
    ("oud", "nieuw", "klacht"),
    [
        ('id = "vp-doen-lijst"', 'id = "vp-signalen-lijst"', "veld 'vp-signalen-lijst' staat er twee keer"),
        ('id = "vp-doen"', 'id = "vp-signalen"', "onderdeel 'vp-signalen' staat er twee keer"),
        ('id = "vp-doel"', 'id = "moment-plek"', "veld 'moment-plek' staat er twee keer"),
        ('id = "zelf", tekst', 'id = "kinderen", tekst', "optie van vp-doel 'kinderen' staat er twee keer"),
        ('id = "beelden-buiten"', 'id = "beelden-telefoon"', "voorbeeld 'beelden-telefoon' staat er twee"),
        ('id = "gevoelens"\ntitel', 'id = "misbruikbeelden"\ntitel', "uitgangspunt 'misbruikbeelden' staat"),
    ],
)
def test_een_id_van_het_plan_dat_er_twee_keer_staat_wordt_daar_aangewezen(
    map_: Path, verander: Verander, oud: str, nieuw: str, klacht: str
) -> None:
    regel = verander(PLAN, oud, nieuw)
    with pytest.raises(InhoudFout, match=rf"{PLAN}:{regel}: {klacht}"):
        lees_map(map_)


def test_een_onbekende_kolomset_wijst_naar_het_veld(map_: Path, verander: Verander) -> None:
    regel = verander(PLAN, 'kolommen_uit = "doen"', 'kolommen_uit = "deon"')
    with pytest.raises(InhoudFout) as fout:
        lees_map(map_)
    veld = max(
        nummer
        for nummer, tekst in enumerate((map_ / PLAN).read_text(encoding="utf-8").splitlines(), 1)
        if nummer < regel and tekst == 'id = "vp-doen-lijst"'
    )
    assert f"{PLAN}:{veld}: veld 'vp-doen-lijst': alleen een veld van soort 'rijen'" in str(fout.value)


@pytest.mark.parametrize("waar", ["begin", "onderdelen"])
def test_een_blok_van_het_plan_met_rollen_zonder_groep_wordt_geweigerd(
    map_: Path, verander: Verander, waar: str
) -> None:
    blok = f'[[{waar}.blokken]]\ntekst = "Kort."\nbron = "Verzonnen"\nrollen = ["school"]\n\n'
    regel = verander(PLAN, f"[[{waar}.velden]]\n", f"{blok}[[{waar}.velden]]\n")
    with pytest.raises(
        InhoudFout, match=rf"{PLAN}:{regel}: een blok met rollen of anders hoort bij een groep"
    ):
        lees_map(map_)


def _eerste(soort: str) -> str:
    """The first field of this kind that the practice case fills."""
    velden = {v.id: v for s in laad().stappen for o in s.onderdelen for v in o.velden}
    casus = laad().oefencasus
    return next(naam for naam in (*casus.teksten, *casus.keuzes) if velden[naam].soort == soort)


@pytest.mark.parametrize(
    ("soort", "klacht"), [("keuze", "optie 'geen-optie' van"), ("datum", "'geen-optie' in")]
)
def test_een_keuze_of_datum_die_niet_kan_wordt_geweigerd(map_: Path, soort: str, klacht: str) -> None:
    naam, pad = _eerste(soort), map_ / "oefencasus.toml"
    tekst, aantal = re.subn(
        rf'^{naam} = ".*"$', f'{naam} = "geen-optie"', pad.read_text(encoding="utf-8"), flags=re.M
    )
    assert aantal == 1
    pad.write_text(tekst, encoding="utf-8")
    with pytest.raises(InhoudFout, match=rf"oefencasus: {klacht} {naam}"):
        lees_map(map_)


def test_elk_pad_in_een_bestand_heeft_zijn_regel() -> None:
    regels = regels_van(THEMA)
    assert regels["nummer"] == 2
    assert (regels["blokken[0]"], regels["blokken[0].bron"]) == (6, 11)
    assert (regels["blokken[1]"], regels["blokken[1].land"]) == (13, 16)
    assert "blokken[0].land" not in regels


def test_geneste_tabellen_worden_per_ouder_geteld() -> None:
    bron = "[[a]]\n[[a.b]]\nx = 1\n[[a.b]]\nx = 2\n[[a]]\n[[a.b]]\nx = 3\n"
    assert {pad: regel for pad, regel in regels_van(bron).items() if pad.endswith("x")} == {
        "a[0].b[0].x": 3,
        "a[0].b[1].x": 5,
        "a[1].b[0].x": 8,
    }


def test_alle_verwijzingen_worden_gevonden() -> None:
    assert {"stopitnow", "nood", "suicide", "kind"} <= verwijzingen(laad())

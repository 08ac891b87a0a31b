"""The taalspiegel on judged sentences, on any text at all, and on hostile text.

How it did on sentences that it had not been tuned on, the first time each was run: 25 of 25 and 25 of 25 (written with
the rules in mind), 27 of 40 and 39 of 40, 27 of 33 and 33 of 33, 26 of 30 and 31 of 32, 28 of 30 and 30 of 30,
19 of 20 and 20 of 20, 7 of 12 and 12 of 12. After each but the first and the fifth the rules were widened; what they
were tuned on went to `afgesteld`.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.inhoud import patronen
from gesprek.inhoud.lader import HIER, InhoudFout, laad, lees_map
from gesprek.inhoud.opmaak import naar_platte_tekst
from gesprek.inhoud.patronen import PatroonFout, zinnen
from gesprek.invoer.taalspiegel import Hint, spiegel, zinnen_met_tips

ZINNEN: dict[str, dict[str, list[dict[str, str]]]] = tomllib.loads(
    (Path(__file__).parent / "taalspiegel_zinnen.toml").read_text(encoding="utf-8")
)
BEROEPEN = tomllib.loads((Path(__file__).parent / "taalspiegel_beroepen.toml").read_text(encoding="utf-8"))
GOED = 0.9


def regels(tekst: str) -> set[str]:
    return {hint.regel.id for hint in spiegel(tekst)}


def soorten(tekst: str) -> set[str]:
    return {hint.regel.soort for hint in spiegel(tekst)}


# Judged


def is_raak(zin: dict[str, str]) -> bool:
    """Whether a hint touches the words that it is about."""
    begin = zin["zin"].index(zin["raak"])
    eind = begin + len(zin["raak"])
    return any(hint.begin < eind and begin < hint.eind for hint in spiegel(zin["zin"]))


def fout(deel: str) -> tuple[list[str], list[str]]:
    """(what should have had a hint, what should have had none)."""
    gemist = [zin["zin"] for zin in ZINNEN[deel]["wel"] if not is_raak(zin)]
    return gemist, [zin["zin"] for zin in ZINNEN[deel]["niet"] if spiegel(zin["zin"])]


@pytest.mark.parametrize("deel", ["afgesteld", "apart"])
def test_at_least_nine_in_ten_are_right_on_both_halves(deel: str) -> None:
    gemist, onterecht = fout(deel)
    assert len(gemist) <= (1 - GOED) * len(ZINNEN[deel]["wel"]), gemist
    assert len(onterecht) <= (1 - GOED) * len(ZINNEN[deel]["niet"]), onterecht


@pytest.mark.parametrize(
    ("deel", "gevonden"), [("eerste", 0.95), ("tweede", 0.85), ("derde", 0.95), ("vierde", 0.55)]
)
def test_as_five_professions_write_it(deel: str, gevonden: float) -> None:
    """Not less is found than was; and what needs no hint stays without one."""
    wel, niet = BEROEPEN[deel]["wel"], BEROEPEN[deel]["niet"]
    gemist = [zin["zin"] for zin in wel if not is_raak(zin)]
    onterecht = [zin for zin in niet if spiegel(zin)]
    assert len(gemist) <= (1 - gevonden) * len(wel), gemist
    assert len(onterecht) <= 0.05 * len(niet), onterecht


@pytest.mark.parametrize(
    "zin",
    [
        "Ik maak me zorgen dat je het weer gaat doen.",
        "Ik maak me zorgen dat je jezelf niet in de hand hebt.",
        "Ik ben ongerust dat je het expres doet.",
        "Daarom maak ik me zorgen dat je nergens spijt van hebt.",
    ],
)
def test_a_worry_of_ones_own_is_never_pointed_at(zin: str) -> None:
    assert spiegel(zin) == []


def test_there_are_enough_sentences_and_none_stands_in_both_parts() -> None:
    per_deel = {naam: [z["zin"] for lijst in deel.values() for z in lijst] for naam, deel in ZINNEN.items()}
    alle = [zin for zinnen_ in per_deel.values() for zin in zinnen_]
    assert len(alle) == len(set(alle))
    assert len(per_deel["apart"]) >= 100
    for deel in ZINNEN.values():
        assert abs(len(deel["wel"]) - len(deel["niet"])) <= 0.1 * len(deel["wel"])


@pytest.mark.parametrize(
    ("zin", "fragment"),
    [
        ("Je doet altijd zo vaag.", "Je doet altijd"),
        ("Dat lukt je nooit.", "nooit"),
        ("Jij bent gevaarlijk.", "Jij bent gevaarlijk"),
        ("Hij noemde jou een pedo.", "pedo"),
        ("Er stond kinderporno op.", "kinderporno"),
        ("Je hebt toch zeker niet gekeken?", "toch zeker niet"),
        ("Dat wilde je toch niet?", "toch niet"),
    ],
)
def test_the_words_that_it_was_made_for(zin: str, fragment: str) -> None:
    assert any(fragment in hint.fragment for hint in spiegel(zin))


@pytest.mark.parametrize(
    "zin",
    [
        "Denk je aan zelfmoord?",
        "Denkt u weleens aan zelfdoding?",
        "Heb je gedachten aan zelfdoding?",
        "Heb je nooit aan zelfdoding gedacht?",
        "Zijn die gedachten aan suïcide er altijd?",
        "Hebt ge plannen om uit het leven te stappen?",
        "Wil je niet meer leven?",
        "Is er nu een kind in gevaar?",
        "Ben je altijd alleen met je neefje?",
        "Heb je ooit een kind aangeraakt?",
        "Is je dochter nooit alleen met hem, en is ze veilig?",
        "Zullen we samen bellen?",
        "Zullen we toch samen bellen?",
        "Wil je volgende week terugkomen?",
        "Kom je volgende week toch langs?",
        "Mag ik je huisarts bellen?",
        "Je kunt hier altijd terecht.",
        "Je mag me altijd bellen.",
        "Ik ben er altijd voor je.",
    ],
)
def test_asking_straight_out_and_offering_are_never_pointed_at(zin: str) -> None:
    for vorm in (zin, zin.upper(), zin.replace(" ", "\n"), f"Ik maak me zorgen. {zin} Neem je tijd."):
        assert spiegel(vorm) == []


def test_a_straight_question_still_gets_a_hint_about_a_label() -> None:
    assert soorten("Heb je kinderporno gekeken met een kind erbij?") == {"etiket"}


def test_a_leading_question_about_suicide_is_sent_to_the_straight_one() -> None:
    (hint,) = spiegel("Je denkt toch niet aan zelfmoord?")
    assert hint.regel.id == "toch-zelfdoding"
    assert "denk je aan zelfdoding?" in hint.regel.liever


def test_texts_that_others_wrote_well_get_no_hints() -> None:
    """The open questions of the manual, what the cards say, and what the rules themselves offer instead."""
    inhoud = laad()
    teksten = [vraag.tekst for familie in inhoud.vragen.families for vraag in familie.vragen]
    teksten += [naar_platte_tekst(kaart.tekst, lambda *_: "") for kaart in inhoud.wat_als.kaarten]
    teksten += [regel.liever for regel in inhoud.taalspiegel.regels]
    assert {tekst: regels(tekst) for tekst in teksten if spiegel(tekst)} == {}


def test_each_rule_points_at_something_in_the_judged_sentences() -> None:
    """A rule that nothing shows is a rule that nobody looked at."""
    delen = [*ZINNEN.values(), *BEROEPEN.values()]
    gezien = {r for deel in delen for zin in deel["wel"] for r in regels(zin["zin"])}
    assert {regel.id for regel in laad().taalspiegel.regels} - gezien == {"verklikken"}
    assert regels("Ik ga je niet verklikken.") == {"verklikken"}


# How a text may be written


@pytest.mark.parametrize(
    "tekst",
    [
        "JE DOET ALTIJD MOEILIJK",
        "je doet\naltijd moeilijk",
        "je doet\r\n  altijd moeilijk",
        "je\tdoet\u00a0altijd",
        "je doet “altijd” moeilijk",
        "je doet *altijd* moeilijk",
        "je doet áltijd moeilijk",
        "je doet a\u0301ltijd moeilijk",
        "je doet al\u00adtijd moeilijk",
    ],
)
def test_capitals_accents_and_line_breaks_make_no_difference(tekst: str) -> None:
    assert "altijd" in regels(tekst)


@pytest.mark.parametrize("teken", ["'", "’", "‘", "ʼ", "`", "´"])
def test_every_apostrophe_is_the_same(teken: str) -> None:
    assert regels(f"Daar zitten pedo{teken}s.") == {"pedo"}


@pytest.mark.parametrize(
    "tekst", ["torpedo", "pedogogiek", "Pedologie is een vak.", "speedo's", "Het is een nooitgedacht plan."]
)
def test_a_word_inside_another_word_is_no_hint(tekst: str) -> None:
    assert spiegel(tekst) == []


@pytest.mark.parametrize(
    ("tekst", "aantal"),
    [
        ("Een zin. Nog een zin? Ja!", 3),
        ("Om 10.30 uur, of bij dhr. de Vries", 2),
        ("een regel\nnog dezelfde", 1),
        ("een regel\nEen nieuwe", 2),
        ("een regel\n\nnog een alinea", 2),
        ("- eerst\n- daarna\n• ook", 3),
        ("‘Zei hij dat?’ Ja.", 2),
        ("...", 0),
        (" \n ", 0),
        ("", 0),
    ],
)
def test_where_a_sentence_ends(tekst: str, aantal: int) -> None:
    assert len(list(zinnen(tekst))) == aantal


def test_an_exception_holds_in_its_own_sentence_alone() -> None:
    assert spiegel("Je mag me altijd bellen.") == []
    assert regels("Je mag me altijd bellen. Je kijkt altijd weg.") == {"altijd"}


def test_a_sentence_is_cut_at_its_hints() -> None:
    (zin,) = zinnen_met_tips("Rustig. Je kijkt altijd weg, viespeuk, NOOIT en nooit. Goed.")
    assert [stuk.tekst for stuk in zin.stukken if stuk.gemarkeerd] == [
        "Je kijkt altijd",
        "viespeuk",
        "NOOIT",
        "nooit",
    ]
    assert "".join(stuk.tekst for stuk in zin.stukken) == "Je kijkt altijd weg, viespeuk, NOOIT en nooit."
    assert [(tip.regel.id, tip.fragmenten) for tip in zin.tips] == [
        ("altijd", ("Je kijkt altijd",)),
        ("pedo", ("viespeuk",)),
        ("nooit", ("NOOIT",)),
    ]


def test_hints_that_overlap_are_marked_as_one_piece() -> None:
    (zin,) = zinnen_met_tips("Jij bent een pedo.")
    assert len(zin.tips) == 2
    assert [stuk.tekst for stuk in zin.stukken] == ["Jij bent een pedo", "."]


# Any text at all

WOORDEN = sorted(
    {
        vorm.strip("*~")
        for regel in laad().taalspiegel.regels
        for patroon in regel.patronen
        for deel in patroon.split()
        for vorm in deel.removeprefix("..").split("|")
        if re.fullmatch(r"[\w']+\*?", vorm)
    }
)
TEKSTEN = st.lists(
    st.one_of(
        st.sampled_from(WOORDEN),
        st.sampled_from(["je", "jij", "bent", "ik", "u", "toch", "kind", "zelfmoord"]),
        st.sampled_from(
            [" ", " ", ", ", ". ", "? ", "! ", "\n", "\r\n", "\n\n", "…", "’", "\u0301", "\u00ad"]
        ),
        st.text(max_size=5),
    ),
    max_size=60,
).map("".join)
WOORDENRIJ = st.lists(st.sampled_from([*WOORDEN, "je", "jij", "bent", "u"]), max_size=30).map(" ".join)


@given(st.one_of(st.text(), TEKSTEN, WOORDENRIJ))
def test_hints_lie_inside_the_text_in_order_and_say_what_stands_there(tekst: str) -> None:
    hints = spiegel(tekst)
    assert [(h.begin, h.eind) for h in hints] == sorted((h.begin, h.eind) for h in hints)
    for hint in hints:
        assert 0 <= hint.begin < hint.eind <= len(tekst)
        assert hint.fragment == tekst[hint.begin : hint.eind]
        assert hint.fragment in hint.zin
        assert hint.zin in tekst


@given(st.one_of(st.text(), TEKSTEN, WOORDENRIJ))
def test_the_pieces_of_a_sentence_are_the_sentence(tekst: str) -> None:
    van_zin: dict[str, list[Hint]] = {}
    for hint in spiegel(tekst):
        van_zin.setdefault(hint.zin, []).append(hint)
    gezien = set()
    for zin in zinnen_met_tips(tekst):
        heel = "".join(stuk.tekst for stuk in zin.stukken)
        gemarkeerd = [stuk.tekst for stuk in zin.stukken if stuk.gemarkeerd]
        assert {tip.regel.id for tip in zin.tips} == {hint.regel.id for hint in van_zin[heel]}
        assert all(any(hint.fragment in stuk for stuk in gemarkeerd) for hint in van_zin[heel])
        gezien.add(heel)
    assert gezien == van_zin.keys()


@given(TEKSTEN)
def test_capitals_never_change_what_is_found(tekst: str) -> None:
    zonder_regels = " ".join(tekst.split())
    klein, groot = zonder_regels.lower(), zonder_regels.upper()
    if len(klein) == len(groot) == len(zonder_regels) and groot.lower() == klein:
        assert [h.regel.id for h in spiegel(klein)] == [h.regel.id for h in spiegel(groot)]


# Hostile text


VIJANDIG = [
  "je ", "je bent ", "nooit ", "toch niet ", "je een ", "ik weet dat je ", "Je liegt. ", "bent u, ",
  " ", "\n", " \n", ".", "? ", "'", "a'", "\u0301", "a\u0301", "\u00ad", "(", "a", "a\u200d' ",
]  # fmt: skip


def werk(tekst: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a word is compared with a part of a pattern."""
    teller = 0
    past = patronen._Element.past

    def tel(zelf: patronen._Element, vorm: str) -> bool:
        nonlocal teller
        teller += 1
        return past(zelf, vorm)

    with monkeypatch.context() as even:
        even.setattr(patronen._Element, "past", tel)
        spiegel(tekst)
    return teller


@pytest.mark.parametrize("stuk", VIJANDIG)
def test_twice_the_text_is_twice_the_work(stuk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lang = (stuk * 20_000)[:20_000]
    half = werk(lang[:10_000], monkeypatch)
    assert werk(lang, monkeypatch) <= 2.1 * half + 2_000


def test_a_full_field_of_words_is_read_to_the_end() -> None:
    tekst = ("rustig " * 2_856)[:19_990] + " viespeuk"
    assert [hint.fragment for hint in spiegel(tekst)] == ["viespeuk"]


# The notation


def past(patroon: str, tekst: str) -> list[str]:
    """What a pattern finds in the first sentence of a text."""
    zin = next(zinnen(tekst))
    gelezen = patronen.lees(patroon, {"jij": ("je", "jij")})
    return [tekst[zin.woorden[a].begin : zin.woorden[b].eind] for a, b in gelezen.zoek(zin)]


@pytest.mark.parametrize(
    ("patroon", "tekst", "gevonden"),
    [
        ("een|twee", "een en twee", ["een", "twee"]),
        ("een*", "eenheid", ["eenheid"]),
        ("@jij|u .. weg", "je kijkt steeds weg", ["je kijkt steeds weg"]),
        ("@jij .. weg", "je 1 2 3 4 5 6 weg", ["je 1 2 3 4 5 6 weg"]),
        ("@jij .. weg", "je 1 2 3 4 5 6 7 weg", []),
        ("@jij .. weg", "je kijkt, weg", []),
        ("@jij ..~dat weg", "je wilt dat weg", []),
        ("@jij ..~dat weg", "je wilt weg", ["je wilt weg"]),
        ("@jij ~niet", "je niet", []),
        ("@jij ~niet", "je wel", ["je wel"]),
        ("@jij ~niet", "dat doe je", []),
        ("^ nu", "nu en nu", ["nu"]),
        ("nu $", "nu en nu.", ["nu"]),
        (", nu $", "kom, nu!", [", nu"]),
        ("nu ?", "nu dan?", ["nu"]),
        ("nu ?", "nu dan.", []),
        ("?", "wat nu?", ["wat nu"]),
        ("?", "wat nu", []),
    ],
)
def test_what_the_notation_finds(patroon: str, tekst: str, gevonden: list[str]) -> None:
    assert past(patroon, tekst) == gevonden


@pytest.mark.parametrize(
    "patroon",
    [
        "",
        "^",
        "$",
        ".. nu",
        "nu ..",
        "a .. b .. c .. d",
        "a b c d e f g h i j k",
        "@wie",
        "Nu",
        "één",
        "nu!",
        "..nu b c",
    ],
)
def test_a_pattern_that_cannot_be_looked_for_is_refused(patroon: str) -> None:
    with pytest.raises(PatroonFout):
        patronen.lees(patroon, {})


@pytest.mark.parametrize(
    ("oud", "nieuw", "zin"),
    [
        ('patronen = ["nooit"]', 'patronen = ["nooit .."]', "een gat staat tussen twee woorden"),
        ('"@ik ken jouw|je soort|type"', '"@wij ken jouw"', "de woorden @wij staan nergens"),
        ('soort = "sturend"', 'soort = "stuurt"', "Invalid enum value"),
        ('id = "nietwaar"', 'id = "toch"', "spiegelregel 'toch' staat er twee keer"),
    ],
)
def test_a_mistake_in_a_rule_is_refused_with_its_line(tmp_path: Path, oud: str, nieuw: str, zin: str) -> None:
    map_ = Path(shutil.copytree(HIER / "nl", tmp_path / "nl"))
    pad = map_ / "taalspiegel.toml"
    voor, gevonden, na = pad.read_text(encoding="utf-8").partition(oud)
    assert gevonden
    pad.write_text(voor + nieuw + na, encoding="utf-8")
    with pytest.raises(InhoudFout) as fout:
        lees_map(map_)
    regel = voor.count("\n") + 1
    assert str(fout.value).startswith(f"taalspiegel.toml:{regel}: ")
    assert zin in str(fout.value)

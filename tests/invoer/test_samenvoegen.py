"""Two tabs on one gesprek: nothing that anybody typed is ever overwritten in silence."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gesprek.dossier import Dossier, Rij
from gesprek.inhoud.model import Kolom, Onderdeel, Optie, Punt, Stap, Veld
from gesprek.invoer import stand as standen
from gesprek.invoer.samenvoegen import Inzending, Verplaatst, voeg_samen

STAP = Stap(
    id="proef",
    nummer=1,
    titel="Proef",
    kort="k",
    inleiding="i",
    onderdelen=(
        Onderdeel(
            id="deel",
            titel="Deel",
            uitleg="u",
            bron="b",
            punten=(Punt("punt-a", "A"), Punt("punt-b", "B")),
            velden=(
                Veld("tekst-a", "lang", "A"),
                Veld("tekst-b", "kort", "B"),
                Veld("meer", "meerkeuze", "M", opties=(Optie("x", "X"), Optie("y", "Y"), Optie("z", "Z"))),
                Veld(
                    "lijst",
                    "rijen",
                    "L",
                    kolommen=(Kolom("wat", "lang", "Wat"), Kolom("wie", "kort", "Wie")),
                    rij="r",
                ),
            ),
        ),
    ),
)
TEKST = st.text(max_size=30)
RIJEN = st.lists(
    st.tuples(st.sampled_from(["aa", "bb", "cc", "dd"]), TEKST), max_size=4, unique_by=lambda r: r[0]
)
A, B = Rij("aa", {"wat": "eerste", "wie": "ik"}), Rij("bb", {"wat": "tweede", "wie": ""})


def stand_van(dossier: Dossier) -> standen.Stand:
    return standen.lees(standen.schrijf(standen.stand_van(dossier, STAP, "nl")))


def tab(gezien: Dossier, **anders: object) -> Inzending:
    """What a tab sends that was opened on `gezien` and changed only what is named."""
    velden = {
        "teksten": {"tekst-a": "", "tekst-b": "", **gezien.teksten},
        "keuzes": {"meer": (), **gezien.keuzes},
        "rijen": {"lijst": (), **gezien.rijen},
        "punten": gezien.punten,
        "heeft_punten": True,
    }
    velden.update(anders)
    return Inzending(stand=stand_van(gezien), **velden)  # type: ignore[arg-type]


def test_it_takes_a_change_when_nobody_else_changed_anything() -> None:
    uit = voeg_samen(Dossier(), STAP, "nl", tab(Dossier(), teksten={"tekst-a": "nieuw", "tekst-b": ""}))
    assert uit.dossier.teksten["tekst-a"] == "nieuw"
    assert not uit.botsingen
    assert not uit.gebeurd


def test_it_keeps_both_changes_on_different_fields() -> None:
    begin = Dossier(teksten={"tekst-a": "oud a", "tekst-b": "oud b"})
    andere = begin.met(teksten={"tekst-a": "oud a", "tekst-b": "hunne"})
    uit = voeg_samen(andere, STAP, "nl", tab(begin, teksten={"tekst-a": "onze", "tekst-b": "oud b"}))
    assert uit.dossier.teksten == {"tekst-a": "onze", "tekst-b": "hunne"}
    assert uit.gebeurd == {"elders"}


def test_it_does_not_overwrite_theirs_on_the_next_save_of_a_page_that_still_shows_the_old_text() -> None:
    begin = Dossier(teksten={"tekst-a": "oud a", "tekst-b": "oud b"})
    andere = begin.met(teksten={"tekst-a": "oud a", "tekst-b": "hunne"})
    eerste = voeg_samen(andere, STAP, "nl", tab(begin, teksten={"tekst-a": "onze", "tekst-b": "oud b"}))
    tweede = Inzending(stand=eerste.stand, teksten={"tekst-a": "onze 2", "tekst-b": "oud b"})
    uit = voeg_samen(eerste.dossier, STAP, "nl", tweede)
    assert uit.dossier.teksten == {"tekst-a": "onze 2", "tekst-b": "hunne"}


def test_it_asks_when_both_changed_the_same_text_and_keeps_what_is_stored() -> None:
    begin = Dossier(teksten={"tekst-a": "oud"})
    andere = begin.met(teksten={"tekst-a": "hunne"})
    inzending = tab(begin, teksten={"tekst-a": "onze", "tekst-b": ""})
    uit = voeg_samen(andere, STAP, "nl", inzending)
    assert uit.dossier.teksten["tekst-a"] == "hunne"
    botsing = uit.botsingen["t.tekst-a"]
    assert (botsing.mijn, botsing.hun) == ("onze", "hunne")
    for keus, verwacht in (("mijn", "onze"), ("hun", "hunne"), ("beide", "hunne\nonze")):
        keuze = {"t.tekst-a": (keus, botsing.hun_digest)}
        gekozen = voeg_samen(andere, STAP, "nl", tab(begin, teksten=inzending.teksten, gekozen=keuze))
        assert gekozen.dossier.teksten["tekst-a"] == verwacht
        assert not gekozen.botsingen


def test_it_asks_again_when_theirs_changed_once_more_after_choosing() -> None:
    begin = Dossier(teksten={"tekst-a": "oud"})
    nog_nieuwer = begin.met(teksten={"tekst-a": "nog nieuwer"})
    keuze = {"t.tekst-a": ("mijn", standen.digest("hunne"))}
    uit = voeg_samen(nog_nieuwer, STAP, "nl", tab(begin, teksten={"tekst-a": "onze"}, gekozen=keuze))
    assert uit.dossier.teksten["tekst-a"] == "nog nieuwer"
    assert "t.tekst-a" in uit.botsingen


def test_it_adds_up_ticks_of_two_tabs() -> None:
    begin = Dossier(keuzes={"meer": ("x",)}, punten=frozenset({"punt-a"}))
    andere = Dossier(keuzes={"meer": ("x", "y")}, punten=frozenset({"punt-a", "punt-b"}))
    uit = voeg_samen(andere, STAP, "nl", tab(begin, keuzes={"meer": ("x", "z")}, punten=frozenset()))
    assert set(uit.dossier.keuzes["meer"]) == {"x", "y", "z"}
    assert uit.dossier.punten == {"punt-b"}


def test_it_keeps_rows_that_two_tabs_added() -> None:
    begin = Dossier(rijen={"lijst": (A,)})
    andere = Dossier(rijen={"lijst": (A, B)})
    eigen = Rij("cc", {"wat": "derde", "wie": ""})
    uit = voeg_samen(andere, STAP, "nl", tab(begin, rijen={"lijst": (A, eigen)}))
    assert [rij.id for rij in uit.dossier.rijen["lijst"]] == ["aa", "bb", "cc"]


def test_it_takes_out_a_row_only_when_it_still_says_what_was_seen() -> None:
    begin = Dossier(rijen={"lijst": (A, B)})
    weg = {"r.lijst.bb": standen.rij_digest(B, ["wat", "wie"])}
    uit = voeg_samen(begin, STAP, "nl", tab(begin, rijen={"lijst": (A,)}, weg=weg))
    assert uit.dossier.rijen["lijst"] == (A,)
    gewijzigd = Dossier(rijen={"lijst": (A, Rij("bb", {"wat": "aangevuld", "wie": ""}))})
    uit = voeg_samen(gewijzigd, STAP, "nl", tab(begin, rijen={"lijst": (A,)}, weg=weg))
    assert [rij.id for rij in uit.dossier.rijen["lijst"]] == ["aa", "bb"]


def test_it_brings_back_a_row_that_was_taken_out_elsewhere_while_we_wrote_in_it() -> None:
    begin = Dossier(rijen={"lijst": (A, B)})
    andere = Dossier(rijen={"lijst": (A,)})
    aangevuld = Rij("bb", {"wat": "tweede, en meer", "wie": ""})
    uit = voeg_samen(andere, STAP, "nl", tab(begin, rijen={"lijst": (A, aangevuld)}))
    assert uit.dossier.rijen["lijst"] == (A, aangevuld)
    uit = voeg_samen(andere, STAP, "nl", tab(begin))
    assert uit.dossier.rijen["lijst"] == (A,)


def test_it_moves_rows() -> None:
    begin = Dossier(rijen={"lijst": (A, B)})
    uit = voeg_samen(begin, STAP, "nl", tab(begin, rijen={"lijst": (B, A)}))
    assert [rij.id for rij in uit.dossier.rijen["lijst"]] == ["bb", "aa"]


def test_a_row_that_is_put_back_or_new_stands_where_the_page_has_it() -> None:
    begin = Dossier(rijen={"lijst": (A, B)})
    midden = Rij("cc", {"wat": "teruggezet", "wie": ""})
    uit = voeg_samen(begin, STAP, "nl", tab(begin, rijen={"lijst": (A, midden, B)}))
    assert [rij.id for rij in uit.dossier.rijen["lijst"]] == ["aa", "cc", "bb"]


def test_it_tells_what_another_tab_had_to_do_with_it() -> None:
    begin = Dossier(rijen={"lijst": (A, B)})
    anders = Rij("bb", {"wat": "anders", "wie": ""})
    weg = {"r.lijst.bb": standen.rij_digest(B, ["wat", "wie"])}
    zonder, veranderd = Dossier(rijen={"lijst": (A,)}), Dossier(rijen={"lijst": (A, anders)})
    for hunne, inzending, gebeurd in (
        (zonder, tab(begin), {"elders"}),
        (zonder, tab(begin, rijen={"lijst": (A, anders)}), {"rij-terug"}),
        (veranderd, tab(begin, rijen={"lijst": (A,)}, weg=weg), {"rij-blijft"}),
        (veranderd, tab(begin), {"elders"}),
        (begin, tab(begin, rijen={"lijst": (A,)}, weg=weg), set()),
        (Dossier(rijen={"lijst": (B, A)}), tab(begin), {"elders"}),
    ):
        assert voeg_samen(hunne, STAP, "nl", inzending).gebeurd == gebeurd


def _verplaats(rijen: tuple[Rij, ...], plek: int, omhoog: bool) -> tuple[tuple[Rij, ...], Verplaatst]:
    naar = plek + (-1 if omhoog else 1)
    uit = list(rijen)
    uit[plek], uit[naar] = uit[naar], uit[plek]
    return tuple(uit), Verplaatst(rijen[plek].id, rijen[naar].id, omhoog)


@given(data=st.data(), aantal=st.integers(2, 6))
def test_of_two_moves_in_two_tabs_both_count(data: st.DataObject, aantal: int) -> None:
    alle = tuple(Rij(f"r{n}", {"wat": f"rij {n}", "wie": ""}) for n in range(aantal))
    begin = Dossier(rijen={"lijst": alle})

    def zet() -> tuple[tuple[Rij, ...], Verplaatst]:
        omhoog = data.draw(st.booleans())
        return _verplaats(alle, data.draw(st.integers(omhoog, aantal - 2 + omhoog)), omhoog)

    (hunne, hun), (onze, ons) = zet(), zet()
    inzending = tab(begin, rijen={"lijst": onze}, verplaatst={"lijst": ons})
    uit = voeg_samen(Dossier(rijen={"lijst": hunne}), STAP, "nl", inzending)
    orde = [rij.id for rij in uit.dossier.rijen["lijst"]]
    assert sorted(orde) == [rij.id for rij in alle]
    assert (orde.index(ons.rij) < orde.index(ons.langs)) == ons.omhoog
    assert (orde.index(hun.rij) < orde.index(hun.langs)) == hun.omhoog
    assert uit.gebeurd == (set() if hunne == onze else {"volgorde"})
    nog_eens = voeg_samen(uit.dossier, STAP, "nl", inzending)
    assert nog_eens.dossier == uit.dossier, "sent twice it moves once"


@given(begin=RIJEN, hun=RIJEN, ons=RIJEN)
def test_every_row_stands_there_once_and_theirs_keep_their_order(
    begin: list[tuple[str, str]], hun: list[tuple[str, str]], ons: list[tuple[str, str]]
) -> None:
    gezien, nu, onze = (
        tuple(Rij(rij_id, {"wat": inhoud, "wie": ""}) for rij_id, inhoud in alle if inhoud)
        for alle in (begin, hun, ons)
    )
    uit = voeg_samen(
        Dossier(rijen={"lijst": nu}), STAP, "nl", tab(Dossier(rijen={"lijst": gezien}), rijen={"lijst": onze})
    )
    orde = [rij.id for rij in uit.dossier.rijen.get("lijst", ())]
    assert len(set(orde)) == len(orde)
    if [rij.id for rij in gezien] != [rij.id for rij in nu]:
        bleef = [rij.id for rij in nu if rij.id in orde]
        assert [rij_id for rij_id in orde if rij_id in bleef] == bleef


def test_it_keeps_columns_and_fields_that_the_content_no_longer_has() -> None:
    oud = Rij("aa", {"wat": "eerste", "wie": "ik", "vroeger": "blijft"})
    begin = Dossier(teksten={"vervallen": "blijft ook"}, rijen={"lijst": (oud,)})
    uit = voeg_samen(
        begin, STAP, "nl", tab(begin, rijen={"lijst": (Rij("aa", {"wat": "nieuw", "wie": "ik"}),)})
    )
    assert uit.dossier.teksten["vervallen"] == "blijft ook"
    assert uit.dossier.rijen["lijst"][0].waarden == {"wat": "nieuw", "wie": "ik", "vroeger": "blijft"}


def test_both_versions_of_a_row_stay_however_often_that_happens_and_however_long_its_id_is() -> None:
    for rij_id in ("aa", "a" * 40):
        nu = Dossier(rijen={"lijst": (Rij(rij_id, {"wat": "begin", "wie": ""}),)})
        for ronde in range(12):
            gezien = nu
            _eerste, *rest = gezien.rijen["lijst"]
            hunne = Rij(rij_id, {"wat": f"hun {ronde}", "wie": ""})
            nu = nu.met(rijen={"lijst": (hunne, *rest)})
            onze = tab(gezien, rijen={"lijst": (Rij(rij_id, {"wat": f"mijn {ronde}", "wie": ""}), *rest)})
            eenheid = f"r.lijst.{rij_id}"
            gekozen = {eenheid: ("beide", standen.rij_digest(hunne, ["wat", "wie"]))}
            nu = voeg_samen(nu, STAP, "nl", replace(onze, gekozen=gekozen)).dossier  # type: ignore[arg-type]
        teksten = [rij.waarden["wat"] for rij in nu.rijen["lijst"]]
        assert set(teksten) == {"mijn 11", *(f"hun {ronde}" for ronde in range(12))}
        assert len({rij.id for rij in nu.rijen["lijst"]}) == len(teksten)
        assert all(len(rij.id) <= 40 for rij in nu.rijen["lijst"])


@st.composite
def dossiers(trek: st.DrawFn) -> Dossier:
    rijen = tuple(Rij(i, {"wat": t, "wie": ""}) for i, t in trek(RIJEN) if t)
    return Dossier(
        teksten={"tekst-a": trek(TEKST), "tekst-b": trek(TEKST)},
        keuzes={"meer": tuple(trek(st.lists(st.sampled_from("xyz"), unique=True)))},
        rijen={"lijst": rijen},
        punten=frozenset(trek(st.sets(st.sampled_from(["punt-a", "punt-b"])))),
    )


def woorden(dossier: Dossier) -> set[str]:
    rijen = {waarde for rijen in dossier.rijen.values() for rij in rijen for waarde in rij.waarden.values()}
    return {tekst for tekst in (*dossier.teksten.values(), *rijen) if tekst}


@given(begin=dossiers(), hun=dossiers(), ons=dossiers())
def test_no_text_of_two_tabs_is_lost_unless_its_own_writer_changed_it(
    begin: Dossier, hun: Dossier, ons: Dossier
) -> None:
    inzending = tab(
        begin, teksten=ons.teksten, keuzes=ons.keuzes, rijen={"lijst": ons.rijen["lijst"]}, punten=ons.punten
    )
    uit = voeg_samen(hun, STAP, "nl", inzending)
    gebleven = woorden(uit.dossier) | {b.mijn for b in uit.botsingen.values()}
    heel = "\n".join(gebleven)
    for tekst in woorden(ons) - woorden(begin):
        assert tekst in heel
    for tekst in woorden(hun) - woorden(begin) - woorden(ons):
        assert tekst in heel


@given(begin=dossiers(), ons=dossiers())
def test_saving_the_same_form_twice_changes_nothing(begin: Dossier, ons: Dossier) -> None:
    inzending = tab(begin, teksten=ons.teksten, keuzes=ons.keuzes, punten=ons.punten)
    eerste = voeg_samen(begin, STAP, "nl", inzending)
    tweede = voeg_samen(eerste.dossier, STAP, "nl", inzending)
    assert tweede.dossier == eerste.dossier
    assert not tweede.botsingen


@given(st.dictionaries(st.from_regex(r"[tkprv]\.[a-z][a-z0-9-]{0,20}", fullmatch=True), st.text(min_size=1)))
def test_a_stand_survives_the_trip_through_a_hidden_field(teksten: dict[str, str]) -> None:
    stand = {eenheid: standen.digest(tekst) for eenheid, tekst in teksten.items()}
    assert standen.lees(standen.schrijf(stand)) == stand


@given(st.text())
def test_any_text_as_a_stand_is_read_without_a_fault(tekst: str) -> None:
    standen.lees(tekst)

"""The plan without a script: begin it, fill it in, check it, and everything that can go wrong on the way."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from gesprek.inhoud.lader import laad
from gesprek.invoer.samenvoegen import MAX_TEKENS
from sociale_kaart.publiek import haal
from tests.hulp import formulieren, stapformulier, tekst
from tests.rollen import clb_medewerker, huisarts, huisarts_met_gesprek
from tests.veiligheidsplan.hulp import GOED, SAMEN, Planner

pytestmark = pytest.mark.django_db(databases="__all__")
DEELTITELS = {deel.id: deel.titel for deel in laad().veiligheidsplan.onderdelen}


def getoond(html: str) -> list[str]:
    return re.findall(r'<details class="onderdeel" id="(vp-[a-z]+)"', html)


def open_deel(html: str) -> list[str]:
    return re.findall(r'<details class="onderdeel" id="(vp-[a-z]+)" open', html)


# To the plan and back


def test_step_five_saves_and_opens_the_plan_which_first_asks_what_it_is_for() -> None:
    wie, gesprek = huisarts_met_gesprek()
    antwoord = wie.schrijf(gesprek, {"t.plan-waarom": "Er is een neefje."}, "vervolg", knop="plan")
    assert antwoord["Location"] == reverse("veiligheidsplan:plan", args=[gesprek])
    pagina = wie.volg(wie.get(antwoord["Location"]))
    assert "Waar is dit plan voor?" in tekst(pagina)
    assert "Er is een neefje." in tekst(wie.stap(gesprek, "vervolg"))


def test_the_plan_can_be_skipped_and_step_five_is_where_one_lands() -> None:
    plan = Planner({})
    antwoord = plan.druk("later")
    assert antwoord["Location"].endswith("/vervolg/?deel=veiligheidsplan#veiligheidsplan")
    assert plan.dossier.is_leeg()


def test_the_task_list_has_the_plan_once_it_was_begun() -> None:
    plan = Planner({})
    taken = reverse("gesprekken:takenlijst", args=[plan.gesprek])
    assert plan.adres() not in tekst(plan.wie.get(taken))
    plan.druk("maak", {"t.vp-doel": "zelf"})
    assert f'<a href="{plan.adres()}">' in tekst(plan.wie.get(taken))


def test_reading_along_saves_the_plan_first_and_leads_back_to_it() -> None:
    plan = Planner()
    zin = "Je doet altijd alsof er niets is."
    antwoord = plan.druk("spiegel", {f"r.{SAMEN}.{plan.ids()[0]}.wat": zin})
    spiegel = reverse("gesprekken:taalspiegel", args=[plan.gesprek])
    assert antwoord["Location"] == f"{spiegel}?van=plan"
    assert plan.rijen() == [zin]
    html = plan.html
    assert "<mark>Je doet altijd alsof</mark> er niets is." in html
    assert html.count(f'href="{plan.adres()}">Terug naar het plan</a>') == 2
    assert "Naar je antwoorden" not in html
    assert "Terug naar het plan" not in tekst(plan.wie.get(spiegel))


def test_what_was_chosen_decides_the_sections_and_can_be_changed() -> None:
    plan = Planner({"vp-doel": "kinderen", "vp-zorg": "gevoelens", "vp-kinderen": "nee"})
    assert "vp-thuis" not in getoond(plan.html)
    assert "vp-doen" in getoond(plan.html)
    plan.druk("begin")
    plan.druk("maak", {"t.vp-kinderen": "ja"})
    assert getoond(plan.html) == list(DEELTITELS)


def test_a_section_that_is_not_asked_for_any_more_says_so_and_keeps_what_is_in_it() -> None:
    plan = Planner()
    plan.vul(plan.ids("vp-thuis-lijst")[0], "vp-thuis-lijst", wat="De deur blijft open.")
    plan.druk("begin")
    plan.druk("maak", {"t.vp-doel": "zelf"})
    assert "horen niet bij wat je koos" in plan.html
    assert "vp-thuis" in getoond(plan.html)
    assert "vp-dag" not in getoond(plan.html)
    assert plan.rijen("vp-thuis-lijst") == ["De deur blijft open."]


def test_everything_of_the_plan_is_found_back_on_the_page_and_on_the_check_page() -> None:
    plan = Planner()
    waarden: dict[str, str] = {}
    for naam, eerder in plan.formulier.velden:
        if naam.startswith(("r.vp-", "t.vp-")) and not eerder and not naam.endswith((".kaart", ".voorbeeld")):
            waarden[naam] = "2026-12-24" if re.search(r"(vanaf|bekijken)\Z", naam) else f"tekst van {naam}"
    keuzes = {
        naam: next(
            optie.id for kolom in veld.kolommen if naam.endswith(f".{kolom.id}") for optie in kolom.opties
        )
        for deel in laad().veiligheidsplan.onderdelen
        for veld in deel.velden
        for kolom in veld.kolommen
        if kolom.soort == "keuze"
        for naam in waarden
        if naam.startswith(f"r.{veld.id}.") and naam.endswith(f".{kolom.id}")
    }
    plan.druk("opslaan", waarden | keuzes)
    # Of a choice the empty value stands before the chosen one.
    na = dict(stapformulier(plan.wie.get(plan.adres())).velden)
    for naam, waarde in (waarden | keuzes).items():
        assert na[naam] == waarde
    alles = unescape(tekst(plan.wie.get(reverse("gesprekken:controleren", args=[plan.gesprek]))))
    for naam in waarden.keys() - keuzes.keys():
        assert ("24 december 2026" if waarden[naam] == "2026-12-24" else waarden[naam]) in alles


# Rows


def test_agreements_are_added_moved_taken_out_and_brought_back() -> None:
    plan = Planner()
    plan.vul(plan.ids()[0], wat="een")
    plan.druk(f"erbij:{SAMEN}")
    assert len(re.findall(r"<(?:textarea|input)[^>]* autofocus", plan.html)) == 1
    plan.vul(plan.ids()[1], wat="twee")
    een, twee = plan.ids()
    antwoord = plan.druk(f"op:{SAMEN}:{twee}")
    assert antwoord["Location"].endswith(f"?deel=vp-samen&verzet=op:{SAMEN}:{twee}")
    assert open_deel(plan.html) == ["vp-samen"]
    assert re.findall(r'value="([^"]+)" autofocus', plan.html) == [f"neer:{SAMEN}:{twee}"]
    assert plan.rijen() == ["twee", "een"]
    plan.druk(f"weg:{SAMEN}:{een}")
    assert plan.rijen() == ["twee"]
    assert open_deel(plan.html) == ["vp-samen"]
    plan.druk(f"terug:{SAMEN}:{een}")
    assert plan.rijen() == ["twee", "een"]


def test_moving_a_row_costs_one_request() -> None:
    plan = Planner()
    plan.vul(plan.ids()[0], wat="een")
    plan.druk(f"erbij:{SAMEN}")
    plan.vul(plan.ids()[1], wat="twee")
    antwoord = plan.wie.post(plan.adres(), plan.formulier.met({}, f"neer:{SAMEN}:{plan.ids()[0]}"), htmx=True)
    assert antwoord.status_code == 200
    assert plan.rijen() == ["twee", "een"]


def test_the_same_row_moved_in_two_tabs_is_moved_once_and_nothing_is_lost() -> None:
    plan = Planner()
    for wat in ("een", "twee", "drie"):
        if wat != "een":
            plan.druk(f"erbij:{SAMEN}")
        plan.vul(plan.ids()[-1], wat=wat)
    oud, drie = plan.formulier, plan.ids()[-1]
    plan.druk(f"op:{SAMEN}:{drie}")
    assert plan.rijen() == ["een", "drie", "twee"]
    plan.wie.post(plan.adres(), oud.met({}, f"op:{SAMEN}:{drie}"))
    assert plan.rijen() == ["een", "drie", "twee"]


def test_a_row_taken_out_in_one_tab_and_changed_in_the_other_is_kept_and_explained() -> None:
    plan = Planner()
    plan.vul(plan.ids()[0], wat="een")
    oud, een = plan.formulier, plan.ids()[0]
    plan.druk(f"weg:{SAMEN}:{een}")
    assert plan.rijen() == []
    plan.pagina = plan.wie.volg(
        plan.wie.post(plan.adres(), oud.met({f"r.{SAMEN}.{een}.wat": "een, en meer"}, "opslaan"))
    )
    assert plan.rijen() == ["een, en meer"]
    assert "staat er weer: je schreef er hier in verder." in plan.html


def test_an_example_that_was_made_ones_own_and_taken_out_does_not_come_back_with_an_old_tab() -> None:
    punt = laad().veiligheidsplan.uitgangspunten[0]
    plan = Planner(uitgangspunten=[punt.id])
    veld, rij = next((veld, rijen[0].id) for veld, rijen in plan.dossier.rijen.items())
    plan.vul(rij, veld, wat="Zo doen wij het.")
    oud = plan.formulier
    plan.druk(f"weg:{veld}:{rij}")
    na = plan.wie.volg(plan.wie.post(plan.adres(), oud.met({}, "opslaan")))
    assert rij not in [r.id for r in plan.dossier.rijen.get(veld, ())]
    assert "staat er weer" not in tekst(na)
    assert "In een ander tabblad is ook iets veranderd." in tekst(na)


def test_a_choice_in_a_row_can_be_taken_off_again() -> None:
    plan = Planner()
    een = plan.ids()[0]
    cel = f"r.{SAMEN}.{een}.stand"
    assert f'id="{cel}--geen"' not in plan.html
    plan.vul(een, wat="een", stand="loopt")
    assert plan.dossier.rijen[SAMEN][0].waarden["stand"] == "loopt"
    assert f'name="{cel}" value="" id="{cel}--geen"' in plan.html
    plan.vul(een, stand="")
    assert not plan.dossier.rijen[SAMEN][0].waarden.get("stand")
    assert f'id="{cel}--geen"' not in plan.html


def test_two_versions_of_an_agreement_are_both_shown_to_choose_from() -> None:
    plan = Planner()
    plan.vul(plan.ids()[0], wat="een")
    oud, een = plan.formulier, plan.ids()[0]
    plan.vul(een, wat="van hier", bekijken="2026-12-01")
    daar = {f"r.{SAMEN}.{een}.wat": "van daar", f"r.{SAMEN}.{een}.bekijken": "2026-12-03"}
    plan.pagina = plan.wie.post(plan.adres(), oud.met(daar, "opslaan"))
    assert plan.pagina.status_code == 409
    assert "Kies welke versie je houdt" in plan.html
    assert "van hier" in plan.html
    assert "van daar" in plan.html
    assert "1 december 2026" in plan.html
    assert "3 december 2026" in plan.html
    assert open_deel(plan.html) == ["vp-samen"]


def test_two_versions_of_what_was_an_example_are_shown_without_its_mark() -> None:
    plan = Planner(uitgangspunten=[laad().veiligheidsplan.uitgangspunten[0].id])
    veld, rij = next((veld, rijen[0]) for veld, rijen in plan.dossier.rijen.items())
    oud = plan.formulier
    plan.vul(rij.id, veld, wat="van hier")
    plan.pagina = plan.wie.post(plan.adres(), oud.met({f"r.{veld}.{rij.id}.wat": "van daar"}, "opslaan"))
    botsing = plan.html.split('<fieldset class="conflict">')[1].split("</fieldset>")[0]
    assert "van hier" in botsing
    assert "van daar" in botsing
    assert "voorbeeld" not in botsing
    assert rij.waarden["voorbeeld"] not in botsing


def test_a_tab_from_before_the_purpose_changed_loses_nothing() -> None:
    plan = Planner()
    oud = plan.formulier
    plan.druk("begin")
    plan.druk("maak", {"t.vp-doel": "zelf"})
    rij = oud["volgorde.vp-online-lijst"]
    antwoord = plan.wie.post(
        plan.adres(), oud.met({f"r.vp-online-lijst.{rij}.wat": "Beneden laden"}, "opslaan")
    )
    assert antwoord.status_code == 303
    assert plan.rijen("vp-online-lijst") == ["Beneden laden"]
    assert "vp-online" in getoond(plan.toon())


# Bad input


def test_two_hundred_agreements_are_kept_and_shown() -> None:
    plan = Planner()
    ids = [f"rij{n}" for n in range(200)]
    waarden = {f"r.{SAMEN}.{rij}.wat": f"afspraak {rij}." for rij in ids}
    plan.druk("opslaan", {**waarden, f"volgorde.{SAMEN}": ",".join(ids)})
    assert plan.rijen() == [f"afspraak {rij}." for rij in ids]
    html = plan.toon("nakijken")
    assert html.count('class="nagekeken"') == 201, "each of them, and the plan as a whole"
    assert len(re.findall(r"Er staat nog niet wie dit doet", html)) == 200


def test_an_agreement_of_twenty_thousand_characters_fits_and_one_more_is_explained() -> None:
    plan = Planner()
    rij = plan.ids()[0]
    plan.vul(rij, wat="x" * MAX_TEKENS)
    assert plan.rijen() == ["x" * MAX_TEKENS]
    plan.vul(rij, wat="y" * (MAX_TEKENS + 1))
    assert plan.pagina.status_code == 422
    assert "<title>Fout: Het plan" in plan.html
    assert "y" * (MAX_TEKENS + 1) in plan.html
    assert open_deel(plan.html) == ["vp-samen"]
    assert plan.rijen() == ["x" * MAX_TEKENS]


def test_a_form_that_was_cut_off_changes_nothing() -> None:
    plan = Planner()
    paren = [p for p in plan.formulier.met({f"r.{SAMEN}.{plan.ids()[0]}.wat": "half"}) if p[0] != "einde"]
    for naam in ("plan", "begin"):
        assert plan.wie.post(plan.adres(naam), paren).status_code == 400
    assert plan.rijen() == []


def test_somebody_elses_plan_is_as_unknown_as_one_that_never_was() -> None:
    plan, ander = Planner(), huisarts()
    for naam in ("plan", "begin", "nakijken"):
        assert ander.get(plan.adres(naam)).status_code == 404
        assert ander.post(plan.adres(naam), {"actie": "maak"}).status_code == 404


def test_what_is_typed_on_a_locked_kluis_is_saved_after_the_code() -> None:
    plan = Planner()
    formulier, rij = plan.formulier, plan.ids()[0]
    plan.wie.vergrendel()
    op_slot = plan.wie.post(plan.adres(), formulier.met({f"r.{SAMEN}.{rij}.wat": "nog net"}, "opslaan"))
    assert "nog net" in tekst(op_slot)
    plan.wie.verstuur(op_slot, {"toegangscode": plan.wie.code})
    assert plan.rijen() == ["nog net"]


# Examples


def test_examples_stand_ready_marked_and_go_away_together() -> None:
    alle = [punt.id for punt in laad().veiligheidsplan.uitgangspunten]
    plan = Planner(uitgangspunten=alle)
    aantal = sum(len(punt.voorbeelden) for punt in laad().veiligheidsplan.uitgangspunten)
    assert plan.html.count('class="keuze voorbeeld"') == aantal
    assert f"Er staan nog {aantal} voorbeelden in" in plan.html
    plan.druk("voorbeelden-weg")
    assert 'class="keuze voorbeeld"' not in plan.html
    assert not plan.dossier.rijen


def test_an_example_becomes_ones_own_by_a_change_or_by_taking_the_mark_off() -> None:
    punt = laad().veiligheidsplan.uitgangspunten[0]
    plan = Planner(uitgangspunten=[punt.id])
    voor = plan.html.count('class="keuze voorbeeld"')
    eerste, tweede = [(veld, rij.id) for veld, rijen in plan.dossier.rijen.items() for rij in rijen][:2]
    plan.vul(eerste[1], eerste[0], wat="Zo doen wij het.")
    assert plan.html.count('class="keuze voorbeeld"') == voor - 1
    plan.druk("opslaan", {f"r.{tweede[0]}.{tweede[1]}.voorbeeld": ""})
    assert plan.html.count('class="keuze voorbeeld"') == voor - 2
    plan.druk("voorbeelden-weg")
    assert sum(map(len, plan.dossier.rijen.values())) == 2


def test_an_example_whose_text_is_emptied_is_gone() -> None:
    punt = laad().veiligheidsplan.uitgangspunten[0]
    plan = Planner(uitgangspunten=[punt.id])
    veld, rij = next((veld, rijen[0].id) for veld, rijen in plan.dossier.rijen.items())
    leeg = {naam: "" for naam in plan.formulier.namen if naam.startswith(f"r.{veld}.{rij}.")}
    mark = f"r.{veld}.{rij}.voorbeeld"
    plan.druk("opslaan", {**leeg, mark: plan.dossier.rijen[veld][0].waarden["voorbeeld"]})
    assert rij not in [r.id for r in plan.dossier.rijen.get(veld, ())]


# Lines out of the sociale kaart


def test_a_line_comes_in_with_one_press_and_its_number_is_looked_up() -> None:
    plan = Planner()
    assert 'value="aanbod:113"' in plan.html
    plan.druk("aanbod:113")
    [rij] = plan.dossier.rijen["vp-hulp-lijst"]
    [contact] = haal(["113"])
    assert rij.waarden == {"kaart": "113", "naar": contact.naam}
    assert 'value="aanbod:113"' not in plan.html
    assert contact.kanalen[0].tekst in plan.html
    plan.wie.post(plan.adres(), plan.formulier.met({"actie": "aanbod:bestaat-niet"}))
    assert len(plan.dossier.rijen["vp-hulp-lijst"]) == 1


def test_a_line_that_moves_with_the_script_keeps_its_number_and_what_else_is_offered() -> None:
    plan = Planner()
    plan.druk("aanbod:113")
    plan.druk(re.findall(r'value="(aanbod:[a-z0-9-]+)"', plan.html)[0])
    regel = plan.ids("vp-hulp-lijst")[0]
    zet = plan.formulier.met({}, f"neer:vp-hulp-lijst:{regel}")
    antwoord = tekst(plan.wie.post(plan.adres(), zet, htmx=True))
    _status, _veld, veld = antwoord.partition('<fieldset class="veld" id="veld-vp-hulp-lijst"')
    gewoon = plan.toon().partition('<fieldset class="veld" id="veld-vp-hulp-lijst"')[2]
    rijen = veld.rpartition("</fieldset>")[0]
    assert rijen.replace(' data-hx-swap-oob="true"', "").replace(" autofocus", "") in gewoon
    assert "tel:113" in rijen
    assert 'value="aanbod:' in rijen


def test_flanders_is_offered_its_own_lines() -> None:
    wie = clb_medewerker()
    gesprek = wie.nieuw_gesprek("")
    begin = wie.get(reverse("veiligheidsplan:begin", args=[gesprek]))
    wie.post(
        reverse("veiligheidsplan:begin", args=[gesprek]),
        stapformulier(begin).met({"t.vp-doel": "zelf"}, "maak"),
    )
    html = tekst(wie.get(reverse("veiligheidsplan:plan", args=[gesprek])))
    aangeboden = set(re.findall(r'value="aanbod:([a-z0-9-]+)"', html))
    assert aangeboden
    assert {contact.land for contact in haal(sorted(aangeboden))} <= {"BE", "NLBE"}


def test_a_selection_of_the_sociale_kaart_can_go_into_the_plan() -> None:
    plan = Planner()
    antwoord = plan.wie.post(
        reverse("gesprekken:verwijzingen", args=[plan.gesprek]),
        {"slug": ["de-waag"], "veld": "vp-hulp-lijst"},
    )
    assert antwoord["Location"].startswith(plan.adres() + "?deel=vp-hulp")
    assert [rij.waarden["kaart"] for rij in plan.dossier.rijen["vp-hulp-lijst"]] == ["de-waag"]
    assert "hulp-verwijzing" not in plan.dossier.rijen


# The check


def test_the_check_links_to_the_place_and_a_remark_can_be_left_on_purpose() -> None:
    plan = Planner()
    rij = plan.ids()[0]
    plan.vul(rij, **{**GOED, "wie": ""})
    html = plan.toon("nakijken")
    assert f"?deel=vp-samen#rij-{SAMEN}-{rij}" in html
    assert "geen oordeel" in html
    formulier = next(f for f in formulieren(plan.pagina) if f.actie.endswith("nakijken/"))
    for keer in range(2):
        knop = f"{'toch' if keer else 'bewust'}:geen-wie.{rij}"
        assert plan.wie.post(plan.adres("nakijken"), [*formulier.velden, ("actie", knop)]).status_code == 303
        html = plan.toon("nakijken")
        assert (f'value="toch:geen-wie.{rij}"' in html) is not bool(keer)
        assert (f'value="bewust:geen-wie.{rij}"' in html) is bool(keer)


def test_what_was_left_on_purpose_is_not_called_complete_and_one_stays_where_one_was() -> None:
    plan = Planner()
    een, twee = "een", "twee"
    plan.druk(
        "opslaan",
        {
            f"volgorde.{SAMEN}": f"{een},{twee}",
            **{f"r.{SAMEN}.{rij}.{kolom}": waarde for rij in (een, twee) for kolom, waarde in GOED.items()},
            f"r.{SAMEN}.{een}.wie": "",
            f"r.{SAMEN}.{twee}.wie": "",
        },
    )
    waar = [plan.wie.post(plan.adres("nakijken"), {"actie": f"bewust:geen-wie.{rij}"}) for rij in (een, twee)]
    assert waar[0]["Location"].endswith("#nagekeken-twee")
    html = plan.toon("nakijken")
    for actie in re.findall(r'value="(bewust:[^"]+)"', html):
        plan.wie.post(plan.adres("nakijken"), {"actie": actie})
    html = plan.toon("nakijken")
    assert "bewust:" not in html
    assert "We zien niets wat nog mist" not in html
    assert "liet je bewust zo" in html


@pytest.mark.parametrize(
    "actie", ["bewust:geen-wie.bestaat-niet", "bewust:", "bewust:\0", "", "weg:alles", "toch:x" * 999]
)
def test_the_check_keeps_no_remark_that_it_does_not_make(actie: str) -> None:
    plan = Planner()
    assert plan.wie.post(plan.adres("nakijken"), {"actie": actie}).status_code == 303
    assert "vp-bewust" not in plan.dossier.keuzes


def test_checking_a_plan_that_is_not_there_begins_one() -> None:
    plan = Planner({})
    antwoord = plan.wie.get(plan.adres("nakijken"))
    assert antwoord["Location"] == plan.adres("begin")

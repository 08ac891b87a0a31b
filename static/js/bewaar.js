/* Autosave of the form #stapformulier, on top of htmx. htmx sends; this file knows what isn't saved yet, says so
   in #bewaarstatus, and tries again. Texts come from the form: data-tekst-bezig, data-tekst-mislukt (trying
   again) and data-tekst-geweigerd (trying again won't help). */

const formulier = document.getElementById("stapformulier");
const status = document.getElementById("bewaarstatus");
const WACHT_S = [2, 5, 10, 30];
const VERZET = /^(op|neer):/;

let stand = 0; // goes up with every change
let gezonden = null; // what the running request carries: { stand, velden }
let onbeantwoord = null; // what got no answer: the server may have saved it, or not
let pogingen = 0;
let weg = false; // the form is being sent as a whole page
let door = false; // this submit has waited for its autosave
let uitgesteld = null; // what to send when the running request has ended: { formulier, knop }
let volhard = false; // a button was pressed and nothing could be saved: the next press goes on anyway
let opSlot = false; // the last save was refused with 403: the kluis was locked
let herkansing, bezigKlok, wegKlok;

const nu = () => htmx.trigger(formulier, "opslaan-nu");
const onbewaard = () => formulier.hasAttribute("data-onbewaard");
const afgedekt = () => document.body.classList.contains("afgedekt");

function zeg(staat, tekst) {
  status.dataset.staat = staat;
  if (tekst !== undefined) status.textContent = tekst;
}

function gewijzigd() {
  stand += 1;
  formulier.setAttribute("data-onbewaard", "");
}
formulier.addEventListener("input", gewijzigd);
formulier.addEventListener("change", gewijzigd);

// Who writes in an example makes it their own, so the tick that it still is one may not stay until the next page.
formulier.addEventListener("input", ({ target }) => {
  const merk = target.closest("fieldset.rij")?.querySelector(".voorbeeld input[type=checkbox]");
  if (merk && merk !== target) merk.checked = false;
});

// What got no answer goes once more as it was. Then the page knows again what the server has; what was typed
// since would otherwise be in conflict with the page's own earlier text.
formulier.addEventListener("htmx:configRequest", ({ detail }) => {
  if (onbeantwoord) detail.parameters = onbeantwoord.velden;
});

formulier.addEventListener("htmx:beforeRequest", (gebeurtenis) => {
  if (weg || afgedekt()) {
    gebeurtenis.preventDefault();
    return;
  }
  gezonden = onbeantwoord ?? { stand, velden: gebeurtenis.detail.requestConfig.parameters };
  clearTimeout(herkansing);
  // A quick save says nothing in between; a screen reader would read each "bezig" aloud.
  if (!pogingen) bezigKlok = setTimeout(() => zeg("bezig", formulier.dataset.tekstBezig), 700);
});

/** Whether the app itself says that it saved. The sign-in page of a guest network answers with a 200 as well. */
const bewaard = ({ successful, xhr }) => successful && xhr.getResponseHeader("X-Bewaard") === "ja";

// The page of somebody else does not belong in the status line. And a field that comes anew would take along what
// was typed in it while it was on its way.
formulier.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const vanAnderen = detail.xhr.status < 400 && !bewaard({ successful: true, xhr: detail.xhr });
  const brengtVeld = VERZET.test(gezonden?.velden.actie);
  if (vanAnderen || (brengtVeld && stand !== gezonden.stand)) detail.shouldSwap = false;
});

formulier.addEventListener("htmx:afterRequest", ({ detail }) => {
  const code = detail.xhr.status;
  const gelukt = bewaard(detail);
  const zonderAntwoord = code < 400 ? !gelukt : code >= 500;
  // 400: what arrived was not whole, and nothing of it was saved.
  const opnieuw = zonderAntwoord || code === 400;
  const achter = stand !== gezonden.stand; // something was typed since
  const nogEens = achter && onbeantwoord !== null && !zonderAntwoord;
  onbeantwoord = zonderAntwoord ? gezonden : null;
  gezonden = null;
  opSlot = code === 403;
  clearTimeout(bezigKlok);
  if (gelukt) {
    pogingen = 0;
    volhard = false;
    if (!achter) formulier.removeAttribute("data-onbewaard");
    zeg("bewaard");
  } else if (opnieuw || code === 429) {
    zeg("mislukt", code === 429 ? undefined : formulier.dataset.tekstMislukt);
    const gevraagd = Number(detail.xhr.getResponseHeader("Retry-After")) || 0;
    const wacht = Math.max(WACHT_S[Math.min(pogingen, WACHT_S.length - 1)], gevraagd);
    pogingen += 1;
    herkansing = setTimeout(nu, wacht * 1000);
  } else {
    // 403, 409, 413 and 422 bring their own words, which htmx has just put in the status line.
    zeg("mislukt", [403, 409, 413, 422].includes(code) ? undefined : formulier.dataset.tekstGeweigerd);
  }
  if (nogEens) nu();
  if (uitgesteld) verder(gelukt, opnieuw);
});

/** Send what waited, or stay: without an answer from the server the next page would be an empty one. */
function verder(gelukt, opnieuw) {
  const { formulier: wie, knop } = uitgesteld;
  const eigen = wie === formulier; // carries everything along, also what was refused or typed since
  if (gelukt ? eigen || !onbewaard() : eigen && !opnieuw) {
    uitgesteld = null;
    door = true;
    wie.requestSubmit(knop);
    door = false;
  } else if (!gelukt) {
    uitgesteld = null;
    volhard = true;
  } // else: saved, but changed since, and one more request is queued
}

/** A row moves within the page: the answer brings its field. Until then the move counts as not saved. */
function verzet(knop) {
  gewijzigd();
  const vraag = { source: formulier, target: status, values: { actie: knop.value } };
  htmx.ajax("POST", formulier.action, vraag).catch(() => {}); // what went wrong was told and planned above
}

// "Opslaan", "Volgende" and the like send the whole form, and Vergrendel leaves it. Both save first: the form
// would otherwise carry a version from before the running autosave and be in conflict with itself, and without a
// connection the text would be gone with the page. A second press goes on anyway; the browser then asks.
document.addEventListener(
  "submit",
  (gebeurtenis) => {
    const wie = gebeurtenis.target;
    const eigen = wie === formulier;
    if (!eigen && !wie.matches("[data-vergrendel]")) return;
    if (door || (afgedekt() ? navigator.onLine : !gezonden && !onbewaard())) {
      if (!eigen) return;
      if (VERZET.test(gebeurtenis.submitter?.value) && !onbewaard()) {
        gebeurtenis.preventDefault();
        verzet(gebeurtenis.submitter);
        return;
      }
      weg = true;
      clearTimeout(herkansing);
      clearTimeout(wegKlok);
      wegKlok = setTimeout(() => (weg = false), 10_000); // still here: it was a download, or the server is away
    } else if (gezonden || !volhard) {
      gebeurtenis.preventDefault();
      if (afgedekt()) return;
      uitgesteld = { formulier: wie, knop: gebeurtenis.submitter };
      if (!gezonden) nu();
    }
  },
  true,
);

// After "Opslaan" the page opens the part that one was in.
formulier.addEventListener("focusin", ({ target }) => {
  const deel = target.closest("details.onderdeel");
  if (deel) formulier.elements.deel.value = deel.id;
});

addEventListener("beforeunload", (gebeurtenis) => {
  if (onbewaard() && !weg) gebeurtenis.preventDefault();
});
addEventListener("online", () => pogingen && nu());
document.addEventListener("visibilitychange", () => document.hidden && onbewaard() && nu());
// Opened again in another tab: what was refused here can go in now.
new BroadcastChannel("kluis").addEventListener("message", ({ data }) => {
  if (data.soort === "actief" && opSlot && onbewaard() && !gezonden) nu();
});

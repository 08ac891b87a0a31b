/* Runs on each page while the kluis is open: a warning before it locks by itself, and a cover over the text
   once it is locked, here or in another tab. The server decides; this only spares people a surprise.

   <body data-sluit-over  seconds until the idle lock, counted from this answer
         data-uiterlijk   seconds until the lock that can't be put off (may be empty)
         data-vergrendeld-url> */

const WAARSCHUW_MS = 120_000;
const SCHRIJFRITME_MS = 60_000; // the server notes activity at most this often, so it may count from earlier

const { sluitOver, uiterlijk, vergrendeldUrl } = document.body.dataset;
const balk = document.getElementById("verlengbalk");
const melding = balk.querySelector("[role=status]");
const afdekking = document.getElementById("afdekking");
const duur = sluitOver * 1000;
const grens = uiterlijk ? Date.now() + uiterlijk * 1000 : Infinity;
const kanaal = new BroadcastChannel("kluis");
let einde = 0;

/** The lock moves to `over` milliseconds from now, in every tab. */
function actief(over) {
  einde = Math.max(einde, Math.min(Date.now() + over, grens));
  kanaal.postMessage({ soort: "actief", einde });
}

/** The form with text that the server doesn't have yet; bewaar.js keeps the mark. */
const onbewaard = () => document.querySelector("form[data-onbewaard]");

function dekAf() {
  if (document.body.classList.contains("afgedekt")) return;
  document.body.classList.add("afgedekt");
  afdekking.hidden = false;
  document.getElementById("afdekking-onbewaard").hidden = !onbewaard();
  afdekking.querySelector("a").focus();
}

function tik() {
  const rest = einde - Date.now();
  if (rest <= 0) {
    dekAf();
    clearInterval(klok);
    // With unsaved text the page stays: the way out sends that text along.
    if (!onbewaard()) location.replace(vergrendeldUrl);
    return;
  }
  const waarschuw = rest <= WAARSCHUW_MS;
  if (waarschuw === balk.hidden) {
    balk.hidden = !waarschuw;
    const vast = einde === grens; // the lock of the whole day; there is nothing to put off
    const { tekst, tekstVast } = melding.dataset;
    melding.textContent = waarschuw ? (vast ? tekstVast : tekst) : "";
    balk.querySelector("button").hidden = vast;
  }
}

balk.addEventListener("submit", async (gebeurtenis) => {
  gebeurtenis.preventDefault();
  const formulier = gebeurtenis.target;
  try {
    const antwoord = await fetch(formulier.action, {
      method: "POST",
      body: new FormData(formulier),
      redirect: "manual",
    });
    if (antwoord.ok) actief(duur);
    else if (antwoord.status < 500) dekAf();
  } catch {
    // No connection: the bar stays, so that one can try again.
  }
  tik();
});

afdekking.querySelector("a").addEventListener("click", (gebeurtenis) => {
  const formulier = onbewaard();
  if (!formulier) return;
  gebeurtenis.preventDefault();
  formulier.requestSubmit(); // to a locked kluis: the answer asks for the code and carries the text
});

// Deleting everything ends it as well. Was the tick forgotten, then the page that says so uncovers the tabs again.
document.addEventListener("submit", (gebeurtenis) => {
  if (!gebeurtenis.defaultPrevented && gebeurtenis.target.matches("[data-vergrendel]")) {
    kanaal.postMessage({ soort: "vergrendeld" });
  }
});
document.addEventListener("htmx:afterRequest", (gebeurtenis) => {
  if (gebeurtenis.detail.successful) actief(duur - SCHRIJFRITME_MS);
});
kanaal.addEventListener("message", ({ data }) => {
  if (data.soort === "vergrendeld") dekAf();
  else if (!document.body.classList.contains("afgedekt")) einde = Math.max(einde, Math.min(data.einde, grens));
  // Opened again elsewhere; the server says whether this page may be seen.
  else if (!onbewaard()) location.reload();
});
document.addEventListener("visibilitychange", tik);

actief(duur);
const klok = setInterval(tik, 1000);
tik();

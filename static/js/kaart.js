/* The search of the sociale kaart, on top of a form and links that work without this. htmx brings the results; this
   keeps the address of the page in step with them, so that Back, a reload and a copied link show what was seen. */

const formulier = document.getElementById("zoekform");

/** What the form asks now, without what is left empty. */
function gevraagd() {
  const vraag = new URLSearchParams();
  for (const [naam, waarde] of new FormData(formulier)) if (waarde.trim()) vraag.append(naam, waarde);
  return vraag;
}

/** A path with these parameters, or the bare path. */
function adres(vraag) {
  const pad = new URL(formulier.action).pathname;
  return String(vraag) ? `${pad}?${vraag}` : pad;
}

/** The links of the provinces take along what is asked now; the chosen one takes itself away. */
function richtLinks() {
  const gekozen = gevraagd().get("provincie");
  for (const link of document.querySelectorAll("[data-provincie]")) {
    const vraag = gevraagd();
    const deze = link.dataset.provincie === gekozen;
    if (deze) vraag.delete("provincie");
    else vraag.set("provincie", link.dataset.provincie);
    link.setAttribute("href", adres(vraag));
    if (deze) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

if (formulier) {
  // A place that was chosen from several belongs to the words that were there then.
  document.getElementById("plaats").addEventListener("input", () => document.getElementById("bij")?.remove());
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.id !== "resultaten") return;
    // Replaced, not pushed: one step Back leaves the search, however many letters it took.
    history.replaceState(null, "", adres(gevraagd()));
    richtLinks();
  });
}

/* A form that waits in the queue for another may be sent once: the answer takes its place, and htmx would stop the queue
   at a form that is gone. */
document.addEventListener("htmx:confirm", (gebeurtenis) => {
  const { elt, triggeringEvent } = gebeurtenis.detail;
  if (!elt.matches("[data-eenmaal]")) return;
  if (elt.wacht && elt.wacht !== triggeringEvent) gebeurtenis.preventDefault();
  else elt.wacht = triggeringEvent;
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  delete detail.elt.wacht;
});

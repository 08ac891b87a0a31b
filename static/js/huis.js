/* Small comforts on every page. Without JavaScript every page works as well.
   Nothing that was typed is ever put in the browser's own storage. */

const RUST_MS = 3000; // two clicks within this time are one

// A nervous double click must not send a plain form twice. The button stays enabled, because a disabled
// button takes its name and value out of the form; a download leaves the page, so the guard wears off.
document.addEventListener("submit", (gebeurtenis) => {
  const formulier = gebeurtenis.target;
  if (gebeurtenis.defaultPrevented) return;
  if (formulier.hasAttribute("data-onderweg")) {
    gebeurtenis.preventDefault();
    return;
  }
  formulier.setAttribute("data-onderweg", "");
  setTimeout(() => formulier.removeAttribute("data-onderweg"), RUST_MS);
});

// With another choice it is another errand: a second download right after the first.
for (const soort of ["input", "change"]) {
  document.addEventListener(soort, ({ target }) => target.form?.removeAttribute("data-onderweg"));
}

// A private page that comes back with the Back button is asked for again: the kluis may be locked by now.
addEventListener("pageshow", (gebeurtenis) => {
  if (gebeurtenis.persisted && document.body.hasAttribute("data-prive")) {
    document.body.classList.add("afgedekt");
    location.reload();
  }
});

/** The text of a field, of a list (its items on one line), or of any other element. */
function tekstVan(bron) {
  if ("value" in bron && bron.tagName !== "LI") return bron.value;
  const woorden = [...bron.querySelectorAll("li")].map((woord) => woord.textContent.trim());
  return woorden.length ? woorden.join(" ") : bron.textContent.trim();
}

/** Copy; where the browser refuses, select the text so that Ctrl+C does it. */
async function kopieer(knop) {
  const bron = document.querySelector(knop.dataset.kopieer);
  let gelukt = true;
  try {
    await navigator.clipboard.writeText(tekstVan(bron));
  } catch {
    gelukt = false;
    if (bron.select) bron.select();
    else getSelection().selectAllChildren(bron);
  }
  const melding = knop.nextElementSibling;
  if (melding) melding.textContent = gelukt ? knop.dataset.tekstGelukt : knop.dataset.tekstMislukt;
}

document.addEventListener("click", (gebeurtenis) => {
  const knop = gebeurtenis.target.closest("[data-kopieer], [data-print]");
  if (!knop) return;
  if (knop.hasAttribute("data-print")) print();
  else kopieer(knop);
});
for (const knop of document.querySelectorAll("[data-kopieer], [data-print]")) knop.hidden = false;

// Browsers without `field-sizing: content` let a text grow with this.
if (!CSS.supports("field-sizing", "content")) {
  const groei = (vak) => {
    if (vak.tagName !== "TEXTAREA") return;
    vak.style.height = "auto";
    vak.style.height = `${vak.scrollHeight + vak.offsetHeight - vak.clientHeight}px`;
  };
  document.addEventListener("input", (gebeurtenis) => groei(gebeurtenis.target));
  document.addEventListener("htmx:load", ({ target }) => target.querySelectorAll("textarea").forEach(groei));
  document.querySelectorAll("textarea").forEach(groei);
}

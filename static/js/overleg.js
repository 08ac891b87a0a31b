/* Looking through what is shared: a click on a word, or a selection in a text, offers beneath that text to take it out
   everywhere. Whoever has no mouse or no JavaScript types the word in the field for it. */

const veld = document.getElementById("woord");
const keuze = document.getElementById("woordkeuze");
const van = document.getElementById("van");
const formulier = veld?.form;
const RAND = /^[\s.,;:!?"'“”‘’()[\]…–-]+|[\s.,;:!?"'“”‘’()[\]…–-]+$/gu;

/** Where a click fell: the text node and the place in it. */
function plaats({ clientX, clientY }) {
  const hier = document.caretPositionFromPoint?.(clientX, clientY);
  if (hier) return [hier.offsetNode, hier.offset];
  const bereik = document.caretRangeFromPoint?.(clientX, clientY);
  return bereik ? [bereik.startContainer, bereik.startOffset] : [null, 0];
}

/** The word round a place in a text. */
function woordOp(tekst, waar) {
  const voor = tekst.slice(0, waar).match(/[\p{L}\p{M}\p{N}@._'’-]*$/u)[0];
  const na = tekst.slice(waar).match(/^[\p{L}\p{M}\p{N}@._'’-]*/u)[0];
  return voor + na;
}

// What was typed here is kept by any button. Whoever goes away without one is asked first; a kluis that locks itself
// then leaves the page where it is (kluis.js).
formulier?.addEventListener("input", () => formulier.setAttribute("data-onbewaard", ""));
formulier?.addEventListener("submit", () => formulier.removeAttribute("data-onbewaard"));
addEventListener("beforeunload", (gebeurtenis) => {
  if (formulier?.hasAttribute("data-onbewaard")) gebeurtenis.preventDefault();
});

if (keuze) {
  for (const uitleg of document.querySelectorAll("[data-met-script]")) uitleg.hidden = false;
  document.addEventListener("click", (gebeurtenis) => {
    if (!gebeurtenis.target.closest("[data-woorden]")) return;
    let woord = String(getSelection()).trim();
    if (!woord) {
      const [knoop, waar] = plaats(gebeurtenis);
      if (knoop?.nodeType === Node.TEXT_NODE) woord = woordOp(knoop.data, waar);
    }
    woord = woord.replace(/\s+/gu, " ").replace(RAND, "").slice(0, veld.maxLength);
    if (!woord) return;
    const tekst = gebeurtenis.target.closest("[data-woorden]");
    veld.value = woord;
    van.value = tekst.closest("article").id.slice("tekst-".length);
    document.getElementById("gekozen-woord").textContent = woord;
    tekst.after(keuze);
    keuze.hidden = false;
    keuze.querySelector("button").focus({ preventScroll: true });
  });
}

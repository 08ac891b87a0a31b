/* The page for the talk itself: it remembers where one was, for "Opslaan", and keeps the screen on when asked to.
   The page works without either. */

const formulier = document.getElementById("stapformulier");

formulier.addEventListener("focusin", ({ target }) => {
  const deel = target.closest("form > section[id]");
  if (deel) formulier.elements.deel.value = deel.id;
});

const vak = document.getElementById("scherm");
const aan = document.getElementById("scherm-aan");
let wacht = null; // holds the screen on, while the browser lets us

async function houdWakker() {
  formulier.elements.scherm.value = aan.checked ? "aan" : "";
  try {
    if (!aan.checked) await wacht?.release();
    else if (!document.hidden && (!wacht || wacht.released)) wacht = await navigator.wakeLock.request("screen");
  } catch {
    // Not allowed now, with a low battery for instance. Asked again when the page comes back.
  }
}

if ("wakeLock" in navigator) {
  vak.hidden = false;
  aan.addEventListener("change", houdWakker);
  // The browser lets go of the screen with each page that is hidden.
  document.addEventListener("visibilitychange", houdWakker);
  houdWakker();
}

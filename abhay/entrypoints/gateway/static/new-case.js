// The note of a call: kept at every change, and looked up while somebody types. Without this, buttons do the same.
// What is typed is in this page and, sealed, with the gateway; nothing of it is stored in the browser.

const KEEP_AFTER = 300; // ms without a key
const LOOK_AFTER = 500;

const form = document.querySelector("[data-act=call]");
const found = document.getElementById("look");
const kept = document.getElementById("kept");
const lost = document.getElementById("lost");
const signedOut = document.getElementById("signed-out");
const IST = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Kolkata", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const typed = () => String(new URLSearchParams(new FormData(form)));
const send = (path, body, more = {}) =>
  fetch(path, { method: "POST", body: new URLSearchParams(body), redirect: "manual", ...more });
const isSignedOut = (answer) => answer.type === "opaqueredirect" || answer.status === 401;

// ---- The draft: one request at a time, so that an older one never comes after a newer one ----

let stored = typed(); // what the gateway has
let keeping = 0;
let saving = Promise.resolve();
let sending = false;

function tell(trouble) {
  signedOut.hidden = trouble !== "signed out";
  lost.hidden = !trouble || trouble === "signed out";
  if (!lost.hidden) lost.textContent = trouble;
  if (trouble) kept.textContent = "";
}

async function keep() {
  const now = typed();
  if (now === stored) return;
  try {
    const answer = await send("/new/draft", now);
    if (answer.ok) {
      stored = now;
      kept.textContent = form.dataset.sayKept.replace("{time}", IST.format(new Date(answer.headers.get("Date") ?? Date.now())));
      history.replaceState(null, "", `/new?draft=${form.elements.key.value}`); // a reload shows this draft, not the newest
      tell("");
    } else if (isSignedOut(answer)) tell("signed out");
    else tell(answer.status === 409 ? form.dataset.sayAlreadySent : form.dataset.sayNotKept);
  } catch {
    tell(form.dataset.sayNotKept);
  }
}

const keepNow = () => (saving = saving.then(keep));

// ---- What is known: the newest question counts, an older one is given up ----

let looking = 0;
let asked = new AbortController();

async function look() {
  asked.abort();
  asked = new AbortController();
  try {
    const answer = await send("/new/look", typed(), { signal: asked.signal });
    if (!answer.ok) return;
    const part = await answer.text();
    if (part !== found.dataset.part) found.innerHTML = part; // a live region says only what is new
    found.dataset.part = part;
  } catch {
    // given up for a newer question, or the gateway is away: the draft says so
  }
}

form.addEventListener("input", () => {
  clearTimeout(keeping);
  clearTimeout(looking);
  keeping = setTimeout(keepNow, KEEP_AFTER);
  looking = setTimeout(look, LOOK_AFTER);
});

// ---- Sending: the key makes a second press harmless; a session that has ended never costs what was typed ----

form.addEventListener("submit", async (event) => {
  clearTimeout(keeping);
  clearTimeout(looking);
  if (signedOut.hidden) {
    sending = true;
    return;
  }
  event.preventDefault();
  stored = "";
  await keepNow();
  if (signedOut.hidden) form.requestSubmit(event.submitter);
});

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

addEventListener("pagehide", () => {
  if (!sending && typed() !== stored) navigator.sendBeacon("/new/draft", new URLSearchParams(typed()));
});
addEventListener("pageshow", () => { sending = false; });

form.querySelector("[name=look]").hidden = true; // done while typing
if (form.elements.text.value || form.elements.location.value) look();

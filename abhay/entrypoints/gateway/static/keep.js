// Before a form is sent: whether its session still lasts. What was typed is not lost to a sign-in page, or to a gateway
// that does not answer: a dialog says so, and the form waits behind it. Without this script the server asks all the same.

const dialog = document.getElementById("unsent");
const OWN_WAY = /^\/(login|logout|confirm|account|account\/.*|set-up\/.*|display\/.*|new)$/; // forms of signing in itself, and the one that keeps drafts
const asked = new WeakSet(); // forms whose session is being asked for
const passed = new WeakSet(); // forms that may go
let waiting = null;

async function why() {
  try {
    const answer = await fetch("/account", { cache: "no-store", redirect: "manual" });
    if (answer.ok) return null;
    return answer.type === "opaqueredirect" ? "over" : "silent";
  } catch {
    return "silent";
  }
}

async function send(form, by) {
  if (asked.has(form)) return; // pressed twice
  asked.add(form);
  const unsent = await why();
  asked.delete(form);
  if (unsent) {
    waiting = { form, by };
    for (const said of dialog.querySelectorAll("[data-why]")) said.hidden = said.dataset.why !== unsent;
    if (!dialog.open) dialog.showModal();
    return;
  }
  dialog.close();
  passed.add(form);
  form.requestSubmit(by);
  passed.delete(form); // an answer that is a file leaves the page as it is
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || passed.has(form) || OWN_WAY.test(new URL(form.action).pathname)) return;
  event.preventDefault();
  send(form, event.submitter);
});
document.getElementById("send-again").addEventListener("click", () => send(waiting.form, waiting.by));
document.getElementById("not-now").addEventListener("click", () => dialog.close());

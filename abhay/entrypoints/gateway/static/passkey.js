// Passkeys: a button asks the browser for one, puts the answer into its form's field `passkey`, and sends the form.
// Without this script, or in a browser without passkeys, the buttons stay hidden and a code is typed as before.

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function asked(address) {
  const answer = await fetch(address, { method: "POST", headers: { Accept: "application/json" } });
  if (answer.redirected) {
    location.assign(answer.url); // a password is wanted first
    return null;
  }
  if (!answer.ok) throw new Error(`${answer.status}`);
  const options = await answer.json();
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const each of options.excludeCredentials ?? []) each.id = bytes(each.id);
  return options;
}

function told(credential) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
}

async function proceed(form, button) {
  const wrong = form.querySelector("[data-passkey-wrong]");
  wrong.hidden = true;
  if (!form.reportValidity()) return;
  button.disabled = true;
  try {
    const publicKey = await asked(button.dataset.passkey);
    if (publicKey === null) return;
    const made = publicKey.user ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey });
    form.elements.passkey.value = told(await made);
    form.submit();
  } catch {
    wrong.hidden = false;
    button.disabled = false;
  }
}

if (window.isSecureContext && window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
    button.addEventListener("click", () => proceed(button.form, button));
  }
}

"use strict";
// Subscribes this browser to the pushes of the page's contact. Without it, or where a browser cannot, nothing shows.

const box = document.querySelector("[data-push]");
const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

if (box && can && window.isSecureContext) {
  begin().catch(() => say("failed"));
}

async function begin() {
  const registration = await navigator.serviceWorker.register(box.dataset.worker);
  const known = await registration.pushManager.getSubscription();
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => subscribe(registration).catch(() => say("failed")));
  if (Notification.permission === "denied") {
    say("denied");
  } else if (known && Notification.permission === "granted") {
    await subscribe(registration);
  } else {
    say("off");
  }
}

async function subscribe(registration) {
  if ((await Notification.requestPermission()) !== "granted") {
    say("denied");
    return;
  }
  await active(registration);
  const subscription = await current(registration);
  const { endpoint, keys } = subscription.toJSON();
  const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth, proof: box.dataset.proof });
  const answer = await fetch(box.dataset.to, { method: "POST", body, credentials: "same-origin" });
  say(answer.ok ? "on" : "failed");
}

async function active(registration) {
  // Not `ready`: the page lies outside the worker's scope, and would wait for ever.
  const worker = registration.installing || registration.waiting;
  if (registration.active || !worker) {
    return;
  }
  await new Promise((done) => {
    worker.addEventListener("statechange", () => ["activated", "redundant"].includes(worker.state) && done());
  });
}

async function current(registration) {
  const applicationServerKey = bytes(box.dataset.key);
  const options = { userVisibleOnly: true, applicationServerKey };
  try {
    return await registration.pushManager.subscribe(options);
  } catch (error) {
    // One that was made with another key of ours ends first.
    const old = await registration.pushManager.getSubscription();
    if (!old) {
      throw error;
    }
    await old.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

function bytes(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function say(state) {
  for (const each of box.querySelectorAll("[data-state]")) {
    each.hidden = each.dataset.state !== state;
  }
  box.querySelector("button").hidden = state === "on" || state === "denied";
}

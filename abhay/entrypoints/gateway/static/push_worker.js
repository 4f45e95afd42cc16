"use strict";
// Shows a push, calls home so that it is known to have arrived, and opens the case's page at a tap.
// A push holds no word of the person: a ref, how severe, which unit.

const TRIES = 4;
const HOME = new URL("shown", self.location.href);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(show(read(event.data))));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

function read(data) {
  try {
    return data.json() || {};
  } catch {
    return {};
  }
}

async function show(push) {
  await self.registration.showNotification(push.title || "अभय · Abhay", {
    body: push.body || "",
    tag: push.ref || "abhay",
    renotify: true,
    requireInteraction: true,
    lang: "hi",
    data: { id: push.id || "", url: ours(push.url) },
  });
  if (push.proof) {
    await callHome(push.proof);
  }
}

async function callHome(proof) {
  for (let tried = 1; tried <= TRIES; tried++) {
    try {
      const body = new URLSearchParams({ proof });
      const answer = await fetch(HOME, { method: "POST", body, credentials: "omit", keepalive: true });
      if (answer.status < 500) {
        return;
      }
    } catch {
      // No network for a moment: a push can come before the rest.
    }
    await new Promise((done) => setTimeout(done, tried * 2000));
  }
}

function ours(url) {
  if (typeof url !== "string" || !url) {
    return ""; // a push that cannot be read: it is shown, and leads nowhere
  }
  try {
    const wanted = new URL(url, self.location.href);
    return wanted.origin === self.location.origin ? wanted.href : "";
  } catch {
    return "";
  }
}

async function open(url) {
  if (!url) {
    return;
  }
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((each) => each.url === url);
  await (there ? there.focus() : self.clients.openWindow(url));
}

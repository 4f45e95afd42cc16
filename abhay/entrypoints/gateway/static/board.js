// The board: it shows what the gateway sends, counts down by the database's clock, and says when it is not live.
// The ten rules that it keeps are in docs/howto/watch-the-board.md; nothing here decides anything about a case.

const DEAD_AFTER = 12_000; // ms without a word from the gateway; it sends one every 5 s
const POLL_EVERY = 5_000;
const REPEAT_EVERY = 60_000; // ms between two rings while somebody waits
const SAY_EVERY = 5_000;
const MUTE_FOR = 300_000;
const STILL_POINTING = 10_000; // ms after its last movement in which a pointer holds the order
const STILL_TYPING = 30_000;
const MOST_BY_REF = 100; // rows asked for by their refs; beyond that all are asked for

const $ = (id) => document.getElementById(id);
const board = $("board");
const body = document.querySelector("#cases tbody");
const lang = document.documentElement.lang;
const filters = [...new URLSearchParams(location.search)].filter(([name, value]) => value && ["unit", "district", "severity", "status"].includes(name));
const IST = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Kolkata", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const say = (name, values = {}) =>
  Object.entries(values).reduce((text, [place, value]) => text.replace(`{${place}}`, value), board.dataset[`say${name}`]);

// The clock: the database's time less our steady clock; what the computer takes for the time of day is never asked.
let offset = Date.parse(board.dataset.now) - performance.now();
let heard = -Infinity; // when the stream last said something, by our steady clock
let truth = Date.parse(board.dataset.now); // the moment up to which the list is known to be right
const now = () => performance.now() + offset;
const clock = (ms) => (Number.isFinite(ms) ? IST.format(ms) : "");

function hear(at) {
  heard = performance.now();
  truth = Date.parse(at);
  offset = truth - heard;
}

// ---- Rows ----

const known = new Map(); // ref → {row, due, sort}
const dueText = (left) => {
  const seconds = left < 0 ? Math.floor(-left / 1000) : Math.ceil(left / 1000);
  return `${left < 0 ? "-" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

function note(row) {
  const due = Date.parse(row.querySelector("[data-due]").dataset.due); // NaN: nothing is due
  known.set(row.dataset.ref, { row, due, sort: Date.parse(row.dataset.sort) });
}

function count({ row, due }, at) {
  if (Number.isNaN(due)) return false;
  const late = due < at;
  const shown = row.querySelector("[data-due]");
  shown.textContent = dueText(due - at);
  row.classList.toggle("overdue", late);
  row.querySelector(".late").hidden = !late;
  return late;
}

const read = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.querySelectorAll("tr")];
};

function put(row, { silent = false } = {}) {
  const before = known.get(row.dataset.ref)?.row;
  const was = before && { ...before.dataset };
  if (!before) {
    body.append(row);
    if (held()) added.add(row.dataset.ref);
  } else if (before.contains(document.activeElement)) {
    patch(before, row); // what has the focus stays where it is
  } else {
    before.replaceWith(row);
  }
  note(before?.isConnected ? before : row);
  if (!silent) tell(was, row.dataset);
}

function patch(old, fresh) {
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
  for (const cell of fresh.querySelectorAll("[data-cell]")) {
    const place = old.querySelector(`[data-cell="${cell.dataset.cell}"]`);
    if (!place.contains(document.activeElement)) place.replaceWith(cell);
  }
}

function drop(ref) {
  known.get(ref)?.row.remove();
  known.delete(ref);
  added.delete(ref);
}

// The order: by deadline, so that what is overdue stands first; it waits while somebody points or types in the table.
const added = new Set(); // refs that came while the order was held
let pointed = -Infinity;
let typed = -Infinity;
body.addEventListener("pointermove", () => { pointed = performance.now(); });
body.addEventListener("pointerleave", () => { pointed = -Infinity; });
body.addEventListener("focusin", () => { typed = performance.now(); });
body.addEventListener("keydown", () => { typed = performance.now(); });
const held = () =>
  performance.now() - pointed < STILL_POINTING || (body.contains(document.activeElement) && performance.now() - typed < STILL_TYPING);

function order({ now: atOnce = false } = {}) {
  if (held() && !atOnce) return;
  const sorted = [...known.values()].sort((a, b) => a.sort - b.sort || (a.row.dataset.ref < b.row.dataset.ref ? -1 : 1));
  let place = body.firstElementChild;
  for (const { row } of sorted) {
    if (row === place) place = place.nextElementSibling;
    else body.insertBefore(row, place);
  }
  added.clear();
}

$("above").addEventListener("click", () => { order({ now: true }); scrollTo({ top: 0 }); });

function show() {
  const at = now();
  let overdue = 0, outside = 0, unanswered = 0;
  for (const each of known.values()) {
    const late = count(each, at);
    const { dataset } = each.row;
    const inside = filters.every(([name, value]) => dataset[name].split(" ").includes(value));
    each.row.hidden = !inside && !late; // what is overdue is never hidden
    overdue += late;
    outside += late && !inside;
    unanswered += dataset.alarm !== "quiet";
  }
  $("count").textContent = say("Count", { open: known.size, unanswered, overdue });
  $("outside").hidden = !outside;
  $("outside").textContent = say("Outside", { n: outside });
  $("none").hidden = known.size > 0;
  $("above").hidden = !added.size;
  $("above").textContent = say("NewAbove", { n: added.size });
  document.title = document.title.replace(/^(\([^)]*\) )?/, unanswered || overdue ? `(${unanswered}${overdue ? "!" : ""}) ` : "");
}

// ---- The districts: the map and the list say the same, from the rows that are here ----

let waits = null; // district → [text, class]; null until the stream has said
let drawn = "";
const OPEN_FROM = [1, 2, 4, 8]; // as in the page that the gateway made
const classOf = (count) => OPEN_FROM.filter((from) => count >= from).length;

function showDistricts() {
  const counts = {};
  for (const { row } of known.values()) for (const district of row.dataset.district.split(" ")) if (district) counts[district] = (counts[district] ?? 0) + 1;
  const now = JSON.stringify(counts);
  if (now === drawn) return;
  drawn = now;
  for (const row of $("district-list").tBodies[0].rows) {
    const id = row.dataset.district, count = counts[id] ?? 0;
    const area = document.getElementById(`d-${id}`);
    const wait = waits ? waits[id] : [row.querySelector("[data-of=wait]").textContent, area?.dataset.wait ?? 0];
    const [text, level] = wait ?? ["–", 0];
    row.querySelector("[data-of=open]").textContent = count;
    row.querySelector("[data-of=wait]").textContent = text;
    if (!area) continue;
    area.dataset.open = classOf(count);
    area.dataset.wait = level;
    area.querySelector(".by-open").textContent = count;
    area.querySelector(".by-wait").textContent = text;
    const words = say("Area", { name: area.dataset.name, open: count, wait: text });
    area.setAttribute("aria-label", words);
    area.querySelector("title").textContent = words;
  }
  $("districts-open").textContent = `(${Object.keys(counts).length})`;
}

for (const choice of document.querySelectorAll(".by input")) choice.addEventListener("change", () => { $("map").dataset.by = $("districts").dataset.by = choice.value; });
$("districts").addEventListener("toggle", () => sessionStorage.setItem("districts", $("districts").open ? "open" : ""));
if (sessionStorage.getItem("districts")) $("districts").open = true;

// ---- Words for those who do not see the table: one sentence at most every five seconds ----

const news = { New: new Set(), Changed: new Set(), Gone: new Set() };
let saidAt = -Infinity;

function tell(was, is) {
  if (!was) news.New.add(is.ref);
  else if (was.status !== is.status || was.rung !== is.rung) news.Changed.add(is.ref);
  if (is.alarm !== "quiet" && !rung.has(`${is.ref} ${is.rung} ${is.alarm}`)) {
    rung.add(`${is.ref} ${is.rung} ${is.alarm}`);
    ring(is.alarm, is.ref);
  }
}

function speak() {
  if (performance.now() - saidAt < SAY_EVERY || !Object.values(news).some((refs) => refs.size)) return;
  saidAt = performance.now();
  const few = (refs) => (refs.size > 3 ? "" : [...refs].join(", "));
  const polite = ["Changed", "Gone"].filter((kind) => news[kind].size).map((kind) => say(`Said${kind}`, { refs: few(news[kind]) || news[kind].size }));
  $("alarmed").textContent = news.New.size ? say("SaidNew", { n: news.New.size, refs: few(news.New) }) : "";
  $("said").textContent = polite.join(". ");
  for (const refs of Object.values(news)) refs.clear();
}

// ---- Sound: switched on by a person, proven by a tone; one ring for a case and rung ----

const rung = new Set();
const TONES = { new: [[880, 0, 0.25], [880, 0.4, 0.25]], last: [[660, 0, 0.3], [990, 0.35, 0.3], [660, 0.7, 0.3], [990, 1.05, 0.3], [660, 1.4, 0.3], [990, 1.75, 0.3]], warn: [[330, 0, 0.8]] };
let audio = null;
let mutedUntil = -Infinity;
let rangAt = -Infinity;
let wanted = null;

const soundState = () => {
  if (!audio) return "off";
  if (audio.state !== "running") return "blocked";
  return performance.now() < mutedUntil ? "muted" : "armed";
};

function showSound() {
  const state = soundState();
  $("sound").dataset.sound = state;
  const text = say(`Sound${state[0].toUpperCase()}${state.slice(1)}`, { time: clock(mutedUntil + offset).slice(0, 5) });
  if ($("sound-state").textContent !== text) $("sound-state").textContent = text;
  $("arm").hidden = state === "armed" || state === "muted";
  $("mute").hidden = state !== "armed";
}

function play(tones) {
  for (const [pitch, start, length] of tones) {
    const oscillator = new OscillatorNode(audio, { frequency: pitch });
    const gain = new GainNode(audio, { gain: 0.3 });
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(audio.currentTime + start);
    oscillator.stop(audio.currentTime + start + length);
  }
}

function ring(kind, what) {
  if (!wanted) setTimeout(sound, 300); // several at once are one ring
  wanted = { kind: wanted?.kind === "last" ? "last" : kind, what: wanted ? `${wanted.what}, ${what}` : what };
}

function sound() {
  const { kind, what } = wanted;
  wanted = null;
  if (soundState() !== "armed") return;
  rangAt = performance.now();
  play(TONES[kind]);
  $("rang").textContent = say("Rang", { what: `${clock(now())} ${what}` });
  $("rang").dataset.kind = kind;
}

function ringAgain() {
  const waiting = [...known.values()].map(({ row }) => row.dataset).filter(({ alarm }) => alarm !== "quiet");
  if (!waiting.length || performance.now() - rangAt < REPEAT_EVERY) return;
  const last = waiting.filter(({ alarm }) => alarm === "last");
  const [first, ...more] = last.length ? last : waiting;
  ring(first.alarm, more.length ? `${first.ref} +${more.length}` : first.ref);
}

$("arm").addEventListener("click", async () => {
  audio ??= new AudioContext();
  audio.onstatechange = showSound;
  await audio.resume();
  play(TONES.new);
  rangAt = performance.now();
  showSound();
});
$("mute").addEventListener("click", () => { mutedUntil = performance.now() + MUTE_FOR; showSound(); });

// ---- The stream: a whole snapshot first, then what changes; what breaks is opened again ----

let source = null; // what tells this board: a stream of its own, or `others`
let tries = 0;
let later = null;
let waitingEvents = null; // what came while rows of a snapshot were fetched
let polled = -Infinity;
let latest = board.dataset.version;

function state(live) {
  if (board.dataset.live === "live" && live !== "live" && soundState() === "armed") play(TONES.warn);
  board.dataset.live = live;
  $("parts").dataset.board = live;
  const texts = { live: () => say("Live", { time: clock(now()) }), stale: () => say("Stale", { time: clock(truth) }) + (polled > heard ? ` (${say("Read", { time: clock(polled + offset) })})` : ""), dead: () => say("Dead") };
  if ($("live").textContent !== texts[live]()) $("live").textContent = texts[live]();
}

const events = {
  snapshot: (data, from) => begin(from, JSON.parse(data)),
  resync: (data, from) => begin(from, JSON.parse(data)),
  row: (data) => take(() => { read(data).forEach((row) => put(row)); }),
  gone: (data) => take(() => { if (known.has(data)) news.Gone.add(data); drop(data); }),
  parts: (data) => { if ($("parts").innerHTML !== data) $("parts").innerHTML = data; },
  waits: (data) => { waits = JSON.parse(data); drawn = ""; showDistricts(); },
  tick: (data) => { const tick = JSON.parse(data); hear(tick.now); check(tick.version); take(() => state("live")); ringAgain(); },
};

function leave() {
  clearTimeout(later);
  if (source !== others) source?.close();
  source = null;
  waitingEvents = null;
}

function open() {
  leave();
  const mine = (source = new EventSource(`/board/events?lang=${lang}`));
  for (const [name, act] of Object.entries(events)) {
    mine.addEventListener(name, ({ data }) => {
      if (mine !== source) return;
      act(data, mine);
      if (name !== "snapshot" && name !== "resync") tellOthers(name, data); // of a list the others are told once it is whole
    });
  }
  mine.onerror = () => mine === source && lost();
}

function take(act) {
  if (waitingEvents) waitingEvents.push(act);
  else { act(); settle(); }
}

function settle() { order(); show(); showDistricts(); speak(); }

let begun = 0;

async function begin(from, { now: at, version, stamps }) {
  hear(at);
  check(version);
  waitingEvents ??= [];
  const turn = ++begun;
  for (const ref of [...known.keys()]) if (!(ref in stamps)) { news.Gone.add(ref); drop(ref); }
  const lacking = Object.keys(stamps).filter((ref) => known.get(ref)?.row.dataset.stamp !== stamps[ref]);
  try {
    if (lacking.length) await fetchRows(lacking.length > MOST_BY_REF ? [] : lacking);
  } catch {
    if (from === source) lost();
    return;
  }
  if (from !== source || turn !== begun) return;
  const acts = waitingEvents ?? [];
  waitingEvents = null;
  acts.forEach((act) => act());
  tries = 0;
  settle();
  state("live");
  tellWhole();
}

async function fetchRows(refs) {
  const query = refs.map((ref) => `&ref=${ref}`).join("");
  const answer = await fetch(`/board/rows?lang=${lang}${query}`, { cache: "no-store", redirect: "manual" });
  if (!answer.ok) throw new Error(`rows: ${answer.status}`);
  const rows = read(await answer.text());
  rows.forEach((row) => { if (known.get(row.dataset.ref)?.row.dataset.stamp !== row.dataset.stamp) put(row); });
  return { rows, at: answer.headers.get("Abhay-Now") };
}

async function lost() {
  leave();
  const wait = Math.min(8_000, 1_000 * 2 ** tries++) * (0.75 + Math.random() / 4);
  later = setTimeout(leads ? open : follow, wait);
  if (!leads) return; // the board that leads asks the gateway
  try {
    const answer = await fetch("/board/alive", { cache: "no-store", redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) { state("dead"); tellOthers("dead"); }
  } catch { /* the gateway does not answer: the board is stale by itself soon */ }
}

async function poll() {
  polled = performance.now();
  try {
    const { rows, at } = await fetchRows([]);
    const there = new Set(rows.map((row) => row.dataset.ref));
    for (const ref of [...known.keys()]) if (!there.has(ref)) drop(ref);
    offset = Date.parse(at) - performance.now();
    settle();
  } catch { polled = -Infinity; }
}

function check(version) { latest = version; $("newer").hidden = version === board.dataset.version; }

// ---- Several boards in one browser share one stream: it opens six connections to a host, and each stream takes one ----
// Whichever holds the lock leads: it has the stream, and passes on what it hears. Where there are no locks (plain http
// from another host) each board has a stream of its own.

const SHARED = `abhay board ${lang} ${document.querySelector(".who p")?.textContent}`; // people's boards differ
const LEADER_SILENT = 3_000; // ms; one that leads answers at once, one in a frozen tab does not
const others = navigator.locks ? new BroadcastChannel(SHARED) : null;
let leads = !others;
let ledAt = -Infinity; // when the leading board last said something
let queued = null;

function tellOthers(name, data) { if (leads) others?.postMessage({ name, data }); }

function tellWhole() {
  const stamps = Object.fromEntries([...known].map(([ref, { row }]) => [ref, row.dataset.stamp]));
  tellOthers("snapshot", JSON.stringify({ now: new Date(now()).toISOString(), version: latest, stamps }));
}

async function lead(steal) {
  ledAt = performance.now();
  queued?.abort();
  queued = steal ? null : new AbortController();
  try {
    await navigator.locks.request(SHARED, steal ? { steal } : { signal: queued.signal }, () => {
      leads = true;
      open();
      return new Promise(() => {}); // held until this page is gone, or until it is taken away
    });
  } catch {
    if (!leads) return; // no longer asked for
    leads = false; // a board that heard nothing from this one has taken it
    follow();
    lead(false);
  }
}

function follow() {
  leave();
  others.postMessage({ name: "ask" });
}

function listen({ data: { name, data } }) {
  if (name === "ask") {
    if (board.dataset.live === "live" && !waitingEvents) tellWhole();
    else tellOthers("wait");
  } else if (!leads) {
    ledAt = performance.now();
    if (name === "snapshot") source = others;
    if (name === "dead") state("dead");
    else if (source === others) events[name]?.(data, others);
  }
}

function second() {
  const silent = performance.now() - heard;
  if (board.dataset.live === "live" && silent > DEAD_AFTER) { state("stale"); lost(); }
  if (leads && board.dataset.live !== "live") tellOthers("wait");
  if (!leads && performance.now() - ledAt > (board.dataset.live === "live" ? DEAD_AFTER : LEADER_SILENT)) lead(true);
  if (board.dataset.live !== "dead") state(board.dataset.live);
  if (board.dataset.live === "stale" && heard > -Infinity && performance.now() - polled > POLL_EVERY) poll();
  settle();
  showSound();
}

const awake = () => {
  if (document.visibilityState !== "visible" || (board.dataset.live === "live" && source)) return;
  tries = 0;
  if (leads) open();
  else lead(true);
};
document.addEventListener("visibilitychange", awake);
addEventListener("online", awake);
addEventListener("pageshow", (event) => { if (event.persisted) { if (leads) open(); else follow(); } });

for (const row of body.querySelectorAll("tr")) {
  note(row);
  if (row.dataset.alarm !== "quiet") rung.add(`${row.dataset.ref} ${row.dataset.rung} ${row.dataset.alarm}`);
}
show();
showDistricts();
showSound();
if (others) {
  others.onmessage = listen;
  lead(false);
  follow();
} else {
  open();
}
setInterval(second, 1000);

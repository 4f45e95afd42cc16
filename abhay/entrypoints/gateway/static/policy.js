// Checks the numbers of the policy while they are typed: what each comes to, its limits, a reminder beyond its wait.
// The gateway checks all of it again; without this script nothing but the early word is missing.

const form = document.querySelector("form[data-act=policy]");
const hindi = document.documentElement.lang === "hi";
const NAMES = hindi ? ["दिन", "घं", "मि", "से"] : ["d", "h", "min", "s"];
const DIGITS = "०१२३४५६७८९";

const plain = (text) => text.trim().replace(/[०-९]/g, (digit) => String(DIGITS.indexOf(digit)));
const read = (input) => (/^\d{1,9}$/.test(plain(input.value)) ? Number(plain(input.value)) : null);

function span(seconds) {
  const parts = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const said = parts.map((count, at) => (count ? `${count} ${NAMES[at]}` : "")).filter(Boolean);
  return said.join(" ") || `0 ${NAMES[3]}`;
}

function problem(input) {
  const { least, most, number } = input.dataset;
  const value = read(input);
  if (value === null || value < Number(least) || value > Number(most)) {
    return form.dataset.outside.replace("{least}", least).replace("{most}", most);
  }
  const wait = number === "remind" && read(input.closest("[data-clock]").querySelector("[data-number=wait]"));
  return wait && value > wait ? form.dataset.tooLong : "";
}

function check(input) {
  const box = input.closest(".number");
  const said = problem(input);
  const value = read(input);
  box.querySelector(".field-wrong").textContent = said;
  box.classList.toggle("bad", said !== "");
  input.setAttribute("aria-invalid", String(said !== ""));
  if (input.dataset.number !== "count") {
    box.querySelector("[data-span]").textContent = value === null ? "" : span(value);
  }
}

form.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.dataset.number) return;
  check(input);
  const row = input.closest("[data-clock]");
  if (row && input.dataset.number === "wait") check(row.querySelector("[data-number=remind]"));
});

if (document.querySelector("[data-preview]")) document.querySelector("[data-preview]").focus();

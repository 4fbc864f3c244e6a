// What every page does with a script; without it every page still works.

// Menus made of <details> close on Escape, on a click outside, and when another opens.
const menus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Messages can be put away.
for (const button of document.querySelectorAll("[data-dismiss]")) button.hidden = false;
document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.parentElement.remove();
});

// <button data-opens="id"> opens a <dialog>; <button data-closes> closes the one around it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  event.target.closest("[data-closes]")?.closest("dialog")?.close();
});

// A form that is on its way is not sent twice (the server refuses doubles as well).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post" || form.matches("[hx-post], [data-download]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  line?.classList.add("is-busy");
});
const line = document.querySelector(".progress-line");
window.addEventListener("pageshow", () => {
  line?.classList.remove("is-busy");
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const busy of document.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
});
document.body.addEventListener("htmx:beforeRequest", () => line?.classList.add("is-busy"));
document.body.addEventListener("htmx:afterRequest", () => line?.classList.remove("is-busy"));

// <select data-submits> sends its form when it changes; its button is for those without script.
document.addEventListener("change", (event) => {
  const control = event.target.closest("[data-submits]");
  control?.form.requestSubmit();
});

// <input type="checkbox" data-checks="name"> ticks all boxes of that name in its form.
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-checks]");
  if (!all) return;
  for (const box of (all.form ?? document).querySelectorAll(`input[name="${all.dataset.checks}"]`))
    if (!box.disabled) box.checked = all.checked;
});

// <button data-copies="text"> copies; <button data-prints> prints. Both appear with the script.
for (const button of document.querySelectorAll("[data-copies], [data-prints]")) button.hidden = false;
document.addEventListener("click", async (event) => {
  const copier = event.target.closest("[data-copies]");
  if (copier) await navigator.clipboard.writeText(copier.dataset.copies);
  if (event.target.closest("[data-prints]")) window.print();
});

// Who signs out leaves no page of hers on this device (see coaching-log.js, attendance.js).
document.addEventListener("submit", (event) => {
  if (!event.target.getAttribute("action")?.includes("/logout/")) return;
  for (const kept of ["coaching-log", "attendance-1"]) window.caches?.delete(kept);
});

// The place where the reader is stays in sight in a long rail.
const place = document.querySelector(".rail [aria-current]");
const rail = place?.closest(".rail");
if (rail && place.offsetTop + place.offsetHeight > rail.clientHeight) rail.scrollTop = place.offsetTop - rail.clientHeight / 2;

// The first error summary takes the focus, so that it is read out.
document.querySelector("[data-focus]")?.focus();

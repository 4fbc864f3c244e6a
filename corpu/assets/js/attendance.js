// The attendance list: everybody present at once, a count of who has no mark yet, and an
// outbox: each tap is kept on the phone until the server has it, with or without a connection.
const form = document.querySelector("[data-attendance]");
if (form) {
  const button = form.querySelector("[data-all-present]");
  const count = form.querySelector("[data-unmarked]");
  const rows = [...form.querySelectorAll("fieldset.two-way")];
  const tell = () => {
    const open = rows.filter((row) => !row.querySelector("input:checked")).length;
    count.textContent = `${open} ${count.dataset.unmarked}`;
  };
  button.hidden = rows.some((row) => row.querySelector("input").disabled);
  button.addEventListener("click", () => {
    for (const row of rows) {
      if (row.querySelector("input:checked")) continue;
      const box = row.querySelector('input[value="1"]');
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    tell();
  });
  form.addEventListener("change", tell);
  if (form.dataset.sync) keepOutbox(form, tell);
}

function keepOutbox(form, tell) {
  const key = `corpu.attendance:${form.dataset.sync}`;
  const status = form.querySelector("[data-outbox]");
  const read = () => JSON.parse(localStorage.getItem(key) || "[]");
  const write = (marks) => localStorage.setItem(key, JSON.stringify(marks));
  const newId = () =>
    crypto.randomUUID?.() ??
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
      (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16),
    );
  const rowOf = (booking) => form.querySelector(`[data-booking="${CSS.escape(booking)}"]`);

  function show(booking, isPresent) {
    const box = rowOf(booking)?.querySelector(`input[value="${isPresent ? 1 : 0}"]`);
    if (box) box.checked = true;
  }

  function say(text, tone) {
    status.hidden = false;
    status.textContent = text;
    status.className = `banner banner--${tone}`;
  }

  function sayHowMany() {
    const waiting = read().length;
    if (waiting) say(`${waiting} ${form.dataset.kept}`, "warning");
    else say(form.dataset.saved, "success");
  }

  // What waits on the phone is what the trainer said last: it goes on top of the page.
  const sitting = Number(form.dataset.sitting);
  for (const mark of read()) if (mark.sitting === sitting) show(mark.booking, mark.is_present);
  tell();

  form.addEventListener("change", (event) => {
    const booking = event.target.closest("[data-booking]")?.dataset.booking;
    if (!booking || event.target.type !== "radio") return;
    const is_present = event.target.value === "1";
    write([...read(), { id: newId(), sitting, booking, is_present, at: new Date().toISOString() }]);
    send();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    send();
  });

  let isSending = false;
  async function send() {
    if (isSending) return;
    const marks = read();
    if (!marks.length) return sayHowMany();
    isSending = true;
    let goOn = false;
    try {
      const response = await fetch(form.dataset.sync, {
        method: "POST",
        redirect: "manual",
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value,
        },
        body: JSON.stringify({ sent_at: new Date().toISOString(), marks }),
      });
      if (response.ok) {
        const { done, truth } = await response.json();
        const known = new Set(done);
        const left = read().filter((mark) => !known.has(mark.id));
        write(left);
        const open = new Set(left.map((mark) => mark.booking));
        for (const [where, booking, here] of truth)
          if (where === sitting && !open.has(booking)) show(booking, here);
        tell();
        sayHowMany();
        goOn = left.length > 0;
      } else if (response.type === "opaqueredirect" || response.status === 403) {
        say(form.dataset.signedOut, "warning");
      } else sayHowMany();
    } catch {
      sayHowMany();
    }
    isSending = false;
    if (goOn) send();
  }

  window.addEventListener("online", send);
  setInterval(() => read().length && send(), 20000);
  if (read().length) send();
  navigator.serviceWorker?.register(form.dataset.worker, { scope: "/classes/" }).catch(() => {});
}

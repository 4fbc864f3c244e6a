// The coach's log: an entry is kept on this device first and sent then, so that nothing is
// lost without a network. Each has a key of its own: sent twice, it is logged once.
const form = document.querySelector("[data-log]");
if (form && window.isSecureContext) start(form);

function start(form) {
  const { desk, sync, page, worker, scope } = form.dataset;
  const box = form.querySelector("[data-outbox]");
  const list = box.querySelector("[data-outbox-list]");
  const note = box.querySelector("[data-outbox-note]");
  const words = box.dataset;
  const place = `coaching-log:${desk}`;
  const sent = []; // what this page has sent, to be shown at once

  const read = () => JSON.parse(localStorage.getItem(place) ?? "[]");
  const write = (entries) => localStorage.setItem(place, JSON.stringify(entries));
  // Two tabs may write at once: each change starts from what is stored.
  const change = (key, how) => write(read().flatMap((each) => (each.key === key ? how(each) : [each])));
  const field = (name) => form.elements.namedItem(name);

  function entryOfForm() {
    const others = [...form.querySelectorAll('input[name="others"]:checked')].map((each) => each.value);
    const value = (name) => field(name)?.value ?? "";
    return {
      key: crypto.randomUUID(),
      engagement: value("engagement"),
      circle: value("circle"),
      others,
      started_at: value("started_at"),
      minutes: value("minutes"),
      topic: value("topic"),
      next_step: value("next_step"),
      name: field("engagement").selectedOptions[0]?.text ?? "",
    };
  }

  function intoForm(entry) {
    for (const name of ["engagement", "circle", "started_at", "minutes", "topic", "next_step"])
      if (field(name)) field(name).value = entry[name] ?? "";
    for (const each of form.querySelectorAll('input[name="others"]')) each.checked = entry.others.includes(each.value);
    field("engagement").focus();
  }

  function line(entry, text, buttons) {
    const item = document.createElement("li");
    item.className = "list__item stack";
    const told = document.createElement("p");
    told.textContent = `${entry.name} · ${entry.started_at.replace("T", " ")} · ${entry.minutes} ${words.minutes}`;
    const state = document.createElement("p");
    state.className = entry.fault ? "field__error" : "small muted";
    state.textContent = text;
    item.append(told, state);
    if (buttons) {
      const row = document.createElement("div");
      row.className = "cluster";
      row.append(button(words.mend, () => { intoForm(entry); change(entry.key, () => []); show(); }));
      row.append(button(words.drop, () => {
        if (!window.confirm(words.sure)) return;
        change(entry.key, () => []);
        show();
      }));
      item.append(row);
    }
    return item;
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn--small";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function show(text = "") {
    const kept = read();
    box.hidden = !kept.length && !sent.length;
    note.textContent = kept.some((each) => !each.fault) ? text || words.kept : text;
    list.replaceChildren(
      ...sent.map((each) => line(each, each.told, false)),
      ...kept.map((each) => line(each, each.fault ?? "", Boolean(each.fault))),
    );
  }

  async function send() {
    const waiting = read().filter((each) => !each.fault);
    if (!waiting.length) return show();
    show(words.sending);
    let answer;
    try {
      answer = await fetch(sync, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ entries: waiting }),
      });
    } catch {
      return show(words.kept);
    }
    if (answer.redirected || answer.status === 403) return show(words.signIn);
    if (!answer.ok) return show(words.kept);
    const { results } = await answer.json();
    for (const result of results) settle(result, waiting.find((each) => each.key === result.key));
    show();
  }

  function settle(result, entry) {
    if (!entry) return;
    if (result.state === "logged") {
      if (!sent.some((each) => each.key === entry.key)) sent.unshift({ ...entry, told: result.told });
      change(entry.key, () => []);
    } else change(entry.key, (each) => [{ ...each, fault: result.message }]);
  }

  function token() {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? found[1] : field("csrfmiddlewaretoken").value;
  }

  // One tab sends at a time; the server would take it twice without harm.
  const sendOnce = () => (navigator.locks ? navigator.locks.request(place, send) : send());

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    write([...read(), entryOfForm()]);
    for (const name of ["next_step", "circle"]) if (field(name)) field(name).value = "";
    for (const each of form.querySelectorAll('input[name="others"]')) each.checked = false;
    sendOnce();
  });
  // What it would count is asked of the server: not where there is none.
  form.addEventListener("htmx:beforeRequest", (event) => navigator.onLine || event.preventDefault());
  window.addEventListener("online", sendOnce);
  window.addEventListener("storage", (event) => event.key === place && show());
  show();
  sendOnce();
  keepPage();

  // The form as it is now, with its styles and scripts, for the day without a network.
  async function keepPage() {
    if (!navigator.serviceWorker || !navigator.onLine) return;
    try {
      await navigator.serviceWorker.register(worker, { scope });
      const cache = await caches.open("coaching-log");
      const answer = await fetch(page);
      if (answer.ok && !answer.redirected) await cache.put(page, answer);
      const parts = [...document.querySelectorAll('link[rel="stylesheet"], script[src]')];
      await cache.addAll(parts.map((each) => each.href || each.src));
    } catch {
      // Without it the page needs a network; what is logged here is kept all the same.
    }
  }
}

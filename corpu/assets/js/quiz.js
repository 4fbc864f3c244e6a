// Saves the answers of a quiz while the learner goes on, and counts its time down.
// Without it the same form saves and hands in by its buttons.
const form = document.querySelector("[data-quiz]");
if (form) watch(form);

function watch(form) {
  const status = form.querySelector("[data-quiz-status]");
  const WAITS = [2, 4, 8, 15, 30];
  const words = (name) => form.querySelector(`[data-words="${name}"]`).textContent;
  let isDirty = false;
  let inFlight = false;
  let isLeaving = false;
  let failures = 0;
  let timer = 0;

  const say = (name, text) => {
    status.dataset.state = name;
    status.textContent = text || words(name);
  };

  const plan = (seconds) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, seconds * 1000);
  };

  const send = (options = {}) =>
    fetch(form.dataset.save, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new FormData(form),
      credentials: "same-origin",
      ...options,
    });

  async function save() {
    if (!isDirty || inFlight || isLeaving) return;
    inFlight = true;
    isDirty = false;
    say("saving");
    try {
      const response = await send();
      if (response.redirected || response.status === 403) {
        isDirty = true;
        say("signed-out");
        plan(30);
      } else if (response.status >= 500) {
        throw new Error(String(response.status));
      } else if (!response.ok) {
        const answer = await response.json();
        say("refused", answer.errors?.[0]?.message);
      } else {
        failures = 0;
        say("saved");
      }
    } catch {
      isDirty = true;
      say("unsaved");
      plan(WAITS[Math.min(failures, WAITS.length - 1)]);
      failures += 1;
    } finally {
      inFlight = false;
    }
    if (isDirty && !failures && status.dataset.state === "saved") save();
  }

  const saveLast = () => {
    if (!isDirty || isLeaving) return;
    isDirty = false;
    if ("keepalive" in Request.prototype) send({ keepalive: true }).catch(() => {});
    else navigator.sendBeacon(form.dataset.save, new FormData(form));
  };

  form.addEventListener("input", () => {
    isDirty = true;
    plan(0.8);
  });
  window.addEventListener("online", save);
  window.addEventListener("pagehide", saveLast);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saveLast();
  });

  const isAnswered = (question) => {
    const fields = [...question.querySelectorAll("input, select, textarea")];
    const isWhole = question.querySelector("select, .quiz__cloze");
    if (isWhole) return fields.every((field) => field.value.trim());
    return fields.some((field) => (field.matches("[type=radio], [type=checkbox]") ? field.checked : field.value.trim()));
  };

  form.addEventListener(
    "submit",
    (event) => {
      const isSave = event.submitter?.matches("[data-quiz-save]");
      const open = [...form.querySelectorAll("[data-question]")].find((q) => !isAnswered(q));
      if (!isSave && event.submitter && open && !window.confirm(words("open"))) {
        event.preventDefault();
        event.stopImmediatePropagation();
        open.scrollIntoView({ block: "center" });
        return;
      }
      isLeaving = true;
      window.clearTimeout(timer);
    },
    { capture: true },
  );

  if (form.dataset.seconds) countDown(form, Number(form.dataset.seconds), words, () => {
    if (isLeaving) return;
    say("saving", words("up"));
    form.requestSubmit();
  });
}

function countDown(form, seconds, words, whenUp) {
  const shown = form.querySelector("[data-quiz-time]");
  const end = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    shown.textContent = `${words("left")} ${clock}`;
    if (left <= 60) shown.parentElement.dataset.soon = "";
    if (left === 0) {
      window.clearInterval(clockwork);
      whenUp();
    }
  };
  const clockwork = window.setInterval(tick, 1000);
  tick();
}

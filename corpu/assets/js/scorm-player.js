// The lesson page's side of a package: opens a part in the frame of the content host,
// keeps what the package reports, and says whether it has been saved.
const root = document.querySelector("[data-scorm]");
if (root) play(root);

function play(root) {
  const { sitUrl, contentOrigin } = root.dataset;
  const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
  const stage = root.querySelector("[data-scorm-stage]");
  const holder = root.querySelector("[data-scorm-frame]");
  const heading = root.querySelector("[data-scorm-title]");
  const status = root.querySelector("[data-scorm-status]");
  const outcome = root.querySelector("[data-scorm-outcome]");
  const foot = root.querySelector("[data-scorm-foot]");
  const onward = root.querySelector("[data-scorm-onward]");
  const back = root.querySelector("[data-scorm-back]");
  const start = root.querySelector("[data-scorm-start]");
  const WAITS = [2, 4, 8, 15, 30];
  let frame = null;
  let sitting = null; // {commit, data, launch, key}
  let unsent = null; // the newest report that the server does not have yet
  let sequence = 0;
  let inFlight = false;
  let failures = 0;
  let retry = 0;
  let left = null;
  let isOpening = false;
  let wanted = null;

  const say = (name, text) => {
    status.dataset.state = name;
    const words = root.querySelector(`[data-words="${name}"]`);
    status.textContent = text || (words ? words.textContent : "");
  };

  const post = (url, body, options = {}) =>
    fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": token,
      },
      body: JSON.stringify(body),
      credentials: "same-origin",
      ...options,
    });

  // -- saving ----------------------------------------------------------------------

  const body = () => {
    sequence += 1;
    return { sequence, data: unsent.data, ended: unsent.ended };
  };

  async function save() {
    if (!unsent || inFlight || !sitting) return;
    const sent = unsent;
    const here = sitting;
    inFlight = true;
    window.clearTimeout(retry);
    say("saving");
    try {
      const response = await post(here.commit, body());
      await received(response, sent, here);
    } catch {
      failed();
    } finally {
      inFlight = false;
    }
    if (unsent && !failures) save();
  }

  async function received(response, sent, here) {
    if (response.redirected || response.status === 403) {
      say("signed-out");
      schedule(30);
      failures += 1;
      return;
    }
    if (response.status >= 500) throw new Error(String(response.status));
    const answer = await response.json();
    if (unsent === sent) unsent = null;
    failures = 0;
    if (!response.ok) {
      say("refused", answer.errors?.[0]?.message);
      return;
    }
    if (here === sitting) show(answer);
    say("saved");
  }

  function failed() {
    say("unsaved");
    schedule(WAITS[Math.min(failures, WAITS.length - 1)]);
    failures += 1;
  }

  function schedule(seconds) {
    window.clearTimeout(retry);
    retry = window.setTimeout(save, seconds * 1000);
  }

  // The page goes away: what is left travels on its own, if it is small enough for that.
  function saveLast() {
    if (!unsent || !sitting) return;
    const { sequence: number, data, ended } = body();
    let text = JSON.stringify({ sequence: number, data, ended });
    if (text.length > 60000) {
      const small = Object.entries(data).filter(([name]) => !/\.\d+\./.test(name));
      text = JSON.stringify({ sequence: number, data: Object.fromEntries(small), ended });
    }
    if ("keepalive" in Request.prototype) {
      post(sitting.commit, null, { body: text, keepalive: true }).catch(() => {});
      return;
    }
    const form = new FormData();
    form.append("csrfmiddlewaretoken", token);
    form.append("report", text);
    navigator.sendBeacon(sitting.commit, form);
  }

  function show(answer) {
    for (const [key, item] of Object.entries(answer.items)) {
      const line = root.querySelector(`[data-item="${CSS.escape(key)}"]`);
      if (!line) continue;
      line.dataset.state = item.state;
      line.querySelector("[data-item-state]").textContent = item.label;
    }
    const count = root.querySelector("[data-scorm-count]");
    const done = "[data-item][data-state=completed], [data-item][data-state=passed]";
    if (count) count.textContent = root.querySelectorAll(done).length;
    offerNext();
    outcome.hidden = !answer.message;
    outcome.dataset.state = answer.state;
    outcome.querySelector("[data-scorm-message]").textContent = answer.message;
    const next = outcome.querySelector("[data-scorm-next]");
    if (next) next.href = answer.next;
  }

  // The parts beside the open one lie one press away. Once it is done, the next is the
  // next one that is not done yet.
  function offerNext() {
    const lines = [...root.querySelectorAll("[data-item]")].filter((line) =>
      line.querySelector("[data-open-item]"),
    );
    const at = lines.findIndex((line) => line.dataset.item === sitting.key);
    foot.hidden = at < 0 || lines.length < 2;
    if (foot.hidden) return;
    const isOpen = (line) => !["completed", "passed"].includes(line.dataset.state);
    const isDone = !isOpen(lines[at]);
    const ring = [...lines.slice(at + 1), ...lines.slice(0, at)];
    const next = isDone ? ring.find(isOpen) : lines[at + 1];
    foot.querySelector("[data-scorm-done]").hidden = !isDone;
    onward.classList.toggle("btn--primary", isDone);
    lead(onward, next);
    lead(back, lines[at - 1]);
  }

  function lead(button, line) {
    button.hidden = !line;
    if (!line) return;
    const { openItem, title } = line.querySelector("[data-open-item]").dataset;
    button.dataset.openItem = openItem;
    button.dataset.title = title;
    button.querySelector("[data-scorm-lead]").textContent = title;
  }

  // -- opening ---------------------------------------------------------------------

  // Pressed again while a part is being opened: the last press counts.
  async function open(key, title) {
    wanted = { key, title };
    if (isOpening) return;
    isOpening = true;
    while (wanted) {
      const next = wanted;
      wanted = null;
      await openNow(next.key, next.title);
    }
    isOpening = false;
  }

  async function openNow(key, title) {
    await leave();
    say("opening");
    let answer;
    try {
      const response = await post(sitUrl, { item: key });
      if (response.redirected || response.status === 403) return say("signed-out");
      answer = await response.json();
      if (!response.ok) return say("refused", answer.errors?.[0]?.message);
    } catch {
      return say("cannot-open");
    }
    sitting = { ...answer, key };
    sequence = 0;
    unsent = null;
    heading.textContent = title;
    stage.hidden = false;
    if (start) start.hidden = true;
    for (const line of root.querySelectorAll("[data-item]")) {
      if (line.dataset.item === key) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
    }
    build(answer.frame, title);
    show(answer);
    heading.focus();
    heading.scrollIntoView({ block: "start" });
  }

  function build(url, title) {
    frame?.remove();
    frame = document.createElement("iframe");
    frame.title = title;
    frame.setAttribute(
      "sandbox",
      "allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-downloads",
    );
    frame.allow = "autoplay; fullscreen";
    frame.referrerPolicy = "origin";
    frame.className = "scorm__frame";
    frame.src = url;
    holder.append(frame);
  }

  // Lets the open part say goodbye, and waits for its last report (not for ever).
  async function leave() {
    if (!frame || !sitting) return;
    await new Promise((resolve) => {
      left = resolve;
      frame.contentWindow.postMessage({ corpu: "scorm", type: "leave" }, contentOrigin);
      window.setTimeout(resolve, 1500);
    });
    for (let n = 0; unsent && n < 20; n += 1) {
      if (!inFlight && !failures) await save();
      else await new Promise((resolve) => window.setTimeout(resolve, 100));
    }
    frame.remove();
    frame = null;
  }

  window.addEventListener("message", (event) => {
    if (event.origin !== contentOrigin || !frame) return;
    if (event.source !== frame.contentWindow) return;
    const message = event.data;
    if (!message || message.corpu !== "scorm" || !sitting) return;
    if (message.type === "ready") {
      const { data, launch } = sitting;
      frame.contentWindow.postMessage({ corpu: "scorm", type: "launch", data, launch }, contentOrigin);
      say("running");
    }
    if (message.type === "no-runtime") say("no-runtime");
    if (message.type === "report" && typeof message.data === "object") {
      unsent = { data: message.data, ended: message.ended === true || unsent?.ended === true };
      save();
    }
    if (message.type === "left") left?.();
  });

  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-item]");
    if (opener) open(opener.dataset.openItem, opener.dataset.title);
    if (event.target.closest("[data-scorm-large]")) stage.requestFullscreen?.();
  });
  // While a part is open the arrow keys go to the parts beside it, then to the lessons.
  document.addEventListener(
    "keydown",
    (event) => {
      if (stage.hidden || foot.hidden) return;
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target.closest("input, textarea, select, iframe")) return;
      const way = { ArrowLeft: back, ArrowRight: onward }[event.key];
      if (!way || way.hidden) return;
      event.stopPropagation();
      event.preventDefault();
      way.click();
    },
    true,
  );
  window.addEventListener("online", save);
  window.addEventListener("pagehide", saveLast);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saveLast();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsent && failures) event.preventDefault();
  });
  for (const part of root.querySelectorAll("[data-needs-script]")) part.hidden = false;
}

// The player: tells the server how long she is learning and where she is, and moves
// between lessons with the arrow keys. Without it the pages work as well.
const root = document.querySelector("[data-player]");

if (root) {
  const beatEvery = 30_000;
  const token = root.dataset.token;
  let visibleSince = document.hidden ? null : Date.now();
  let seconds = 0;
  let place = null;

  const settle = () => {
    if (visibleSince === null) return;
    seconds += (Date.now() - visibleSince) / 1000;
    visibleSince = document.hidden ? null : Date.now();
  };

  // She has stayed in a held lesson long enough: it counts now.
  const released = () => {
    const held = document.querySelector("[data-held]");
    const now = document.querySelector("[data-released]");
    if (!held || !now) return;
    held.hidden = true;
    now.hidden = false;
  };

  const beat = async () => {
    settle();
    const whole = Math.floor(seconds);
    if (whole < 1 && !place) return;
    const sent = place;
    const body = new URLSearchParams({ seconds: whole });
    if (sent) body.set("place", JSON.stringify(sent));
    seconds -= whole;
    try {
      const answer = await fetch(root.dataset.beat, {
        method: "POST",
        body,
        keepalive: true,
        headers: { "X-CSRFToken": token },
      });
      if (answer.ok && place === sent) place = null;
      if (answer.status === 200) released();
    } catch {
      // The connection is away: the time is told with the next beat.
      seconds += whole;
    }
  };

  setInterval(() => document.hidden || beat(), beatEvery);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) beat();
    else visibleSince = Date.now();
  });
  window.addEventListener("pagehide", beat);
  window.addEventListener("corpu:place", (event) => {
    place = { ...place, ...event.detail };
  });

  // A long text is resumed where it was being read.
  if (root.dataset.scrolls) {
    const share = () => window.scrollY / Math.max(1, document.body.scrollHeight - innerHeight);
    const start = Number(root.dataset.scroll);
    if (start > 0.05 && !location.hash) window.scrollTo(0, start * (document.body.scrollHeight - innerHeight));
    window.addEventListener("scrollend", () => {
      place = { ...place, scroll: Math.round(share() * 1000) / 1000 };
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, video, audio, iframe, [role=tab], [role=slider]")) return;
    const way = { ArrowLeft: "[data-before]", ArrowRight: "[data-after]" }[event.key];
    if (way) document.querySelector(way)?.click();
  });
}

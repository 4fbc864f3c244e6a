// Resumes a video where she left, keeps which parts were watched (on any device), and
// tells the server when enough has been seen.
const video = document.querySelector("video[data-video]");
const spans = (seconds) => {
  // Watched seconds as ranges: [[0, 41], [60, 75]].
  const found = [];
  for (const second of [...seconds].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && second <= last[1] + 1) last[1] = second;
    else found.push([second, second]);
  }
  return found;
};

if (video) {
  const threshold = Number(video.dataset.threshold);
  const place = JSON.parse(video.dataset.place);
  const seen = new Set();
  for (const [first, last] of place.seen ?? []) for (let at = first; at <= last; at += 1) seen.add(at);
  let last = null;
  let target = null;
  let isDone = !document.querySelector("form[data-done]");

  video.addEventListener("loadedmetadata", () => {
    const start = Number(place.seconds) || 0;
    if (start > 3 && start < 0.97 * video.duration) video.currentTime = start;
  });
  video.addEventListener("timeupdate", () => {
    const second = Math.floor(video.currentTime);
    if (second === last || video.seeking) return;
    last = second;
    seen.add(second);
    const detail = { seconds: second, seen: spans(seen) };
    window.dispatchEvent(new CustomEvent("corpu:place", { detail }));
    if (threshold && share() >= threshold) finish();
  });
  // The course may have been completed with it: its page waits for the end of the film.
  video.addEventListener("ended", () => target && location.assign(target));

  function share() {
    return (100 * seen.size) / Math.max(1, Math.floor(video.duration));
  }

  async function finish() {
    const form = document.querySelector("form[data-done]");
    if (isDone || !form) return;
    isDone = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (!answer.ok) throw new Error(answer.status);
      if (answer.url.endsWith("/finished/")) target = answer.url;
      const chip = document.querySelector("template[data-done-chip]");
      form.replaceWith(chip.content.cloneNode(true));
    } catch {
      // The connection is away: tried again with the next second, and the button stays.
      isDone = false;
    }
  }
}

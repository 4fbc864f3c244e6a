// Resumes a video where she left, keeps which parts were watched, and says when it is done.
const video = document.querySelector("video[data-video]");

if (video) {
  const threshold = Number(video.dataset.threshold);
  const place = Number(video.dataset.place.replace(",", ".")) || 0;
  const seen = new Set();
  let last = null;

  document.querySelector("[data-video-note]")?.toggleAttribute("hidden", !threshold);
  video.addEventListener("loadedmetadata", () => {
    if (place > 5 && place < video.duration - 5) video.currentTime = place;
  });
  video.addEventListener("timeupdate", () => {
    const second = Math.floor(video.currentTime);
    if (second === last || video.seeking) return;
    last = second;
    seen.add(second);
    window.dispatchEvent(new CustomEvent("corpu:place", { detail: { seconds: second } }));
    const share = (100 * seen.size) / Math.max(1, Math.floor(video.duration));
    if (threshold && share >= threshold) finish();
  });
  video.addEventListener("ended", () => {
    if (threshold && (100 * seen.size) / Math.max(1, Math.floor(video.duration)) >= threshold) finish();
  });

  let isFinished = false;
  function finish() {
    const form = document.querySelector("form[data-done]:not([data-done='yes'])");
    if (isFinished || !form || !video.ended) return;
    isFinished = true;
    form.requestSubmit();
  }
}

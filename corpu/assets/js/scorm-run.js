// The frame around a package, on the content host. It holds the API that the package
// looks for, and tells the lesson page of the site what the package says. It knows no
// address of the site's server and holds no cookie.
(() => {
  const { site, kind, class: className } = document.body.dataset;
  const frame = document.getElementById("sco");
  const is12 = kind === "scorm12";
  const verb = (name) => (is12 ? `LMS${name}` : name);
  const SOON = 400;
  let api = null;
  let timer = 0;
  let ended = false;
  let last = "";

  const tell = (message) => window.parent.postMessage({ corpu: "scorm", ...message }, site);

  // Every element that has a value, by its full name.
  const snapshot = () => {
    const values = {};
    for (const [name, value] of Object.entries(api.getFlattenedCMI())) {
      if (value === null || value === undefined || typeof value === "object") continue;
      if (value !== "") values[name] = String(value);
    }
    return values;
  };

  const report = () => {
    window.clearTimeout(timer);
    timer = 0;
    if (!api) return;
    const data = snapshot();
    const text = JSON.stringify([data, ended]);
    if (text === last) return;
    last = text;
    tell({ type: "report", data, ended });
  };

  const reportSoon = () => {
    if (!timer) timer = window.setTimeout(report, SOON);
  };

  const end = () => {
    ended = true;
    report();
    tell({ type: "ended" });
  };

  const begin = ({ data, launch }) => {
    if (api || typeof launch !== "string" || /^[a-z][a-z0-9+.-]*:|^\/|\\/i.test(launch)) return;
    api = new window[className]({
      autocommit: false,
      autoCompleteLessonStatus: false,
      logLevel: 5,
    });
    api.loadFromFlattenedJSON(data);
    api.on(verb("SetValue"), reportSoon);
    api.on(verb("Commit"), report);
    api.on(is12 ? "LMSFinish" : "Terminate", end);
    if (is12) window.API = api;
    else window.API_1484_11 = api;
    frame.src = `files/${launch}`;
  };

  // Another part is to be opened: let this one say goodbye first.
  const leave = () => {
    frame.addEventListener(
      "load",
      () => {
        report();
        tell({ type: "left" });
      },
      { once: true },
    );
    frame.src = "about:blank";
  };

  window.addEventListener("message", (event) => {
    if (event.origin !== site || event.source !== window.parent) return;
    const message = event.data;
    if (!message || message.corpu !== "scorm") return;
    if (message.type === "launch") begin(message);
    if (message.type === "leave") leave();
  });
  document.addEventListener("visibilitychange", report);
  window.addEventListener("beforeunload", report);
  window.addEventListener("pagehide", report);

  if (window.parent === window) return;
  tell({ type: window[className] ? "ready" : "no-runtime" });
})();

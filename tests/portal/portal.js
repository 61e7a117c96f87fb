// An example of a portal's side: docs/PORTAL.md explains the messages.

const frames = [...document.querySelectorAll("iframe")];
const theme = document.getElementById("theme");
const language = document.getElementById("language");

/** Says something to the Keyturn of one frame, and to nobody else. */
function tell(frame, message) {
  frame.contentWindow.postMessage({ keyturn: 1, ...message }, new URL(frame.src).origin);
}

const tellTheme = (frame) => tell(frame, { type: "theme", theme: theme.value });
const tellLanguage = (frame) => tell(frame, { type: "language", language: language.value });

/** How a portal follows each message of Keyturn. */
const follow = {
  ready(frame) {
    tellTheme(frame);
    tellLanguage(frame);
    // With the name of the frame, so that a sign-in that leaves it comes back to it.
    tell(frame, { type: "portal", url: `${location.href.split("#")[0]}#${frame.id}` });
  },
  height(frame, { height }) {
    frame.style.height = `${height}px`;
  },
  refused(frame, { what, why }) {
    frame.parentElement.querySelector(".answer").textContent =
      why === "busy" ? "Something is under way there: finish it first." : `${what ?? "a message"} was not understood`;
  },
  done(frame) {
    frame.parentElement.querySelector(".answer").textContent = "";
  },
};

// A sign-in on GitLab's own page left a frame and comes back with `keyturn=<answer>` at the end of the fragment it named, which is
// the frame's: it is handed to that frame, which alone can use it.
const [whole, id, answer] = /^#(.*?)&?keyturn=([^&]+)$/.exec(location.hash) ?? [];
if (whole) {
  history.replaceState(null, "", location.pathname + location.search + (id && `#${id}`));
  const frame = document.getElementById(id) ?? document.querySelector("iframe");
  const address = new URL(frame.src);
  address.search = decodeURIComponent(answer);
  frame.src = address;
  frame.scrollIntoView();
}

addEventListener("message", (event) => {
  // By its window, and by its origin: nobody else is heard. (In a sandbox without allow-same-origin the origin is "null".)
  const frame = frames.find((frame) => frame.contentWindow === event.source);
  if (!frame || event.origin !== new URL(frame.src).origin || event.data?.keyturn !== 1) return;
  follow[event.data.type]?.(frame, event.data);
});

theme.addEventListener("change", () => {
  document.documentElement.dataset.theme = theme.value;
  frames.forEach(tellTheme);
});
language.addEventListener("change", () => {
  document.documentElement.lang = language.value;
  frames.forEach(tellLanguage);
});
for (const button of document.querySelectorAll("[data-to]")) {
  const frame = button.closest("section").querySelector("iframe");
  button.addEventListener("click", () => tell(frame, { type: "navigate", to: button.dataset.to }));
}

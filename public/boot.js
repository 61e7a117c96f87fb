// Keyturn's boot script: the only JavaScript of the page that is written by hand. It is served as it stands here.
//
// First it takes what a sign-in by OAuth came back with out of the address. Then, in this order, it (1) lets no markup into
// the page, (2) removes service workers, (3) fetches the configuration, (4) refuses to be framed, (5) checks the application's
// files against the hashes on its own script tag and starts them, (6) says so if the application stops by itself, (7) loads
// what is not in its first module, and (8) offers the one global, `keyturn`. The tag's data-* attributes name the files; the
// hashes are there in a release and absent while developing. Nothing here may depend on a platform feature that can be missing
// or can throw.

/** What GitLab's page of consent came back with (RFC 6749, 9207); handed over once. It is taken out of the address and the
 * history before anything else runs. */
let callback = (() => {
  const query = new URLSearchParams(location.search);
  if (!query.has("code") && !(query.has("error") && query.has("state"))) return null;
  try {
    history.replaceState(null, "", location.pathname + location.hash);
  } catch {
    // A document without an address of its own: nobody can be led back to it either.
    return null;
  }
  return Object.fromEntries(query);
})();

function takeCallback() {
  const taken = callback;
  callback = null;
  return taken;
}

const tag = document.querySelector("script[data-js]");
const address = (relative) => new URL(relative, document.baseURI).href;

/** The files of one module: wasm-bindgen's glue and the WebAssembly it starts. */
const filesOf = (js, jsIntegrity, wasm, wasmIntegrity) => ({
  js: address(js),
  jsIntegrity: jsIntegrity ?? "",
  wasm: address(wasm),
  wasmIntegrity: wasmIntegrity ?? "",
});
const data = tag.dataset;
const application = filesOf(data.js, data.jsIntegrity, data.wasm, data.wasmIntegrity);
const sandbox = filesOf(data.sandboxJs, data.sandboxJsIntegrity, data.sandboxWasm, data.sandboxWasmIntegrity);
/** What the application loads after its first screen; nothing while developing, where all is one module. */
const later = data.laterWasm ? { wasm: address(data.laterWasm), wasmIntegrity: data.laterWasmIntegrity } : null;

// ---- 1. Trusted Types -------------------------------------------------------------------------------------------

// The page is built without markup: no text is ever read as HTML or as a script. This policy refuses both for good, and
// script addresses too, except those of the modules named above. A browser without Trusted Types has no policy to make;
// the rest of the Content-Security-Policy still holds there.
globalThis.trustedTypes?.createPolicy("default", {
  createHTML: () => null,
  createScript: () => null,
  createScriptURL: (url) => ([application.js, sandbox.js].includes(address(url)) ? url : null),
});

// ---- 2. Service workers -----------------------------------------------------------------------------------------

/** Removes every service worker. One that controls this page may have altered it, so the page is loaded once more. */
async function removeServiceWorkers() {
  try {
    const workers = navigator.serviceWorker;
    const registrations = await workers.getRegistrations();
    const removed = await Promise.all(registrations.map((registration) => registration.unregister()));
    if (workers.controller && removed.includes(true)) location.reload();
  } catch {
    // No service workers here, or not allowed to look: then none can control the page either.
  }
}

// ---- 3. The configuration ---------------------------------------------------------------------------------------

/** What the operator decided, as text; null where it cannot be had. The application reads it, and says what is wrong with it. */
const configuration = fetch(address("config.json"), { cache: "no-cache", signal: AbortSignal.timeout?.(10_000) })
  .then((response) => (response.ok ? response.text() : null))
  .catch(() => null);
/** The same, once it is there. */
let configured = null;

// ---- 4. Framing -------------------------------------------------------------------------------------------------

const isFramed = window.top !== window.self;
// What stands around the screens is the portal's then: style/embedded.css.
if (isFramed) document.documentElement.dataset.embedded = "";

// A frame whose sandbox may not submit forms does not even tell them so. Nothing here is ever submitted: it only needs telling.
if (isFramed && self.origin === "null") {
  addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (event.defaultPrevented || button?.type !== "submit" || !button.form) return;
    event.preventDefault();
    button.form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
  });
}

/** Whether every page around this one is a portal that config.json names. What the browser does not list is not allowed. */
async function isFramedByPortal() {
  try {
    const surroundings = Array.from(location.ancestorOrigins);
    const { portal_origins: portals = [] } = JSON.parse(await configuration);
    // A text instead of a list would hold parts of origins, too.
    if (!Array.isArray(portals) || surroundings.length === 0) return false;
    return surroundings.every((origin) => origin !== "null" && portals.includes(origin));
  } catch {
    return false;
  }
}

// ---- 5. Starting ------------------------------------------------------------------------------------------------

/** Why a module did not start: `mismatch`, `unreachable` or `unsupported`. */
class StartFailure extends Error {}

/** A file that did not load: is it there, but not the one that was promised, or can it not be reached at all? */
async function failureOf(url) {
  try {
    await fetch(url, { cache: "no-store" });
    return new StartFailure("mismatch");
  } catch {
    return new StartFailure("unreachable");
  }
}

/** Loads the glue as a module, checked by the browser. After that `import(url)` gives this very module. */
function loadGlue({ js, jsIntegrity }) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.type = "module";
    if (jsIntegrity) script.integrity = jsIntegrity;
    script.addEventListener("load", () => resolve(import(js)));
    script.addEventListener("error", async () => reject(await failureOf(js)));
    script.src = js;
    document.head.append(script);
  });
}

/** Fetches the WebAssembly, checked by the browser, in the form that this server allows to compile it from. */
async function loadWasm({ wasm, wasmIntegrity, cache = "default" }) {
  const response = await fetch(wasm, { cache, ...(wasmIntegrity && { integrity: wasmIntegrity }) }).catch(async () => {
    throw await failureOf(wasm);
  });
  if (!response.ok) throw new StartFailure("mismatch");
  const isStreamable = response.headers.get("Content-Type")?.startsWith("application/wasm");
  return isStreamable ? response : response.arrayBuffer();
}

/** Loads both files of a module at once, and starts it once both are known to be the promised ones and the rest is there. */
async function start(files, rest = null) {
  const [glue, wasm] = await Promise.all([loadGlue(files), loadWasm(files), rest]);
  await glue.default({ module_or_path: wasm });
  return glue;
}

// ---- What is said when it does not start --------------------------------------------------------------------------

const SENTENCES = {
  framed: [
    "Keyturn does not open inside this page",
    "For your protection it runs inside another page only where its operator allows it.",
    "Keyturn 不在此页面中打开",
    "为了保护您，只有在运营者允许时，它才会在其他页面中运行。",
  ],
  mismatch: [
    "The files of this deployment do not match",
    "One of them is missing, or is not the one that belongs to this version, so nothing was started. Reload the page; if that does not help, tell whoever runs it.",
    "此部署的文件不一致",
    "其中一个文件缺失或不属于此版本，因此没有启动任何内容。请重新载入页面；如果仍然如此，请告知运营者。",
  ],
  unreachable: [
    "Keyturn could not be loaded",
    "The connection was lost before all files had arrived. Check it, then reload the page.",
    "无法载入 Keyturn",
    "在所有文件到达之前连接中断。请检查网络连接，然后重新载入页面。",
  ],
  unsupported: [
    "Keyturn could not start in this browser",
    "It needs a current browser with WebAssembly switched on.",
    "Keyturn 无法在此浏览器中启动",
    "它需要启用了 WebAssembly 的新版浏览器。",
  ],
};

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Replaces the page by one plain message in both languages and the one thing that can be done about it. */
function show(reason, way) {
  const [title, text, titleChinese, textChinese] = SENTENCES[reason];
  document.body.replaceChildren(
    element("main", { className: "boot" },
      element("div", { className: "boot-card", role: "alert" },
        element("h1", {}, title), element("p", {}, text),
        element("h2", { lang: "zh-CN" }, titleChinese), element("p", { lang: "zh-CN" }, textChinese),
        way)),
  );
}

/** A button that loads the page again. */
function reloadButton() {
  const button = element("button", { type: "button", className: "button primary" }, "Reload · ", element("span", { lang: "zh-CN" }, "重新载入"));
  button.addEventListener("click", reload);
  return button;
}

/** Fetches every file anew, the page too, past the browser's cache, and then loads the page again. */
async function reload() {
  const files = [location.href, tag.src, application.js, application.wasm, later?.wasm, ...styleSheets().map((sheet) => sheet.href)];
  await Promise.allSettled(files.filter(Boolean).map((file) => fetch(file, { cache: "reload" })));
  location.reload();
}

const openElsewhere = () =>
  element("a", { className: "button primary", href: location.href, target: "_blank", rel: "noopener noreferrer" },
    "Open in a new tab · ", element("span", { lang: "zh-CN" }, "在新标签页中打开"));

const styleSheets = () => Array.from(document.querySelectorAll('link[rel="stylesheet"]'));

/** Whether a style sheet arrived. One that did not is absent, empty, or closed to this page: it depends on why. */
function isHere({ sheet }) {
  try {
    return sheet.cssRules.length > 0;
  } catch {
    return false;
  }
}

async function boot() {
  if (isFramed && !(await isFramedByPortal())) return show("framed", openElsewhere());
  try {
    const missing = styleSheets().find((link) => !isHere(link));
    if (missing) throw await failureOf(missing.href);
    started = await start(application, configuration.then((text) => { configured = text; }));
    document.getElementById("boot")?.remove();
  } catch (failure) {
    show(failure instanceof StartFailure ? failure.message : "unsupported", reloadButton());
  }
}

// ---- 6. When the application stops ------------------------------------------------------------------------------

const STOPPED = [
  "Keyturn has stopped by a fault of its own. What stands here was true until now. A value that waits can be copied by hand; " +
    "then reload the page. Activity lists what was under way.",
  "Keyturn 因自身故障而停止。此处内容在停止之前是正确的。等待保存的值可以手动复制；然后请重新载入页面。“活动”中列出了正在进行的操作。",
];

/** Leaves the page as it stands, shows a value that waits, and says once what happened. */
function stopped(cause) {
  if (!(cause instanceof WebAssembly.RuntimeError) || document.getElementById("stopped")) return;
  document.getElementById("reveal-value")?.setAttribute("type", "text");
  const open = Array.from(document.querySelectorAll("dialog[open]")).at(-1) ?? document.querySelector("main") ?? document.body;
  open.prepend(
    element("div", { id: "stopped", className: "notice", role: "alert" },
      element("div", { className: "content" },
        element("p", {}, STOPPED[0]), element("p", { lang: "zh-CN" }, STOPPED[1]), reloadButton())),
  );
}

addEventListener("error", (event) => stopped(event.error));
addEventListener("unhandledrejection", (event) => stopped(event.reason));

// ---- 7. What is loaded later --------------------------------------------------------------------------------------

/** The application's glue, once it has been started. */
let started = null;
let laterModule = null;
let isLaterHere = !later;

/** Loads the rest of the application, checked like its first module, into that one's memory; a failure can be tried again. */
function loadLater() {
  laterModule ??= startLater().catch((failure) => {
    laterModule = null;
    if (later) later.cache = "reload";
    throw failure;
  });
  return laterModule;
}

async function startLater() {
  if (isLaterHere) return;
  const wasm = await loadWasm(later);
  // The exports of the first module are what the second one imports.
  const imports = { __wasm_split: started.initSync() };
  await (wasm instanceof Response ? WebAssembly.instantiateStreaming(wasm, imports) : WebAssembly.instantiate(wasm, imports));
  isLaterHere = true;
}

/** The first module imports this: before it calls into the rest it asks whether that is there. */
export function __wasm_split_load_later(callback, about) {
  started.initSync().__indirect_function_table.get(callback)(about, isLaterHere);
}

// ---- 8. The global ----------------------------------------------------------------------------------------------

let sandboxModule = null;

/** The started sandbox module. Loaded on the first call, checked like the application; a failure can be tried again. */
function loadSandbox() {
  sandboxModule ??= start(sandbox).catch((failure) => {
    sandboxModule = null;
    throw failure;
  });
  return sandboxModule;
}

Object.defineProperty(globalThis, "keyturn", { value: Object.freeze({ loadSandbox, loadLater, reload, isBack: callback !== null, takeCallback, configuration: () => configured }) });

removeServiceWorkers();
boot();

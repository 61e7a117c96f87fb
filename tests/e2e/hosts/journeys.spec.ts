// The release behind real web servers, in the browser: at the root of a host, below a folder, and on one without headers.
import type { Request } from "@playwright/test";

import { frame, page as put } from "../harness/altered.ts";
import type { App } from "../harness/app.ts";
import { BELOW, expect, type HostName, test } from "../harness/hosts.ts";

/** Everything that is loaded: the first module, the rest, the sandbox. */
async function useAll(app: App, address: string): Promise<void> {
  await app.page.goto(`${address}#/personal`);
  await app.connect();
  await app.enterToken(app.gitlab.person("ann").token);
  await app.settled();
  await app.act("Revoke", "vscode").click();
  await app.dialog("Revoke vscode?").getByRole("button", { name: "Cancel" }).click();
  await app.page.reload();
  await app.button("Explore the sandbox").click();
  await expect(app.page.getByRole("banner").getByRole("button", { name: "root · gitlab.sandbox" })).toBeVisible();
}

/** How each file came to the browser at first: `br .wasm`. */
async function forms(app: App): Promise<Set<string>> {
  const first = new Map(app.watch.requests.toReversed().map((request) => [new URL(request.url()).pathname, request]));
  const form = async ([path, request]: [string, Request]): Promise<string[]> => {
    const [ending] = /\.(js|wasm|css)$/.exec(path) ?? [];
    const encoding = await (await request.response())?.headerValue("content-encoding");
    return ending ? [`${encoding ?? "plain"} ${ending}`] : [];
  };
  return new Set((await Promise.all([...first].map(form))).flat());
}

for (const name of ["nginx", "Apache", "Caddy"] satisfies HostName[]) {
  for (const [where, root] of [["at the root of", ""], ["below a folder of", BELOW]] as const) {
    test.describe(`${name}${root}`, () => {
      test.use({ hostName: name });

      test(`Signing in, a dialog and the sandbox work ${where} ${name}, from compressed files`, async ({ app, host }) => {
        // Over plain HTTP it means nothing, and newer versions of Chromium say so.
        app.watch.allow(/Strict-Transport-Security/);
        await useAll(app, `${host.url}${root}/`);
        const packed = name === "nginx" && !process.env.KEYTURN_NGINX_BROTLI ? "gzip" : "br";
        expect(await forms(app)).toEqual(new Set([`${packed} .js`, `${packed} .css`, `${packed} .wasm`]));
        const own = app.watch.requests.map((request) => new URL(request.url())).filter((url) => url.origin === host.url);
        expect(own.filter((url) => !url.pathname.startsWith(`${root}/`)).map(String)).toEqual([]);
      });
    });
  }
}

test.describe("Python", () => {
  test.use({ hostName: "Python" });

  test("A plain folder that Python serves works, and the page locks itself to its GitLab without any header", async ({ app, host, page, portal }) => {
    const answer = await page.goto(`${host.url}/`);
    expect(answer?.headers()["content-security-policy"]).toBeUndefined();
    await useAll(app, `${host.url}/`);
    await page.goto(`${host.url}/`);
    await app.connect();
    app.watch.allow(/violation: connect-src/, /Content Security Policy/);
    const reached = await page.evaluate((url) => fetch(url, { mode: "no-cors" }).then(() => true, () => false), `${portal.url}/config.json`);
    expect(reached).toBe(false);
  });

  test("A plain folder that Python serves is not shown inside another page", async ({ app, host, page, portal }) => {
    portal.alter = (sent) => put(sent, frame(host.url));
    await page.goto(portal.url);
    const inside = page.frameLocator("iframe");
    await expect(inside.getByRole("heading", { name: "Keyturn does not open inside this page" })).toBeVisible();
    await expect(inside.getByRole("textbox")).toHaveCount(0);
    expect(app.watch.requests.filter((request) => request.url().endsWith(".wasm"))).toEqual([]);
  });
});

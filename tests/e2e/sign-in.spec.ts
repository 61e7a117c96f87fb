// Signing in and out.
import { expect, test } from "./harness/test.ts";

test("A person names the server, then the token, and sees their tokens @h2", async ({ app, gitlab }) => {
  // What its person may not manage is refused.
  app.watch.allowRefusals();
  await app.open();
  await app.connect();
  await expect(app.page.getByText(`From now on this page can reach ${gitlab.url} and nothing else.`)).toBeVisible();
  await app.enterToken(gitlab.person("ann").token);
  await expect(app.heading("Overview")).toBeVisible();
  await app.settled();
  await expect(app.row("laptop")).toBeVisible();
  await expect(app.sessionButton).toContainText("ann");
  const protocols = new Set((await gitlab.requests("GET")).map((request) => request.protocol));
  expect(protocols).toEqual(new Set([gitlab.spki ? "HTTP/2" : "HTTP/1.1"]));
});

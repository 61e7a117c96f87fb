// Real web servers with the files that a release brings for them, unaltered, and the one of Python, which takes none.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { expect, test as base } from "./altered.ts";
import { told } from "./test.ts";

export { expect };

/** The hosts, with the variable that names each program. */
export const HOSTS = { nginx: "KEYTURN_NGINX", Apache: "KEYTURN_APACHE", Caddy: "KEYTURN_CADDY", Python: "KEYTURN_PYTHON" } as const;
export type HostName = keyof typeof HOSTS;

/** Where a second copy of the release lies on each host that is configured: the same files, not built anew. */
export const BELOW = "/team/keyturn";

/** What starts a host: its arguments and its configuration. `folder` is the host's own, with the release in `site`. */
interface Way {
  arguments: (folder: string, port: number) => string[];
  configuration?: (folder: string, port: number) => string;
}

/** A file that the release brings for a host's own configuration. */
const brought = (name: string): string => join(dirname(told("KEYTURN_DIST")), "hosts", name);

/** Whom a host that is started by root becomes, as it would be set up; nobody else may say so. */
const asNobody = (lines: string): string => (process.getuid?.() === 0 ? lines : "");

const APACHE_MODULES = "/usr/lib/apache2/modules";
const WAYS: Record<HostName, Way> = {
  nginx: {
    arguments: (folder) => ["-p", folder, "-c", join(folder, "host.conf"), "-e", "stderr"],
    configuration: (folder, port) => {
      const brotli = process.env.KEYTURN_NGINX_BROTLI;
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
      return `
        daemon off; pid ${folder}/pid; error_log stderr warn; ${asNobody("user nobody nogroup;")}
        ${brotli ? `load_module ${brotli};` : ""}
        events {}
        http {
          access_log off; ${temporary.join(" ")}
          include ${brought("nginx/keyturn-cache.conf")};
          server {
            listen 127.0.0.1:${port};
            ${brotli ? "brotli_static on;" : ""}
            root ${folder}/site;
            include ${brought("nginx/keyturn.conf")};
            location ${BELOW}/ {
              alias ${folder}/site/;
              include ${brought("nginx/keyturn.conf")};
            }
            location = ${BELOW} { return 301 ${BELOW}/; }
          }
        }`;
    },
  },
  // As Debian sets it up, with what stands in the way: a type for .gz, a language for .br, no type of WebAssembly.
  Apache: {
    arguments: (folder) => ["-X", "-d", folder, "-f", join(folder, "host.conf")],
    configuration: (folder, port) => `
        ${["authz_core", "dir", "mime", "alias", "headers", "rewrite", "mpm_event"].map((name) => `LoadModule ${name}_module ${APACHE_MODULES}/mod_${name}.so`).join("\n")}
        ServerName 127.0.0.1
        Listen 127.0.0.1:${port}
        PidFile ${folder}/pid
        DefaultRuntimeDir ${folder}
        ErrorLog /dev/stderr
        LogLevel warn
        ${asNobody("User nobody\nGroup nogroup")}
        TypesConfig /dev/null
        AddType application/x-gzip .gz
        AddLanguage br .br
        DocumentRoot ${folder}/site
        Alias ${BELOW} ${folder}/site
        <Directory ${folder}/site>
          Require all granted
          AllowOverride FileInfo
        </Directory>
        <FilesMatch "^\\.ht">
          Require all denied
        </FilesMatch>`.replace(/^ +/gm, ""),
  },
  Caddy: {
    arguments: (folder) => ["run", "--adapter", "caddyfile", "--config", join(folder, "host.conf")],
    configuration: (folder, port) => `
        {
          admin off
          auto_https off
          log {
            level WARN
          }
        }
        import ${brought("caddy/keyturn.caddy")}
        http://127.0.0.1:${port} {
          redir ${BELOW} ${BELOW}/
          handle_path ${BELOW}/* {
            root * ${folder}/site
            import keyturn
          }
          handle {
            root * ${folder}/site
            import keyturn
          }
        }`,
  },
  Python: { arguments: (folder, port) => ["-m", "http.server", String(port), "--bind", "127.0.0.1", "--directory", join(folder, "site")] },
};

/** One web server that serves a copy of the release. */
export class Host {
  readonly url: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(name: HostName, folder: string, port: number) {
    const way = WAYS[name];
    this.#folder = folder;
    this.url = `http://127.0.0.1:${port}`;
    if (way.configuration) writeFileSync(join(folder, "host.conf"), way.configuration(folder, port));
    const environment = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    // Into a file: a host that opens its error log by a path cannot open a pipe.
    const said = openSync(join(folder, "said"), "a");
    this.#process = spawn(told(HOSTS[name]), way.arguments(folder, port), { cwd: folder, env: environment, stdio: ["ignore", "ignore", said] });
  }

  /** Starts a host of this kind; it answers when this is done. */
  static async start(name: HostName): Promise<Host> {
    const folder = mkdtempSync(join(tmpdir(), "keyturn-host-"));
    // The host may run as somebody else.
    chmodSync(folder, 0o755);
    cpSync(told("KEYTURN_DIST"), join(folder, "site"), { recursive: true });
    mkdirSync(join(folder, "logs"));
    const host = new Host(name, folder, await freePort());
    const answers = (): Promise<boolean> => fetch(host.url).then(() => true, () => host.#process.exitCode !== null);
    await expect.poll(answers, { message: `${name} answers` }).toBe(true);
    if (host.#process.exitCode !== null) throw new Error(`${name} ended before it was ready:\n${readFileSync(join(folder, "said"), "utf8")}`);
    return host;
  }

  /** The folder that it serves. */
  get site(): string {
    return join(this.#folder, "site");
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = new Promise((over) => this.#process.once("exit", over));
      this.#process.kill();
      await ended;
    }
    rmSync(this.#folder, { recursive: true });
  }
}

/** A port that nobody listens on just now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** `test` with a real host of the release, beside those that alter it. Skipped where it is not installed, except where nobody would see that. */
export const test = base.extend<{ hostName: HostName; host: Host }>({
  hostName: ["nginx", { option: true }],
  host: async ({ hostName }, use, about) => {
    about.skip(!process.env[HOSTS[hostName]] && !process.env.CI, `${hostName} is not installed: \`cargo xtask test e2e\` says how to get it`);
    const host = await Host.start(hostName);
    await use(host);
    await host.stop();
  },
  otherOrigins: async ({ host, altered, portal }, use) => {
    await use([host.url, altered.url, portal.url]);
  },
});

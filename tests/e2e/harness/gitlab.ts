// The GitLab of a test: a process of its own, reset before each test, with faults to order. See docs/EMULATOR.md.
import { type ChildProcess, spawn } from "node:child_process";
import * as http from "node:http";
import * as https from "node:https";
import { createInterface } from "node:readline";

import { expect } from "@playwright/test";

/** What one can sign in with. */
export interface Person {
  id: number;
  username: string;
  name: string;
  token: string;
  token_id: number;
  scopes: string[];
  admin: boolean;
}

/** Something that goes wrong with the next fitting request. */
export interface Fault {
  when: "before-commit" | "after-commit";
  kind: string;
  match?: { method?: string; path?: string };
  times?: number | null;
  [detail: string]: unknown;
}

/** A request as the log has it. */
export interface Logged {
  sequence: number;
  protocol: string;
  method: string;
  path: string;
  header_names: string[];
  has_cookie: boolean;
  credential: string | null;
  user: string | null;
  secret_in_url: boolean;
  body_fields: string[];
  fault: unknown;
  executed: number | null;
  sent: number | null;
}

/** The log in a few numbers. */
export interface Tally {
  requests: number;
  preflights: number;
  most_at_once: number;
  by_status: Record<string, number>;
}

/** A token as it truly is. */
export interface TrueToken {
  id: number;
  user: string | null;
  name: string;
  scopes: string[];
  revoked: boolean;
  expires_at: string | null;
}

/** A row of a list of tokens, as far as tests look at it. */
export interface Row {
  id: number;
  name: string;
  user_id?: number;
  scopes: string[];
  access_level?: number;
  created_at?: string;
  expires_at: string | null;
  revoked?: boolean;
  active?: boolean;
  username?: string;
}

/** What is true of OAuth. */
export interface OauthState {
  applications: { client_id: string; live_tokens: number }[];
  tokens: { id: number; client_id: string; user: string; scopes: string[]; revoked: boolean }[];
}

/** The UTC day so many days from today. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

interface Ready {
  url: string;
  users: Record<string, Person>;
  certificate?: string;
  spki?: string;
}

/** One emulator. */
export class Gitlab {
  people: Record<string, Person>;
  /** Called when a fault is ordered: what the browser says about it is then no surprise. */
  onFault: () => void = () => {};
  readonly #process: ChildProcess;
  readonly #ready: Ready;

  private constructor(process: ChildProcess, ready: Ready) {
    this.#process = process;
    this.#ready = ready;
    this.people = ready.users;
  }

  static async start(program: string, tls: boolean): Promise<Gitlab> {
    const options = ["--listen", "127.0.0.1:0", "--world", "empty", "--control", ...(tls ? ["--tls"] : [])];
    const child = spawn(program, options, { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: child.stdout })) {
      return new Gitlab(child, JSON.parse(line) as Ready);
    }
    throw new Error(`${program} ended before it was ready`);
  }

  stop(): void {
    this.#process.kill();
  }

  get url(): string {
    return this.#ready.url;
  }

  /** What the browser needs to know to trust its certificate. */
  get spki(): string | undefined {
    return this.#ready.spki;
  }

  person(name: string): Person {
    const person = this.people[name];
    if (!person) throw new Error(`there is no ${name} in this world`);
    return person;
  }

  async reset(world: string, version?: string, more: Record<string, unknown> = {}): Promise<void> {
    const answer = await this.#ask("POST", "reset", { world, ...(version ? { version } : {}), ...more });
    this.people = (answer as { users: Record<string, Person> }).users;
  }

  async fault(...faults: Fault[]): Promise<void> {
    this.onFault();
    await this.#ask("POST", "faults", faults);
  }

  /** Takes back the faults that still wait. */
  async forgetFaults(): Promise<void> {
    await this.#ask("DELETE", "faults");
  }

  /** Lets held answers go, if there are any. */
  async release(): Promise<number> {
    const { released } = (await this.#ask("POST", "release")) as { released: number };
    return released;
  }

  /** Lets a held answer go, after waiting for the request to arrive. */
  async releaseHeld(): Promise<void> {
    await expect.poll(() => this.release(), { message: "held answers" }).toBeGreaterThan(0);
  }

  /** The log: all of it, or only what is of a method (preflights are left out) and has a text in its path. */
  async requests(method?: string, path = ""): Promise<Logged[]> {
    const log = (await this.#ask("GET", "requests")) as Logged[] | { requests: Logged[] };
    const all = Array.isArray(log) ? log : log.requests;
    return method ? all.filter((request) => request.method === method && request.path.includes(path)) : all;
  }

  /** The log in a few numbers. */
  async tally(): Promise<Tally> {
    return (await this.#ask("GET", "tally")) as Tally;
  }

  /** Adds rows like others and takes some away, by table and id: `{ copy: { tokens: [5] }, remove: { projects: [7] } }`. */
  async changeRows(change: Partial<Record<"copy" | "remove", Record<string, number[]>>>): Promise<void> {
    await this.#ask("POST", "rows", change);
  }

  /** Forgets the log. */
  async clearRequests(): Promise<void> {
    await this.#ask("DELETE", "requests");
  }

  /** What is true, whatever was answered. */
  async tokens(): Promise<TrueToken[]> {
    return ((await this.#ask("GET", "state")) as { tokens: TrueToken[] }).tokens;
  }

  /** Sets the clock, and lets it run on from there. */
  async setClock(now: Date): Promise<void> {
    await this.#ask("POST", "clock", { now: now.toISOString() });
  }

  /** Applications and what was granted to them, as they truly are; with a change, after it. */
  async oauth(change?: Record<string, unknown>): Promise<OauthState> {
    return (await this.#ask(change ? "POST" : "GET", "oauth", change)) as OauthState;
  }

  /** The rows of a list as GitLab gives them to its administrator. */
  async list(path: string): Promise<Row[]> {
    const page = `${path}${path.includes("?") ? "&" : "?"}per_page=100`;
    return (await this.api("GET", page, this.person("root").token)) as Row[];
  }

  /** A token of scope api for somebody, made by the administrator. */
  async tokenFor(who: string): Promise<string> {
    const body = { name: "made for a test", scopes: ["api"], expires_at: inDays(30) };
    const path = `users/${this.person(who).id}/personal_access_tokens`;
    return ((await this.api("POST", path, this.person("root").token, body)) as { token: string }).token;
  }

  /** A person's tokens of a name, oldest first. */
  async tokensNamed(name: string, user = "ann"): Promise<TrueToken[]> {
    const found = (await this.tokens()).filter((token) => token.name === name && token.user === user);
    return found.sort((a, b) => a.id - b.id);
  }

  /** Asks GitLab itself, apart from the browser. */
  async api(method: string, path: string, token: string, body?: unknown): Promise<unknown> {
    return this.#send(method, `/api/v4/${path}`, body, { authorization: `Bearer ${token}` });
  }

  #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    return this.#send(method, `/__control/${path}`, body, {});
  }

  #send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
    const sender = this.#ready.certificate ? https : http;
    const options = {
      method,
      ca: this.#ready.certificate,
      headers: { ...headers, "content-type": "application/json" },
    };
    return new Promise((resolve, reject) => {
      const request = sender.request(this.url + path, options, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          if ((response.statusCode ?? 500) >= 400)
            reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
          else resolve(text === "" ? null : JSON.parse(text));
        });
      });
      request.on("error", reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

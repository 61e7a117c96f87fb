// What a person finds on a page by its role and name, where Playwright does not drive the browser.
import type { ElementHandle, Frame } from "puppeteer-core";

import { expect } from "./servers.ts";

/** What is of a role. */
const ROLES = {
  alert: "[role=alert]",
  button: "button",
  dialog: "dialog[open]",
  details: "aside",
  field: "input, textarea, select",
  heading: "h1, h2, h3",
  link: "a[href]",
  region: "section",
  row: "tbody tr",
  search: "search, [role=search]",
  status: "[role=status]",
  table: "table",
};

export type Role = keyof typeof ROLES;

/** One step inwards: what it is, and what it is called if it matters. */
type Step = [selector: string, name?: string];

/** Run in the page: the first that is to be seen. A name that ends in `…` is the beginning of one. */
function find(steps: Step[]): HTMLElement | null {
  const words = (text?: string | null): string => (text ?? "").replace(/\s+/g, " ").trim();
  const called = (element: HTMLElement): string => {
    // A row is called by its heading.
    if (element instanceof HTMLTableRowElement) return words(element.querySelector("th a")?.textContent);
    const label = element.getAttribute("aria-label");
    if (label !== null) return words(label);
    const ids = element.getAttribute("aria-labelledby")?.split(" ") ?? [];
    const labels = [...ids.map((id) => document.getElementById(id)), ...((element as HTMLInputElement).labels ?? [])];
    return words((labels.length > 0 ? labels : [element]).map((label) => label?.textContent).join(" "));
  };
  const fits = (element: HTMLElement, name?: string): boolean =>
    name === undefined || (name.endsWith("…") ? called(element).startsWith(name.slice(0, -1)) : called(element) === name);
  let found = [document.documentElement];
  for (const [selector, name] of steps) {
    const inside = found.flatMap((element) => [...element.querySelectorAll<HTMLElement>(selector)]);
    found = inside.filter((element) => element.checkVisibility() && fits(element, name));
  }
  return found[0] ?? null;
}

/** Run in the page: whether something stands still with nothing over its middle. */
async function isWithinReach(element: HTMLElement): Promise<boolean> {
  const middle = (): [number, number] => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  };
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
  const before = middle();
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const after = middle();
  const top = document.elementFromPoint(...after);
  const labels = [...((element as HTMLInputElement).labels ?? [])];
  return before.join() === after.join() && [element, ...labels].some((part) => part.contains(top));
}

/** Waits until something is so. */
export function until<T>(read: () => T | Promise<T>, message: string) {
  return expect.poll(read, { message, intervals: [20, 50, 100] });
}

/** A part of a page, looked for anew each time. */
export class Part {
  private constructor(
    readonly frame: Frame,
    readonly steps: Step[],
  ) {}

  /** All of a frame or page. */
  static of(frame: Frame): Part {
    return new Part(frame, [["body"]]);
  }

  /** A part of this one. */
  get(role: Role, name?: string): Part {
    return new Part(this.frame, [...this.steps, name === undefined ? [ROLES[role]] : [ROLES[role], name]]);
  }

  toString(): string {
    return this.steps.map(([selector, name]) => (name === undefined ? selector : `${selector} “${name}”`)).join(" › ");
  }

  /** Asks something of the element; `null` where it is not there. */
  async ask<T>(question: (element: HTMLElement) => T | Promise<T>): Promise<T | null> {
    const element = await this.#element();
    const answer = element && (await element.evaluate(question as (element: Element) => T | Promise<T>));
    await element?.dispose();
    return answer;
  }

  async isThere(): Promise<void> {
    await until(() => this.ask(() => true), `${this} is there`).toBe(true);
  }

  async isGone(): Promise<void> {
    await until(() => this.ask(() => true), `${this} is gone`).toBe(null);
  }

  async hasFocus(): Promise<void> {
    await until(() => this.ask((element) => element === document.activeElement), `${this} has the focus`).toBe(true);
  }

  /** Waits until this is read in it. */
  async says(text: string | RegExp): Promise<void> {
    const pattern = text instanceof RegExp ? text : new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    await until(async () => (await this.ask((element) => element.innerText)) ?? "", `${this} says it`).toMatch(pattern);
  }

  /** Presses it with the pointer, as soon as it can be reached. */
  async press(count = 1): Promise<void> {
    let element: ElementHandle<HTMLElement> | null = null;
    const reach = async (): Promise<boolean> => {
      await element?.dispose();
      element = await this.#element();
      return element !== null && (await element.evaluate(isWithinReach));
    };
    await until(reach, `${this} can be reached`).toBe(true);
    await (element as ElementHandle<HTMLElement> | null)?.click({ count });
  }

  /** Types into it, in the place of what is there. */
  async type(text: string): Promise<void> {
    await this.press(3);
    await this.frame.page().keyboard.type(text);
  }

  /** What is typed into it. */
  async value(): Promise<string> {
    return (await this.ask((element) => (element as HTMLInputElement).value)) ?? "";
  }

  async #element(): Promise<ElementHandle<HTMLElement> | null> {
    const found = await this.frame.evaluateHandle(find, this.steps);
    return found.asElement() as ElementHandle<HTMLElement> | null;
  }
}

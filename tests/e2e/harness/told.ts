// What a person is told when the first step fails, in both languages.

import type { Language } from "./sayings.ts";

interface Told {
  headline: string;
  step: string;
}

const UNREACHABLE = {
  en: { headline: "No answer from that address", step: "Check the address by opening it in another tab." },
  zh: { headline: "该地址没有回应", step: "请在另一个标签页中打开该地址进行检查。" },
};
const WITHHELD = {
  en: { headline: "Something answers, but not to this page", step: "Open the address in another tab and sign in to the portal if there is one." },
  zh: { headline: "有回应，但不对本页开放", step: "请在另一个标签页中打开该地址，如有门户请先登录" },
};
const NOT_GITLAB = {
  en: { headline: "This does not look like a GitLab", step: "If GitLab lives below a folder, type that too" },
  zh: { headline: "这看起来不是 GitLab", step: "如果 GitLab 位于某个目录下，请一并输入" },
};
const PORTAL = {
  en: { headline: "A web page answered instead of GitLab's API", step: "Open the address in another tab, sign in there if asked, then try again." },
  zh: { headline: "回答的是网页，而不是 GitLab 的 API", step: "请在另一个标签页中打开该地址，如有要求请先登录，然后重试。" },
};

/** Server failures by cause. */
export const SERVER_FAILURES = {
  "a port where nothing listens": UNREACHABLE,
  "a server whose certificate is not trusted": UNREACHABLE,
  "JSON that the page may not read": WITHHELD,
  "JSON of something that is no GitLab": NOT_GITLAB,
  "a web page with status 200": PORTAL,
  "a GitLab without CORS": WITHHELD,
  "a portal that sends elsewhere to sign in": WITHHELD,
  "a portal that answers in GitLab's place": PORTAL,
  "a proxy's error page": PORTAL,
} satisfies Record<string, { en: Told; zh: Told }>;

export type ServerFailure = keyof typeof SERVER_FAILURES;

/** What no server can be blamed for. */
export const PAGE_FAILURES = {
  offline: {
    en: { headline: "This machine is offline", step: "Connect, then try again." },
    "zh-CN": { headline: "本机处于离线状态", step: "请连接网络后重试。" },
  },
  policy: {
    en: { headline: "This page may not call that server", step: "ask whoever runs this page to allow it" },
    "zh-CN": { headline: "本页不能访问该服务器", step: "请重新载入页面以指定另一个服务器，或请运营者放行。" },
  },
  network: {
    en: { headline: "The browser keeps this page from your network", step: "Allow local network access in the browser's settings for this site, then try again." },
    "zh-CN": { headline: "浏览器不让本页访问您的网络", step: "请在浏览器的网站设置中为本页允许访问本地网络，然后重试。" },
  },
} satisfies Record<string, Record<Language, Told>>;

/** An address without encryption, typed into a page that came with it. */
export const INSECURE = {
  en: "http:// works for this machine only. Use https://.",
  "zh-CN": "http:// 仅可用于本机。请使用 https://。",
} satisfies Record<Language, string>;

/** Addresses as typed, and what is said of them. */
export const TYPED = {
  en: [
    ["", "Type the address of your GitLab."],
    ["ftp://gitlab.com", "The address must begin with https:// (or with nothing before the name)."],
    ["https://ann:pass@gitlab.com", "Leave out the user name and password before the @."],
    ["https://gitlab.com?x=1", "Leave out everything from the ? or # on."],
    ["https://git lab.com", "The address holds a space or a character that no address has."],
    ["https://a..b", "This is no name or number a server can have."],
    ["https://gitlab.com:65536", "The port after the colon must be a number from 1 to 65535."],
    ["https://gitlab.com/../x", "The part after the server's name must be a plain folder, such as /gitlab."],
  ],
  zh: [
    ["", "请输入您的 GitLab 地址。"],
    ["ftp://gitlab.com", "地址必须以 https:// 开头（或直接以名称开头）。"],
    ["https://gitlab.com:0", "冒号后的端口必须是 1 到 65535 之间的数字。"],
  ],
} satisfies Record<string, [string, string][]>;

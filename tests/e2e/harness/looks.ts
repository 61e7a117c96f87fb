// The four looks in which everything is photographed.
import type { Language } from "./sayings.ts";

export interface Look {
  language?: Language;
  colorScheme?: "light" | "dark";
  width?: number;
  height?: number;
}

export const LOOKS: Record<string, Look> = {
  "light": {},
  "dark": { colorScheme: "dark" },
  "narrow": { width: 320, height: 700 },
  "zh-CN": { language: "zh-CN" },
};

import { computed, effect, signal } from "@preact/signals";
import { choice } from "./url-state.js";

/** What the reader wants: the system's scheme unless they say otherwise. Kept in the address of every panel. */
export const themeField = choice("system", ["system", "light", "dark"]);
export const theme = signal<"system" | "light" | "dark">("system");

const dark = matchMedia("(prefers-color-scheme: dark)"),
  systemIsDark = signal(dark.matches);
dark.addEventListener("change", ({ matches }) => (systemIsDark.value = matches));

/** What is shown. What draws on a canvas reads it, to draw again when it changes. */
export const scheme = computed(() =>
  theme.value === "system" ? (systemIsDark.value ? "dark" : "light") : theme.value,
);

effect(() => {
  document.documentElement.dataset.scheme = scheme.value;
});

/** The value of a custom property of the style sheet, for canvases. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

import { batch, effect, signal } from "@preact/signals";
import { panels } from "../panels/index.js";
import type { Panel } from "./panel.js";
import { formatRoute, parseRoute } from "./route.js";
import { theme, themeField } from "./theme.js";
import { type Field, readState, type UrlState, writeState } from "./url-state.js";

type State = UrlState<Readonly<Record<string, Field>>>;

/** The panel that is open, once its code is there. */
export interface Opened {
  readonly panel: Panel;
  readonly state: State;
}

export const opened = signal<Opened | undefined>(undefined);
/** The panel asked for, and what kept its code from loading. */
export const wanted = signal("");
export const failure = signal<unknown>(undefined);

const themeFields = { theme: themeField };
/** Where each panel was left, so that its tab leads back there. */
const left = signal<Readonly<Record<string, string>>>({});
let pending: ReturnType<typeof setTimeout> | undefined;

/** The address of a panel: as it was left, or with its defaults. */
export function addressOf(slug: string): string {
  const { query } = parseRoute(left.value[slug] ?? `#/${slug}`);
  for (const [name, value] of writeState(themeFields, { theme })) query.set(name, value);
  return formatRoute({ slug, query });
}

/** Puts every field back to its default. */
export function reset(): void {
  const { panel, state } = opened.value!;
  assign(panel, state, new URLSearchParams());
}

/** Follows the address, and makes it follow the state. */
export function connectAddress(): void {
  effect(() => {
    if (opened.value) writeState(opened.value.panel.fields, opened.value.state);
    theme.value;
    clearTimeout(pending);
    // Browsers limit how often an address may change; a slider on the move need not be in it.
    pending = setTimeout(flush, 80);
  });
  addEventListener("hashchange", follow);
  // A link must find what was just set already in the history.
  addEventListener("click", flush, { capture: true });
  addEventListener("pagehide", flush);
  follow();
}

/** Writes the state into the address now. */
export function flush(): void {
  if (pending === undefined) return;
  clearTimeout(pending);
  pending = undefined;
  const now = opened.peek();
  if (!now || parseRoute(location.hash).slug !== now.panel.slug) return;
  const query = writeState(now.panel.fields, now.state);
  for (const [name, value] of writeState(themeFields, { theme })) query.set(name, value);
  const hash = formatRoute({ slug: now.panel.slug, query });
  if (hash !== location.hash) history.replaceState(history.state, "", hash);
  left.value = { ...left.peek(), [now.panel.slug]: hash };
}

function follow(): void {
  const { slug, query } = parseRoute(location.hash),
    entry = panels.find((one) => one.slug === slug) ?? panels[0]!;
  // What waited to be written belongs to the address before this one.
  clearTimeout(pending);
  pending = undefined;
  theme.value = readState(themeFields, query).theme.peek();
  wanted.value = entry.slug;
  failure.value = undefined;
  if (entry.slug !== slug) history.replaceState(history.state, "", formatRoute({ slug: entry.slug, query }));
  const now = opened.peek();
  if (now?.panel.slug === entry.slug) assign(now.panel, now.state, query);
  else void open(entry.slug);
}

async function open(slug: string): Promise<void> {
  try {
    const panel = await panels.find((one) => one.slug === slug)!.load();
    if (wanted.peek() !== slug) return;
    opened.value = { panel, state: readState(panel.fields, parseRoute(location.hash).query) };
  } catch (error) {
    if (wanted.peek() === slug) failure.value = error;
  }
}

function assign({ fields }: Panel, state: State, query: URLSearchParams): void {
  const next = readState(fields, query);
  batch(() => {
    for (const name of Object.keys(fields)) state[name]!.value = next[name]!.peek();
  });
}

import type { Panel } from "../shell/panel.js";
import type { Field } from "../shell/url-state.js";

/** A panel as the tabs know it; its code is loaded when it is first opened. */
export interface PanelEntry {
  readonly slug: string;
  /** The tab's text. */
  readonly name: string;
  readonly load: () => Promise<Panel>;
}

export const panels: readonly PanelEntry[] = [
  entry("sparse-learning", "Sparse learning", async () => (await import("./sparse-learning/panel.js")).panel),
  entry(
    "structure-function",
    "Structure and function",
    async () => (await import("./structure-function/panel.js")).panel,
  ),
  entry("sequence-memory", "Sequence memory", async () => (await import("./sequence-memory/panel.js")).panel),
  entry("connectome", "Connectome", async () => (await import("./connectome/panel.js")).panel),
];

/** Its state goes to no other panel than itself, so the shell need not know the type. */
function entry<Fields extends Readonly<Record<string, Field>>>(
  slug: string,
  name: string,
  load: () => Promise<Panel<Fields>>,
): PanelEntry {
  return { slug, name, load: load as unknown as () => Promise<Panel> };
}

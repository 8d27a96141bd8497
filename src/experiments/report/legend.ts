import { escapeHtml } from "./html.js";

/** Colours of the palette; after them lines are dashed, so a series never looks like another one. */
const colours = 7;

/** Attributes that give series `index` its colour and, from the eighth on, its dashes. */
export function seriesStyle(index: number): string {
  const dashes = Math.floor(index / colours);
  return `style="--c:var(--s${index % colours})${dashes === 0 ? "" : `;--dash:${4 + 3 * dashes} 4`}"`;
}

/** Names the colours, and the dotted lines and shaded stretches of a line chart; nothing when there is nothing to tell apart. */
export function legend(
  shape: "line" | "block",
  series: readonly { readonly name: string }[],
  references: readonly { readonly label: string }[] = [],
  spans?: string,
): string {
  if (series.length < 2 && references.length === 0 && spans === undefined) return "";
  const sample = '<svg viewBox="0 0 24 10" width="24" height="10" aria-hidden="true"><path d="M1 5H23"/></svg>',
    named = series.map(({ name }, k) => `<li class="${shape}" ${seriesStyle(k)}>${sample}${escapeHtml(name)}</li>`),
    others = references.map(({ label }) => `<li class="reference">${sample}${escapeHtml(label)}</li>`),
    stretches = spans === undefined ? "" : `<li class="block span">${sample}${escapeHtml(spans)}</li>`;
  return `<ul class="legend">${named.join("")}${others.join("")}${stretches}</ul>`;
}

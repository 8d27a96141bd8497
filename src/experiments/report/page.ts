import { escapeHtml, type Section } from "./html.js";
import { formatNumber } from "./numbers.js";
import { stylesheet } from "./style.js";

export interface PageOptions {
  readonly title: string;
  readonly subtitle?: string;
  readonly sections: readonly Section[];
  /** What made the page: version, seed, machine, time. */
  readonly footer?: string;
  /** Language of the given texts as a BCP 47 tag. Default "en". */
  readonly language?: string;
}

/** A complete HTML document that needs nothing else: no script, no file, no request (its own policy forbids them). */
export function page({ title, subtitle, sections, footer, language = "en" }: PageOptions): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    body = sections.map((section, index) => section.render(`s${index}`)).join("\n");
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${stylesheet}</style>
</head>
<body>
<header><h1>${escapeHtml(title)}</h1>${subtitle === undefined ? "" : `<p>${escapeHtml(subtitle)}</p>`}</header>
<main>
${body}
</main>
${footer === undefined ? "" : `<footer>${escapeHtml(footer)}</footer>\n`}</body>
</html>
`;
}

export function heading(text: string): Section {
  return { render: (id) => `<h2 id="${id}">${escapeHtml(text)}</h2>` };
}

export function paragraph(text: string): Section {
  return { render: () => `<p>${escapeHtml(text)}</p>` };
}

/** Sections side by side where there is room, below each other where there is not. */
export function sideBySide(...sections: readonly Section[]): Section {
  const render = (id: string) => sections.map((section, index) => section.render(`${id}-${index}`)).join("");
  return { render: (id) => `<div class="side-by-side">${render(id)}</div>` };
}

export interface Tile {
  readonly label: string;
  readonly value: string | number;
  readonly unit?: string;
  /** A few words of comparison under the value. */
  readonly note?: string;
}

/** The few numbers a reader should take away. */
export function tiles(list: readonly Tile[]): Section {
  const items = list.map(({ label, value, unit, note }) => {
    const number = typeof value === "number" ? formatNumber(value) : escapeHtml(value),
      small = unit === undefined ? "" : `<small> ${escapeHtml(unit)}</small>`;
    const below = note === undefined ? "" : `<dd class="note">${escapeHtml(note)}</dd>`;
    return `<div><dt>${escapeHtml(label)}</dt><dd>${number}${small}</dd>${below}</div>`;
  });
  return { render: () => `<dl class="tiles">${items.join("")}</dl>` };
}

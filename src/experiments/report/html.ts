/** One block of a report page. `render` gets an id that no other section of the page has. */
export interface Section {
  readonly render: (id: string) => string;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML, safe between tags and inside quoted attributes. What HTML forbids becomes U+FFFD. */
export function escapeHtml(text: string): string {
  let safe = "";
  for (const character of text) {
    const code = character.charCodeAt(0),
      forbidden = (code < 32 && code !== 9 && code !== 10 && code !== 13) || (code >= 127 && code < 160);
    // A surrogate without its partner comes alone.
    const broken = character.length === 1 && code >= 0xd800 && code < 0xe000;
    safe += forbidden || broken ? "\ufffd" : (entities[character] ?? character);
  }
  return safe;
}

/** What every figure has: a title above it and, if wanted, a sentence on what is to be seen. */
export interface FigureText {
  readonly title: string;
  readonly caption?: string;
}

/** A figure named by its title for screen readers. `body` is HTML. */
export function figure(id: string, { title, caption }: FigureText, body: string): string {
  const note = caption === undefined ? "" : `<p>${escapeHtml(caption)}</p>`;
  return `<figure aria-labelledby="${id}-title"><figcaption><h3 id="${id}-title">${escapeHtml(title)}</h3>${note}</figcaption>${body}</figure>`;
}

/** Something wide that scrolls sideways on its own instead of widening the page; focusable so that keys scroll it. */
export function scrolling(label: string, body: string): string {
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(label)}">${body}</div>`;
}

/** Text for screen readers only. */
export function spoken(text: string): string {
  return `<span class="spoken">${escapeHtml(text)}</span>`;
}

/** A share of 1 as a CSS percentage. */
export function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))}%`;
}

import { expect } from "vitest";
import { page, type Section } from "../../../src/experiments/report/index.js";

const voidElements = new Set(["meta", "img", "br"]);

/** Every tag closed in order, every attribute quoted, text free of stray brackets; ids unique and references met. */
export function expectWellFormed(html: string): void {
  const open: string[] = [],
    tag = /<(\/?)([a-z][a-z0-9]*)((?: [a-z][a-z0-9-]*(?:="[^"<>]*")?)*)(\/?)>/gi;
  const body = html.replace(/^<!doctype html>\n/, "").replace(/<style>[^<]*<\/style>/, ""),
    rest = body.replace(tag, (_, slash, name, attributes, closed) => {
      const names: string[] = attributes.replace(/"[^"]*"/g, "").match(/[a-z-]+=/gi) ?? [];
      expect(new Set(names).size).toBe(names.length);
      if (slash === "/") expect(open.pop()).toBe(name);
      else if (!voidElements.has(name) && closed !== "/") open.push(name);
      return "";
    });
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  expect(rest.replace(/&(?:amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
  const ids = Array.from(html.matchAll(/ id="([^"]*)"/g), ([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, id] of html.matchAll(/(?:aria-labelledby="|url\(#)([^")]*)/g)) expect(ids).toContain(id);
}

/**
 * A page of the sections, checked for what every page must be: well-formed, alone in the world, free of leaked values.
 */
export function checked(...sections: readonly Section[]): string {
  const html = page({ title: "Test", sections });
  expectWellFormed(html);
  // Base64 may spell anything.
  const text = html.replace(/"data:image\/png;base64,[A-Za-z0-9+/=]*"/g, '""');
  expect(text).not.toMatch(/<script|<link|https?:|@import|url\((?!#)/);
  expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/);
  return html;
}

/** Attribute values of one name, in order. */
export function attributes(html: string, name: string): string[] {
  return Array.from(html.matchAll(new RegExp(` ${name}="([^"]*)"`, "g")), ([, value]) => value!);
}

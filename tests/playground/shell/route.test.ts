import fc from "fast-check";
import { expect, it } from "vitest";
import { formatRoute, parseRoute } from "../../../playground/shell/route.js";

it("an address comes back from its parts", () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z-]+$/),
      fc.dictionary(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" })),
      (slug, query) => {
        const route = parseRoute(formatRoute({ slug, query: new URLSearchParams(query) }));
        expect([route.slug, Object.fromEntries(route.query)]).toEqual([slug, query]);
      },
    ),
  );
});

it.each([
  ["", "", ""],
  ["#", "", ""],
  ["#/", "", ""],
  ["#/gevb", "gevb", ""],
  ["#/gevb/", "gevb", ""],
  ["#gevb?a=1", "gevb", "a=1"],
  ["#/gevb?a=1?b=2", "gevb", "a=1%3Fb%3D2"],
])("%j is panel %j with %j", (hash, slug, query) => {
  const route = parseRoute(hash);
  expect([route.slug, String(route.query)]).toEqual([slug, query]);
});

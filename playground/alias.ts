import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../src/", import.meta.url));

/** The package's public names, by which the playground imports it as any page would; here they lead to its sources. */
export const alias = [
  { find: /^neurite$/, replacement: `${source}index.ts` },
  { find: /^neurite\/((?:models|experiments)\/[\w-]+)$/, replacement: `${source}$1.ts` },
  { find: /^neurite\/(\w+)$/, replacement: `${source}$1/index.ts` },
];

import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../src/", import.meta.url));

/** The playground imports the package by its public names, as any page would; here they lead to its sources. */
export const alias = [
  { find: /^neurite$/, replacement: `${source}index.ts` },
  { find: /^neurite\/((?:models|experiments)\/[\w-]+)$/, replacement: `${source}$1.ts` },
  { find: /^neurite\/(\w+)$/, replacement: `${source}$1/index.ts` },
];

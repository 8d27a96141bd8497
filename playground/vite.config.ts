import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { alias } from "./alias.js";
import { contentSecurityPolicy } from "./bundle/content-security-policy.js";
import { offline } from "./bundle/offline.js";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Isolated from other origins, a page may share memory with its workers: threads. */
const headers = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

export default defineConfig({
  root: folder("."),
  // Relative addresses: the built folder works wherever it is put.
  base: "./",
  resolve: { alias },
  plugins: [contentSecurityPolicy(), offline()],
  worker: { format: "es" },
  build: {
    outDir: folder("../build/playground"),
    emptyOutDir: true,
    target: "es2022",
    // Inlined, they would be data: addresses, which the policy does not load.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { headers },
  preview: { headers },
});

import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

export interface Served {
  readonly address: string;
  /** What was asked for and not found, and violations of the policy that browsers reported to /violations. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/** Serves a folder as it is, every answer with the same headers. */
export async function serve(folder: string, headers: Readonly<Record<string, string>> = {}): Promise<Served> {
  const problems: string[] = [],
    server = createServer(async (request, response) => {
      const path = normalize(decodeURIComponent(new URL(request.url ?? "", "http://localhost").pathname)),
        file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (path === "/violations") {
        for await (const report of request) problems.push(String(report));
        response.writeHead(204).end();
      } else if (existsSync(file) && statSync(file).isFile()) {
        response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
        response.end(readFileSync(file));
      } else {
        problems.push(`404 ${path}`);
        response.writeHead(404).end();
      }
    });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    problems,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

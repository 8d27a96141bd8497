import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { type Cell, versionOf, visits } from "./cell.js";
import { Project } from "./project.js";

const tools = inject("next");

/** One application, built for production by either bundler: a server component, a route and a client component. */
function next(bundler: string): Cell {
  const name = `Next.js 16, ${bundler}`;
  return {
    name,
    tool: versionOf(tools, "next"),
    async run(browsers) {
      const project = new Project(name),
        program = join(project.folder, "node_modules/next/dist/bin/next");
      // Linked, since it is 340 MB; in its place, since Turbopack looks no further than the project.
      execFileSync("cp", ["-al", `${tools}/node_modules/.`, join(project.folder, "node_modules")]);
      cpSync("tests/matrix/next/app", join(project.folder, "app"), { recursive: true });
      for (const file of ["program.js", "report.js"]) project.write(`app/${file}`, project.read(file));
      await project.run(process.execPath, program, "build", `--${bundler}`);
      const bytes = project.gzipped(".next/static");
      return project.serving(
        (port) => [program, "start", "--hostname", "127.0.0.1", "--port", port],
        async (address) => {
          const route = await (await fetch(`${address}/api`)).json(),
            page = await (await fetch(address)).text(),
            [, text = ""] = /<pre>(.*?)<\/pre>/.exec(page) ?? [];
          return {
            bytes,
            answers: [
              { where: "route", result: route, problems: [] },
              { where: "server component", result: JSON.parse(text.replaceAll("&quot;", '"')), problems: [] },
              ...(await visits(browsers, `${address}/client`)),
            ],
          };
        },
      );
    },
  };
}

export const nextCells: readonly Cell[] = [next("turbopack"), next("webpack")];

import { existsSync } from "node:fs";
import { access, constants, open, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ArgumentError } from "../errors.js";
import type { Section } from "../experiments/report/html.js";
import { page } from "../experiments/report/page.js";
import { type Cell, claimsTable, table } from "../experiments/report/table.js";
import { duration } from "../experiments/report/text.js";
import type { Run } from "./outcome.js";
import { changesOf } from "./settings.js";

/** Asked before a run, which may take long. @throws {ArgumentError} unless `file` can be written */
export async function expectWritable(call: string, file: string): Promise<void> {
  try {
    if (existsSync(file)) await (await open(file, "r+")).close();
    else await access(dirname(file), constants.W_OK);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new ArgumentError(call, "--report", file, `a file that can be written (${reason})`);
  }
}

/** Writes the page of a run. @throws {ArgumentError} when the file cannot be written any more */
export async function writeReport(call: string, file: string, run: Run): Promise<void> {
  try {
    await writeFile(file, reportPage(run));
  } catch (cause) {
    throw new ArgumentError(call, "--report", file, `a file that can be written (${(cause as Error).message})`);
  }
}

export function reportPage({ experiment, scale, seed, config, outcome, interrupted, wallMs, versions }: Run): string {
  const { claims, report, data, fingerprint } = outcome,
    [first, ...others] = report,
    changes = changesOf(experiment, scale, config).map((change) => ` --set ${shellWord(change)}`);
  const verdict = claims.length > 0 ? [claimsTable({ title: "Claims", claims })] : [];
  return page({
    title: experiment.title,
    subtitle: `${data}. Source: ${experiment.source}.${interrupted ? " This run was interrupted." : ""}`,
    sections: [...(first ? [first] : []), ...verdict, ...others, configTable(experiment, config)],
    footer: [
      `neurite run ${experiment.slug} --scale ${scale} --seed ${seed}${changes.join("")}`,
      `${duration(wallMs)}`,
      `neurite ${versions.neurite}, kernels ${versions.kernels}, Node ${versions.node}`,
      ...(fingerprint ? [`weights ${fingerprint}`] : []),
    ].join(" · "),
  });
}

function configTable({ about }: Run["experiment"], config: object): Section {
  const rows = Object.entries(config).map(([name, value]): Cell[] => {
    // With blanks, so that long objects break into lines.
    const plain = typeof value === "object" ? JSON.stringify(value, null, 1).replace(/\n */g, " ") : String(value);
    return [name, plain, about?.[name] ?? ""];
  });
  return table({ title: "Configuration", columns: ["Field", "Value", "Meaning"], rows });
}

/** In quotes when a shell would take it for something else. */
function shellWord(text: string): string {
  return /^[\w.,=+:/@%-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

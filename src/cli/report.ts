import { existsSync } from "node:fs";
import { access, constants, open, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ArgumentError } from "../errors.js";
import { page } from "../experiments/report/page.js";
import { claimsTable } from "../experiments/report/table.js";
import { duration } from "../experiments/report/text.js";
import type { Run } from "./outcome.js";

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

export function reportPage({ experiment, scale, seed, outcome, interrupted, wallMs, versions }: Run): string {
  const { claims, report, data, fingerprint } = outcome,
    [first, ...others] = report;
  const verdict = claims.length > 0 ? [claimsTable({ title: "Claims", claims })] : [];
  return page({
    title: experiment.title,
    subtitle: `${data}. Source: ${experiment.source}.${interrupted ? " This run was interrupted." : ""}`,
    sections: [...(first ? [first] : []), ...verdict, ...others],
    footer: [
      `neurite run ${experiment.slug} --scale ${scale} --seed ${seed}`,
      `${duration(wallMs)}`,
      `neurite ${versions.neurite}, kernels ${versions.kernels}, Node ${versions.node}`,
      ...(fingerprint ? [`weights ${fingerprint}`] : []),
    ].join(" · "),
  });
}

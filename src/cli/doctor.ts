import { formatNumber } from "../experiments/report/numbers.js";
import { byteSize, duration, textTable } from "../experiments/report/text.js";
import { doctor as examine } from "../wasm/doctor.js";
import { type Command, exit } from "./command.js";
import { paintFor } from "./terminal.js";

export const doctor: Command = {
  name: "doctor",
  summary: "Examines this machine and installation: what a bug report should hold.",
  options: { json: { help: "one JSON object on standard output" } },
  async run(given, terminal) {
    const report = await examine(),
      { version, runtime, features, kernels, memory, threads, loadMs, problems } = report,
      status = problems.length > 0 ? exit.failed : exit.ok;
    if (given.has("json")) {
      terminal.out.write(`${JSON.stringify(report)}\n`);
      return status;
    }
    const paint = paintFor(terminal.out, terminal),
      yes = (there: boolean) => (there ? "yes" : "no");
    const rows = [
      ["neurite", version],
      ["runtime", `${runtime.name} ${runtime.version}, ${process.platform} ${process.arch}`],
      ["WebAssembly", yes(features.wasm)],
      ["SIMD", `${yes(features.simd)}, needed`],
      ["threads", threads.usable ? `yes, ${threads.processors} processors` : `no, not needed: ${threads.reason}`],
      ["gzip streams", `${yes(features.decompressionStream)}, needed`],
      [
        "kernels",
        `${byteSize(kernels.bytes)}, ${formatNumber(kernels.exports)} exports, SHA-256 ${kernels.sha256.slice(0, 16)}…`,
      ],
      ["memory", memory ? `${byteSize(memory.initialBytes)} at first, at most ${byteSize(memory.limitBytes)}` : "none"],
      ["loading", loadMs === undefined ? "failed" : duration(loadMs)],
    ];
    const lines = textTable(rows, { style: (entry, _, column) => (column === 0 ? paint("dim", entry) : entry) });
    const findings = problems.map((problem) => `${paint("red", "✗")} ${problem}`);
    const verdict = findings.length > 0 ? findings : [`${paint("green", "✓")} everything works`];
    terminal.out.write(`${[...lines, "", ...verdict].join("\n")}\n`);
    return status;
  },
};

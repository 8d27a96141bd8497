import { duration } from "../experiments/report/text.js";
import type { Sink } from "./terminal.js";

export interface Progress {
  update(report: { label: string; done: number; total: number; note?: string }): void;
  /** Takes the bar off the screen. */
  finish(): void;
}

const barWidth = 24;

/**
 * Progress on a stream: on a terminal one line, rewritten at most ten times a second, with the time left; elsewhere a line
 * at the start of every label and whenever another tenth of it is done, at most one in five seconds.
 */
export function progressOn(sink: Sink, now: () => number = () => performance.now()): Progress {
  let label = "",
    begun = 0,
    shown = Number.NEGATIVE_INFINITY,
    tenths = 0,
    drawn = false;
  const clear = () => {
    if (drawn) sink.write("\r\x1b[2K");
    drawn = false;
  };
  return {
    update({ done, total, note = "", ...report }) {
      const time = now(),
        share = total > 0 ? Math.min(1, done / total) : 0,
        isNew = report.label !== label;
      if (isNew) [label, begun, tenths] = [report.label, time, 0];
      // The first second says little about those to come.
      const known = time - begun > 1000 && share > 0 && share < 1,
        left = known ? `${duration(((time - begun) / share) * (1 - share))} left` : "";
      const text = [label, sink.isTTY ? bar(share) : "", `${Math.floor(100 * share)} %`.padStart(5), left, note];
      const line = text.filter(Boolean).join("  ");
      if (sink.isTTY) {
        if (!isNew && share < 1 && time - shown < 100) return;
        clear();
        sink.write(line.slice(0, Math.max(20, (sink.columns ?? 80) - 1)));
        drawn = true;
      } else {
        if (!isNew && (Math.floor(10 * share) === tenths || time - shown < 5000)) return;
        sink.write(`${line}\n`);
      }
      tenths = Math.floor(10 * share);
      shown = time;
    },
    finish: clear,
  };
}

function bar(share: number): string {
  const filled = Math.round(barWidth * share);
  return "█".repeat(filled) + "░".repeat(barWidth - filled);
}

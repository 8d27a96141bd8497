import { Arena, load } from "neurite";
import { dendrites } from "neurite/dendrites";
import { type JobContext, serve, transferring } from "neurite/jobs";
import { Replay, type ShowRequest } from "./sequences/replay.js";
import type { Alarm } from "./streams/alarms.js";
import { type Scores, score } from "./streams/detector.js";
import { scoresCsv } from "./streams/export.js";
import { type Columns, decode, guessColumns, readSeries, readTable, type Series } from "./streams/reading.js";

const arena = load({ families: [dendrites] }).then((kernels) => new Arena(kernels)),
  replay = arena.then((arena) => new Replay(arena));

/** A file, or what is in one, and what to call it. */
export interface Source {
  readonly name: string;
  readonly content: Blob | string;
}

const textOf = async ({ name, content }: Source): Promise<string> =>
  typeof content === "string" ? content : decode(await content.arrayBuffer(), name);

/** The names of a file's columns, and which seem to hold times and values. */
export interface Opened {
  readonly columns: readonly string[];
  readonly guess: Columns;
}

export interface Scored {
  /** Without its moments: 50 000 of them would hold the page up for more than 50 ms. */
  readonly series: Omit<Series, "moments">;
  readonly scores: Scores;
}

serve({
  async show(request: ShowRequest, context: JobContext<number>) {
    const frame = await (await replay).show(request, context);
    return transferring(frame, [frame.states.buffer, frame.anomalies.buffer, frame.rounds.buffer]);
  },
  async save(request: ShowRequest, context: JobContext<number>) {
    const bytes = await (await replay).save(request, context);
    return transferring(bytes, [bytes.buffer]);
  },
  async open(source: Source): Promise<Opened> {
    const table = await readTable(await textOf(source), source.name);
    return { columns: table.columns, guess: guessColumns(table) };
  },
  async score(
    { source, columns, seed }: { source: Source; columns: Columns; seed: number },
    context: JobContext<number>,
  ) {
    const { moments, ...series } = readSeries(await readTable(await textOf(source), source.name), columns),
      { length } = series.values,
      { signal } = context,
      scores = await score(await arena, { ...series, moments }, seed, {
        signal,
        progress: (rows) => context.progress(rows / length),
      });
    return transferring<Scored>({ series, scores }, [
      series.values.buffer,
      scores.anomaly.buffer,
      scores.likelihood.buffer,
    ]);
  },
  export: ({ series, scores, alarms }: Scored & { alarms: readonly Alarm[] }) =>
    new Blob([scoresCsv(series, scores, alarms)], { type: "text/csv" }),
});

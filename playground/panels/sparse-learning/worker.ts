import { type JobContext, serve, transferring } from "neurite/jobs";
import { type Attention, buffersOf, type Live } from "./live.js";
import { type OpenInput, Workbench } from "./workbench.js";

const bench = new Workbench();

const handOver = (live: Live) => transferring(live, buffersOf(live));

serve({
  async open(input: OpenInput) {
    const opened = await bench.open(input);
    return transferring(opened, buffersOf(opened.live));
  },
  async train(until: number, { signal, progress }: JobContext<Live>) {
    return handOver(await bench.train(until, signal, (live) => progress(live, buffersOf(live))));
  },
  /** Undefined, as is what follows, in a worker that took another's place. */
  async rest() {
    return bench.isOpen ? handOver(await bench.rest()) : undefined;
  },
  look(attention: Attention) {
    if (!bench.isOpen) return undefined;
    const shown = bench.look(attention),
      live = bench.see();
    return transferring({ shown, live }, buffersOf(live));
  },
  save() {
    const bytes = bench.save();
    return transferring(bytes, [bytes.buffer]);
  },
  async load(file: File) {
    return handOver(await bench.load(file));
  },
});

import { fillNormal } from "../ops/random.js";
import { Random } from "../random.js";
import { Tape } from "../tape/tape.js";
import type { Arena } from "../wasm/arena.js";
import type { Layer } from "./layer.js";

/** How a layer is going to be used, as far as its speed depends on it. */
export interface LayerUse {
  /** Examples that go through it at a time. */
  readonly batch: number;
  /** Whether it learns, and not only runs forward; true by default. */
  readonly training?: boolean;
  /** Whether it is the network's first, which passes no error down; false by default. */
  readonly first?: boolean;
}

/**
 * A layer by itself on a tape. The function runs it forward and, in training, computes the gradients of its weights and
 * bias and passes the error down, on random activity and errors; it allocates nothing. The arena owns all of it.
 */
export function layerStep(
  arena: Arena,
  layer: Layer,
  columns: number,
  { batch, training = true, first = false }: LayerUse,
): () => void {
  const random = new Random(0),
    tape = new Tape(arena, { gradients: training }),
    x = tape.input([columns, batch], { gradient: training && !first });
  const site = { arena, name: layer.name, features: columns, shape: [columns], components: undefined, first, random },
    y = layer.bind(site).record(x),
    operations = [...tape.operations].reverse();
  fillNormal(random.stream("activity"), x.value);
  if (!y.gradient) return () => tape.forward();
  fillNormal(random.stream("error"), y.gradient);
  return () => {
    tape.forward();
    tape.startSweep();
    for (const operation of operations) operation.backward();
  };
}

/**
 * Milliseconds that a call of each form takes: those of its quickest turn, as other work on the machine only makes turns
 * longer. A form is called in a row until that is long enough for coarse clocks, which also warms it up; then all of them
 * alternate, 12 times, or as often as fits into 40 ms, but three times at least.
 * @param mostCalls in one turn, should the clock stand still
 */
export function timesInTurns(forms: readonly (() => void)[], mostCalls: number): number[] {
  const calls = forms.map((form) => {
    let count = 1;
    while (timeOf(form, count) < 2 && 2 * count <= mostCalls) count *= 2;
    return count;
  });
  const quickest = forms.map(() => Number.POSITIVE_INFINITY),
    round = () => quickest.reduce((sum, time) => sum + time, 0);
  for (let turn = 0; turn < 3 || (turn < 12 && turn * round() < 40); turn++)
    for (const [i, form] of forms.entries()) quickest[i] = Math.min(quickest[i]!, timeOf(form, calls[i]!));
  return quickest.map((time, i) => time / calls[i]!);
}

function timeOf(form: () => void, calls: number): number {
  const begin = performance.now();
  for (let i = 0; i < calls; i++) form();
  return performance.now() - begin;
}

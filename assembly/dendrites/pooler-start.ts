import { setU32, u32At } from "./array";
import { centreHood, Hood, nextRun } from "./hood";
import { allocate } from "./host";
import { Pooler, roundUp, rowOf } from "./pooler";
import { drawNext, Random, shuffle, unitReal } from "./random";

/** Share of the synapses that start connected. */
// @ts-ignore: decorator
@inline
const startConnected: f64 = 0.5;

/** Synapses of a column whose neighbourhood has so many inputs: rounded to the nearest, halves up. */
function poolSize(p: Pooler, inputs: u32): u32 {
  return <u32>Math.floor(<f64>inputs * <f64>p.potentialFraction + 0.5);
}

/** The input at the centre of a column's neighbourhood: ⌊(c + ½) · inputs / columns⌋ in every dimension. */
function centreOf(p: Pooler, column: u32): u32 {
  let centre: u32 = 0,
    place: u32 = 1;
  for (let axis = <i32>p.columnAxes - 1; axis >= 0; axis--) {
    const columns = u32At(p.columnShape, axis),
      inputs = u32At(p.inputShape, axis),
      along = (((<u64>(column % columns)) * 2 + 1) * <u64>inputs) / ((<u64>columns) << 1);
    centre += <u32>along * place;
    place *= inputs;
    column /= columns;
  }
  return centre;
}

/** The most inputs that any neighbourhood has. */
function widestHood(p: Pooler): u32 {
  let inputs: u64 = 1;
  for (let axis: u32 = 0; axis < p.inputAxes; axis++)
    inputs *= min<u64>(u32At(p.inputShape, axis), 2 * (<u64>p.potentialRadius) + 1);
  return <u32>inputs;
}

/** Room for pools and permanences, all of them empty. */
export function makePools(p: Pooler): void {
  const owner = changetype<usize>(p),
    columns = <usize>p.columns;
  p.synapseStride = max(roundUp(poolSize(p, widestHood(p)), 4), 4);
  const row = (<usize>p.synapseStride) << 2;
  p.poolSizes = allocate(owner, columns << 2);
  p.connected = allocate(owner, columns << 2);
  p.pools = allocate(owner, columns * row);
  p.permanences = allocate(owner, columns * row);
  for (let slot: usize = 0; slot < columns * p.synapseStride; slot++) store<u32>(p.pools + (slot << 2), p.inputs);
}

/** Draws every column's pool and permanences. `hood` is one of the grid of inputs. */
export function drawPools(p: Pooler, hood: Hood): void {
  const random = changetype<Random>(p.random);
  // Between steps nothing else stands there.
  const list = p.active,
    bits = p.activeBits;
  for (let column: u32 = 0; column < p.columns; column++) {
    const inputs = centreHood(hood, centreOf(p, column), p.potentialRadius),
      size = poolSize(p, inputs),
      pool = p.pools + rowOf(p, column);
    let listed: u32 = 0;
    while (nextRun(hood)) for (let i: u32 = 0; i < hood.length; i++) setU32(list, listed++, hood.start + i);
    sample(random, list, inputs, size);
    sortBits(list, size, bits, p.inputs, pool);
    for (let slot: u32 = 0; slot < size; slot++)
      store<f32>(p.permanences + rowOf(p, column) + ((<usize>slot) << 2), drawPermanence(random, p.threshold));
    setU32(p.poolSizes, column, size);
  }
}

/** Puts `count` of the items, drawn without replacement, in front. */
function sample(random: Random, items: usize, size: u32, count: u32): void {
  if (!count) return;
  if (random.compatible) {
    shuffle(random, items, size);
    return;
  }
  for (let i: u32 = 0; i < count; i++) drawNext(random, items, i, size);
}

/** The items, each below `limit` and there once, in ascending order; `bits` are clear before and after. */
function sortBits(items: usize, count: u32, bits: usize, limit: u32, out: usize): void {
  for (let i: u32 = 0; i < count; i++) {
    const item = <usize>u32At(items, i),
      word = bits + ((item >> 6) << 3);
    store<u64>(word, load<u64>(word) | ((<u64>1) << (<u64>item & 63)));
  }
  for (let base: u32 = 0; base < limit; base += 64) {
    const at = bits + ((<usize>base >> 6) << 3);
    for (let word = load<u64>(at); word; word &= word - 1) {
      store<u32>(out, base + <u32>ctz(word));
      out += 4;
    }
    store<u64>(at, 0);
  }
}

/** Two draws: whether it is connected, then where in [threshold, 1] or [0, threshold]. */
function drawPermanence(random: Random, threshold: f32): f32 {
  const isConnected = unitReal(random) <= startConnected,
    least: f32 = isConnected ? threshold : 0,
    span: f32 = isConnected ? <f32>1 - threshold : threshold;
  // The threshold of a connected permanence of 0 is negative.
  return max<f32>(0, least + <f32>(<f64>span * unitReal(random)));
}

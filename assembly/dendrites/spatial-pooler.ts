import { u32At } from "./array";
import { bitBytes } from "./bits";
import { duty_cycles_f32, updateBoostFactors, updateMinimumDuty, updateOverlapDuty } from "./duty-cycles";
import { Hood, hoodAxesBytes, openHood } from "./hood";
import { allocate, giveBack } from "./host";
import { inhibitGlobally, inhibitLocally } from "./inhibition";
import { updateInhibitionRadius } from "./inhibition-radius";
import { Pooler, roundUp } from "./pooler";
import { checkPooler } from "./pooler-check";
import { countOverlaps } from "./pooler-overlaps";
import { adaptColumn, raiseColumn, setColumnPermanence } from "./pooler-rows";
import { drawPools, makePools } from "./pooler-start";
import { layBits } from "./pooler-windows";

/** The pooler's own functions by pointer. Arguments were checked at the border. */

/** Steps from one update of the inhibition radius and the least duty cycles to the next. */
// @ts-ignore: decorator
@inline
const updatePeriod: u32 = 50;
/** Boosting weaker than this is none. */
// @ts-ignore: decorator
@inline
const leastBoost: f32 = 1e-6;

export function pooler_bytes(): usize {
  return offsetof<Pooler>();
}

/**
 * Makes a pooler of the pooler_bytes() at `pointer`, whose fields up to `random` are set and others 0. Without a
 * `random` pools stay empty: once they and their permanences are put there, `pooler_resume` has to follow.
 */
export function pooler_create(pointer: usize): void {
  const p = changetype<Pooler>(pointer),
    byColumn = (<usize>roundUp(p.columns, 4)) << 2,
    // Twice, and what the last window reads behind; or whole fours of words, at least.
    bitBytes = ((<usize>p.inputs >> 6) + 4) << 4;
  p.active = allocate(pointer, (<usize>p.inputs) << 2);
  p.activeBits = allocate(pointer, bitBytes);
  p.hood = allocate(pointer, offsetof<Hood>());
  p.hoodAxes = allocate(pointer, hoodAxesBytes(max(p.inputAxes, p.columnAxes)));
  const hood = changetype<Hood>(p.hood);
  makePools(p);
  p.overlaps = allocate(pointer, byColumn);
  p.boostFactors = allocate(pointer, byColumn);
  p.activeDuty = allocate(pointer, byColumn);
  p.overlapDuty = allocate(pointer, byColumn);
  p.minimumDuty = allocate(pointer, byColumn);
  // Runs of columns are read in whole vectors wherever they start.
  p.boosted = allocate(pointer, byColumn + 16);
  p.won = allocate(pointer, byColumn + 16);
  p.winners = allocate(pointer, byColumn);
  p.changes = allocate(pointer, (<usize>p.inputs + 1) << 2);
  for (let column: usize = 0; column < p.columns; column++) store<f32>(p.boostFactors + (column << 2), 1);
  for (let input: usize = 0; input < p.inputs; input++) store<f32>(p.changes + (input << 2), -p.decrement);
  if (p.random) {
    openHood(hood, p.inputAxes, p.inputShape, p.wrapAround, p.hoodAxes);
    drawPools(p, hood);
    layBits(p);
    for (let column: u32 = 0; column < p.columns; column++) raiseColumn(p, column);
  }
  openHood(hood, p.columnAxes, p.columnShape, p.wrapAround, p.hoodAxes);
  updateInhibitionRadius(p);
}

/** Lays out what follows from pools and permanences that were put into a pooler made without them. */
export function pooler_resume(pointer: usize): void {
  layBits(changetype<Pooler>(pointer));
}

/** Gives back everything but the pooler's own block and what its `random` is. */
export function pooler_release(pointer: usize): void {
  const p = changetype<Pooler>(pointer);
  if (p.places != p.pools) giveBack(pointer, p.places);
  giveBack(pointer, p.inputShape);
  giveBack(pointer, p.columnShape);
  giveBack(pointer, p.poolSizes);
  giveBack(pointer, p.pools);
  giveBack(pointer, p.permanences);
  giveBack(pointer, p.connected);
  giveBack(pointer, p.bits);
  giveBack(pointer, p.windows);
  giveBack(pointer, p.overlaps);
  giveBack(pointer, p.boosted);
  giveBack(pointer, p.boostFactors);
  giveBack(pointer, p.activeDuty);
  giveBack(pointer, p.overlapDuty);
  giveBack(pointer, p.minimumDuty);
  giveBack(pointer, p.won);
  giveBack(pointer, p.winners);
  giveBack(pointer, p.active);
  giveBack(pointer, p.activeBits);
  giveBack(pointer, p.changes);
  giveBack(pointer, p.hood);
  giveBack(pointer, p.hoodAxes);
}

/**
 * One step with the `count` inputs in `active`: overlaps, boosting, inhibition and, with `learn`, learning. Gives the
 * number of winning columns.
 */
export function pooler_step(pointer: usize, count: u32, learn: bool): u32 {
  const p = changetype<Pooler>(pointer);
  if (learn) p.iteration++;
  countOverlaps(p, count);
  boost(p);
  const winners = p.globalInhibition
    ? inhibitGlobally(p)
    : inhibitLocally(p);
  p.winnerCount = winners;
  if (learn) adapt(p, count, winners);
  return winners;
}

/** boosted = overlap · boost factor. */
function boost(p: Pooler): void {
  const bytes = (<usize>p.columns) << 2;
  // Without boosting, factors are 1.
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(
      p.boosted + at,
      f32x4.mul(f32x4.convert_i32x4_u(v128.load(p.overlaps + at)), v128.load(p.boostFactors + at)),
    );
}

function adapt(p: Pooler, count: u32, winners: u32): void {
  for (let i: u32 = 0; i < count; i++) store<f32>(p.changes + ((<usize>u32At(p.active, i)) << 2), p.increment);
  for (let i: u32 = 0; i < winners; i++) {
    const column = u32At(p.winners, i);
    adaptColumn(p, column);
    raiseColumn(p, column);
  }
  for (let i: u32 = 0; i < count; i++) store<f32>(p.changes + ((<usize>u32At(p.active, i)) << 2), -p.decrement);
  const period = min(p.dutyCyclePeriod, p.iteration);
  updateOverlapDuty(p, period);
  duty_cycles_f32(p.columns, period, p.winners, winners, p.activeDuty);
  if (p.boostStrength >= leastBoost) updateBoostFactors(p);
  if (p.iteration % updatePeriod) return;
  updateInhibitionRadius(p);
  updateMinimumDuty(p);
}

/** Sets the permanence, within [0, 1], of the synapse with this place in a column's pool. */
export function pooler_set_permanence(pointer: usize, column: u32, slot: u32, permanence: f32): void {
  setColumnPermanence(changetype<Pooler>(pointer), column, slot, permanence);
}

/** 0 when permanences, bits, counts and scratch agree; else the number of the first rule that is broken. */
export function pooler_check(pointer: usize): u32 {
  return checkPooler(changetype<Pooler>(pointer));
}

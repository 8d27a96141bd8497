import { f32At, u32At } from "./array";
import { bitAt } from "./bits";
import { bitsOf, Pooler, rowOf } from "./pooler";

/**
 * Everything a pooler promises between steps: 0, or which promise is broken.
 *   1 pools ascending, within the inputs, filled up with no input   2 permanences within [0, 1], 0 where there is none
 *   3 a bit for each connected synapse   4 no other bits, and the number of connected synapses
 *   5 a synapse's place in its column's bits   6 no active inputs left over, changes as between steps
 */
export function checkPooler(p: Pooler): u32 {
  for (let column: u32 = 0; column < p.columns; column++) {
    const wrong = checkColumn(p, column);
    if (wrong) return wrong;
  }
  for (let input: u32 = 0; input < p.inputs; input++) {
    if (u32At(p.activeBits, input >> 5) || (p.windows && u32At(p.activeBits, (input + p.inputs) >> 5))) return 6;
    if (f32At(p.changes, input) != -p.decrement) return 6;
  }
  return f32At(p.changes, p.inputs) == 0 ? 0 : 6;
}

function checkColumn(p: Pooler, column: u32): u32 {
  const row = rowOf(p, column),
    size = u32At(p.poolSizes, column),
    bits = bitsOf(p, column),
    windows = p.windows + (((<usize>column) * p.wordStride) << 2);
  let connected: u32 = 0,
    ones: u32 = 0;
  for (let slot: u32 = 0; slot < p.synapseStride; slot++) {
    const input = u32At(p.pools + row, slot),
      permanence = f32At(p.permanences + row, slot);
    if (slot >= size) {
      if (input != p.inputs) return 1;
      if (permanence != 0) return 2;
      continue;
    }
    if (input >= p.inputs || (slot && input <= u32At(p.pools + row, slot - 1))) return 1;
    if (!(permanence >= 0 && permanence <= 1)) return 2;
    const place = u32At(p.places + row, slot),
      isConnected = permanence >= p.threshold;
    if (p.windows ? ((u32At(windows, place >> 6) << 3) + (place & 63)) % p.inputs != input : place != input) return 5;
    if (bitAt(bits, place) != <u32>isConnected) return 3;
    if (isConnected) connected++;
  }
  for (let word: u32 = 0; word < p.wordStride << 1; word++) ones += popcnt(u32At(bits, word));
  return ones == connected && connected == u32At(p.connected, column) ? 0 : 4;
}

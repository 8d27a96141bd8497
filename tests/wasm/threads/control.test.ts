import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  controlOf,
  DONE,
  EPOCH,
  MOST_PIECES,
  MOST_WORKERS,
  nextEpoch,
  SEEN,
  SLEEPERS,
  spin,
  TICKET,
  takePiece,
} from "../../../src/wasm/threads/control.js";

describe("takePiece", () => {
  it("gives every piece of an epoch once, and then none", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 26 - 1 }),
        fc.integer({ min: 0, max: MOST_PIECES }),
        (epoch, pieces) => {
          const control = controlOf();
          Atomics.store(control.words, TICKET, (epoch << 6) | pieces);
          const taken = Array.from({ length: pieces }, () => takePiece(control, epoch));
          expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: pieces }, (_, i) => i));
          expect(takePiece(control, epoch)).toBe(-1);
          expect(Atomics.load(control.words, TICKET)).toBe((epoch << 6) | 0); // the epoch stays
        },
      ),
    );
  });

  it("gives none of another epoch, whose pieces stay", () => {
    const control = controlOf();
    Atomics.store(control.words, TICKET, (7 << 6) | 3);
    expect([takePiece(control, 6), takePiece(control, 8), takePiece(control, 7)]).toEqual([-1, -1, 2]);
  });

  it("epochs come round after 2^26 hand-outs, which is more than a ticket can be held up for", () => {
    expect(nextEpoch(0)).toBe(1);
    expect(nextEpoch(2 ** 26 - 1)).toBe(0);
  });
});

describe("the control block", () => {
  it("is the same seen from every side, words and arguments apart", () => {
    const one = controlOf(),
      other = controlOf(one.words.buffer);
    one.words.fill(-1);
    one.values[0] = Math.PI;
    expect(other.values[0]).toBe(Math.PI);
    one.values.fill(7);
    expect(other.words.every((word) => word === -1)).toBe(true);
    expect(one.words.length).toBeGreaterThan(SEEN + MOST_WORKERS);
  });

  it("keeps the words that threads wait for on cache lines of their own", () => {
    expect(new Set([EPOCH, TICKET, DONE, SLEEPERS].map((word) => word >> 4)).size).toBe(4);
  });
});

describe("spin", () => {
  it("sees a change at once, and gives up in time", () => {
    const { words } = controlOf();
    expect(spin(words, EPOCH, 1, 1000)).toBe(true);
    const start = performance.now();
    expect(spin(words, EPOCH, 0, 5)).toBe(false);
    expect(performance.now() - start).toBeGreaterThanOrEqual(5);
  });
});

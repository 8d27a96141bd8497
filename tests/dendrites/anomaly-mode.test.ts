import { describe, expect, it } from "vitest";
import { AnomalyLikelihood, logLikelihood } from "../../src/dendrites/anomaly-likelihood.js";
import { AnomalyGauge, type AnomalyMode } from "../../src/dendrites/anomaly-mode.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import { TemporalMemory } from "../../src/dendrites/temporal-memory.js";
import { ArgumentError, NeuriteError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { openArena } from "../support.js";

const short = { learningPeriod: 5, estimationSamples: 5, historicWindow: 20, reestimationPeriod: 40 };
const modes: readonly AnomalyMode[] = ["raw", "likelihood", "logLikelihood", "disabled"];

/** A stream of scores, calm and then not. */
function scores(): number[] {
  const random = new Random(3);
  return Array.from({ length: 60 }, (_, i) => (i < 40 ? 0.1 * random.uniform() : 0.5 + 0.5 * random.uniform()));
}

describe("AnomalyGauge", () => {
  it("gives the raw score, its likelihood, that on a logarithmic scale, or 0.5", () => {
    const gauges = modes.map((anomalyMode) => new AnomalyGauge({ anomalyMode, anomalyLikelihood: short })),
      likelihood = new AnomalyLikelihood(short);
    let most = 0;
    expect(gauges.map(({ value }) => value)).toEqual([0, 0.5, logLikelihood(0.5), 0.5]);
    for (const score of scores()) {
      for (const gauge of gauges) gauge.add(score);
      const want = likelihood.add(score);
      expect(gauges.map(({ value }) => value)).toEqual([score, want, logLikelihood(want), 0.5]);
      most = Math.max(most, want);
    }
    expect(most).toBeGreaterThan(0.99);
  });

  it.each(modes)("%s goes on from its state", (anomalyMode) => {
    const straight = new AnomalyGauge({ anomalyMode, anomalyLikelihood: short });
    let broken = straight;
    for (const score of scores()) {
      broken = AnomalyGauge.from(broken === straight ? straight.state : broken.state);
      broken.add(score);
      straight.add(score);
      expect(broken.mode).toBe(anomalyMode);
      expect(broken.state).toEqual(straight.state);
    }
  });

  it.each(modes)("%s refuses states that are none", (anomalyMode) => {
    const { state } = new AnomalyGauge({ anomalyMode, anomalyLikelihood: short });
    for (let length = 0; length < state.length; length++)
      expect(() => AnomalyGauge.from(state.slice(0, length))).toThrow(NeuriteError);
    expect(() => AnomalyGauge.from(Float64Array.of(...state, 0))).toThrow(NeuriteError);
    for (let place = 0; place < 10 && place < state.length; place++)
      for (const value of [Number.NaN, -1, 1e12, 0.75e9]) {
        const changed = state.slice();
        changed[place] = value;
        // A longer period before the first estimate is one, too.
        if (value === 0.75e9 && [2, 3, 5].includes(place)) continue;
        expect(() => AnomalyGauge.from(changed), `${place}: ${value}`).toThrow(NeuriteError);
      }
  });

  it("refuses a mode that is none", () => {
    expect(() => new AnomalyGauge({ anomalyMode: "log" as AnomalyMode })).toThrow(ArgumentError);
  });
});

describe("a TemporalMemory's anomaly", () => {
  it.each(modes)(
    "in mode %s follows from the raw one, across saving, and changes nothing else",
    async (anomalyMode) => {
      using arena = await openArena("simd", [dendrites]);
      const options = { columns: 20, cellsPerColumn: 2, activationThreshold: 1, minThreshold: 1 },
        gauge = new AnomalyGauge({ anomalyMode, anomalyLikelihood: short }),
        raw = new TemporalMemory(arena, options),
        random = new Random(5);
      let memory = new TemporalMemory(arena, { ...options, anomalyMode, anomalyLikelihood: short });
      expect(memory.anomaly).toBe(gauge.value);
      for (let step = 0; step < 80; step++) {
        const columns = step < 60 ? [step % 5, 5 + (step % 5)] : [random.integer(10), 10 + random.integer(10)];
        gauge.add(raw.compute(columns));
        expect(memory.compute(columns)).toBe(gauge.value);
        expect(memory.anomaly).toBe(gauge.value);
        if (step % 7 === 0) memory = TemporalMemory.load(arena, memory.save());
        expect(memory.anomaly).toBe(gauge.value);
      }
      expect(memory.segments.save()).toEqual(raw.segments.save());
    },
  );
});

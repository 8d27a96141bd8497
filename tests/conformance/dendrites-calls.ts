import * as dendrites from "../../src/dendrites/index.js";
import { activeDendriteNetwork } from "../../src/models/active-dendrites.js";
import { fillUniform } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";

/** Arguments a call accepts, and the call with them. */
export type Row = readonly [usual: unknown[], call: (...values: never[]) => unknown];

const {
  Sdr,
  AnomalyLikelihood,
  CategoryEncoder,
  DateEncoder,
  KernelRandom,
  MersenneTwister,
  MovingAverage,
  RandomScalarEncoder,
  ScalarEncoder,
  SdrClassifier,
  SdrPredictor,
  SegmentStore,
  SpatialPooler,
  TemporalMemory,
  ActiveDendrites,
} = dendrites;

/** Every method and accessor of an object, called on it; arguments for those that take any. */
function methods(name: string, subject: object, usual: Record<string, unknown[]>): Record<string, Row> {
  const rows: Record<string, Row> = {},
    prototype = Object.getPrototypeOf(subject);
  for (const [key, { get, set, value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (key === "constructor" || key === "dispose") continue;
    if (get) rows[`${name}#${key}`] = [[], () => Reflect.get(subject, key)];
    if (set)
      rows[`${name}#${key}=`] = [
        usual[`${key}=`] ?? [Reflect.get(subject, key)],
        (given) => void Reflect.set(subject, key, given),
      ];
    if (value?.length > 0 && !usual[key]) throw new Error(`${name}.${key} needs arguments`);
    if (value)
      rows[`${name}#${key}`] = [
        usual[key] ?? Array(value.length),
        (...given) => (Reflect.get(subject, key) as (...values: never[]) => unknown).apply(subject, given),
      ];
  }
  for (const key of Object.keys(usual)) if (!rows[`${name}#${key}`]) throw new Error(`${name} has no ${key}`);
  return rows;
}

/** Every function, constructor, static and instance method and accessor of `neurite/dendrites` with usual arguments. */
export function calls(arena: Arena): Record<string, Row> {
  const f = (...shape: number[]) => new Tensor(arena, shape),
    i = (...shape: number[]) => new Tensor(arena, shape, "i32"),
    u = (...shape: number[]) => new Tensor(arena, shape, "u8"),
    tape = new Tape(arena),
    random = new Random(1),
    twister = new MersenneTwister(1),
    variable = () => tape.input([2, 3]),
    // The tensor only the parts of which matter as arguments.
    weights = (...shape: number[]) => new Parameter("weights", fillUniform(random, f(...shape), -1, 1));
  const sdr = () => Sdr.from([8, 8], [1, 5, 40]),
    place = [sdr(), 0] as const,
    category = { categories: ["a", "b"], activeBits: 3, others: true },
    scalar = { minimum: 0, maximum: 9, activeBits: 3, size: 64, periodic: false, clip: false },
    scattered = { size: 64, activeBits: 5, resolution: 1, seed: 1, compatible: false },
    moment = { year: 2020, month: 2, day: 29, hour: 3, minute: 4, second: 5 };
  const date = {
    season: { activeBits: 3, radius: 91.5 },
    dayOfWeek: { activeBits: 3, radius: 1 },
    weekend: { activeBits: 3 },
    customDays: { activeBits: 3, days: ["monday"] },
    holiday: { activeBits: 3, days: [{ year: 2020, month: 2, day: 28 }] },
    timeOfDay: { activeBits: 3, radius: 4 },
  };
  const likelihood = {
    ...{ learningPeriod: 2, estimationSamples: 2, historicWindow: 8, reestimationPeriod: 2, averagingWindow: 2 },
    ...{ minimumMean: 0.03, minimumVariance: 0.0003 },
  };
  const pooler = {
    ...{ inputDimensions: [64], columnDimensions: [16], potentialRadius: 64, potentialFraction: 0.5 },
    ...{ globalInhibition: true, density: 0.2, stimulusThreshold: 0, permanenceIncrement: 0.05 },
    ...{ permanenceDecrement: 0.008, connectedPermanence: 0.1, minimumDutyFraction: 0.001, dutyCyclePeriod: 10 },
    ...{ boostStrength: 1, wrapAround: true, random },
  };
  const temporal = {
    ...{ columns: 16, cellsPerColumn: 4, externalInputs: 8, activationThreshold: 2, minThreshold: 1 },
    ...{ maxNewSynapses: 4, initialPermanence: 0.5, connectedPermanence: 0.5, permanenceIncrement: 0.1 },
    ...{ permanenceDecrement: 0.1, predictedDecrement: 0.1, maxSegmentsPerCell: 3, maxSynapsesPerSegment: 9 },
    compatible: { seed: 1 },
  };
  const storeOptions = { cells: 16, inputs: 16, connectedPermanence: 0.5 },
    store = new SegmentStore(arena, storeOptions),
    segment = store.createSegment(3);
  for (let input = 0; input < 9; input++) store.createSynapse(segment, input, 0.4);
  // Creates and destroys in turn, so that every call is a right one each time.
  const scratch = () => store.createSegment(5, 2);
  const spatial = new SpatialPooler(arena, pooler as never),
    memory = new TemporalMemory(arena, temporal);
  spatial.compute([1, 2, 3]);
  for (const columns of [
    [1, 2],
    [3, 4],
    [1, 2],
    [3, 4],
  ])
    memory.compute(columns, true, { active: [1], winners: [1] });
  const classifier = { size: 64, classes: 3, learningRate: 0.1 },
    predictor = new SdrPredictor({ ...classifier, steps: [0, 1] });
  predictor.learn(sdr(), 1);
  const { weights: learnt, history } = predictor.state,
    layerOptions = {
      ...{ segments: 2, contextSize: 2, density: 0.5, winners: 0.5, inputActivity: 1, choose: "absolute" },
      contexts: { values: f(2, 1) },
    },
    layer = new ActiveDendrites(4, layerOptions as never),
    site = { arena, name: "layer", features: 2, first: false, random },
    samples = { inputs: new Float32Array(6), features: 2, size: 3, scale: 1, offset: 0 };
  const theory = { cells: 100, active: 20, synapses: 10, threshold: 5, overlap: 5, lost: 3, segments: 4, patterns: 3 },
    network = {
      ...{ inputs: 4, hidden: [4, 4], outputs: 2, segments: 2, contextSize: 4, winners: 0.5, density: 0.5 },
      ...{ choose: "max", random },
    };
  const rows: Record<string, Row> = {};
  for (const name of [
    ...([
      "log10Capacity",
      "log10Equality",
      "falseMatch",
      "log10FalseMatch",
      "falseNegative",
      "log10FalseNegative",
    ] as const),
    ...(["expectedOverlap", "overlapProbability", "log10OverlapProbability", "overlapSetSize"] as const),
    ...(["log10OverlapSetSize", "populationFalseMatch", "log10PopulationFalseMatch"] as const),
    ...(["populationFalseMatchBound", "log10PopulationFalseMatchBound", "unionSynapses", "unionExactMatch"] as const),
    ...(["log10UnionExactMatch", "unionFalseMatch", "log10UnionFalseMatch"] as const),
  ])
    rows[name] = [[theory], dendrites[name]];
  return {
    ...rows,
    thresholdAdvice: [[{ ...theory, falseMatch: 0.1, falseNegative: 0.1 }], dendrites.thresholdAdvice],
    // The network of the paper, which is what options left out give, takes a while to make.
    activeDendriteNetwork: [
      [arena, network],
      (home: Arena, options: Partial<typeof network> | undefined) =>
        activeDendriteNetwork(
          home,
          (options === undefined || (typeof options === "object" && options !== null)
            ? { ...network, ...options, hidden: options?.hidden ?? [4], inputs: options?.inputs ?? 4 }
            : options) as never,
        ),
    ],
    anomalyScore: [[sdr(), sdr()], dendrites.anomalyScore],
    logLikelihood: [[0.5], dendrites.logLikelihood],
    dendriticGate: [
      [variable(), weights(2, 2, 2), { values: f(2, 3), assignment: i(3) }, { choose: "max" }],
      dendrites.dendriticGate,
    ],
    erfc: [[1], dendrites.erfc],
    gaussianTail: [[1], dendrites.gaussianTail],
    kWinners: [[variable(), 1], dendrites.kWinners],
    markWinners: [[f(2, 3), 1, f(2, 4), u(2, 3)], dendrites.markWinners],
    winnersOf: [[0.5, 4], dendrites.winnersOf],
    murmur3: [[1, 2], dendrites.murmur3],
    murmur3Bytes: [[new Uint8Array(5), 2], dendrites.murmur3Bytes],
    overlaps: [[u(2, 16), u(3, 16), i(2, 3)], dendrites.overlaps],
    packSdrs: [[arena, [sdr(), sdr()]], dendrites.packSdrs],
    nearestPrototype: [[variable(), f(2, 2)], dendrites.nearestPrototype],
    prototypeOf: [[samples], dendrites.prototypeOf],
    concatenate: [[[sdr(), sdr()], new Sdr([16, 8])], dendrites.concatenate],
    intersection: [[[sdr(), sdr()], sdr()], dendrites.intersection],
    union: [[[sdr(), sdr()], sdr()], dendrites.union],
    segmentGradient: [[f(2, 3), i(2, 3), i(3), f(3, 2), f(2, 2, 2), true], dendrites.segmentGradient],
    selectSegments: [[f(2, 2, 3), "max", f(2, 3), i(2, 3)], dendrites.selectSegments],
    "new ActiveDendrites": [[4, layerOptions], (units, options) => new ActiveDendrites(units, options)],
    ...methods("ActiveDendrites", layer, { bind: [site] }),
    "new AnomalyLikelihood": [[likelihood], (options) => new AnomalyLikelihood(options)],
    ...methods("AnomalyLikelihood", new AnomalyLikelihood(likelihood), { add: [0.5] }),
    "new CategoryEncoder": [[category], (options) => new CategoryEncoder(options)],
    ...methods("CategoryEncoder", new CategoryEncoder({ ...category, others: false }), {
      encode: ["a", new Sdr(6)],
      write: ["a", ...place],
    }),
    "new DateEncoder": [[date], (options) => new DateEncoder(options)],
    ...methods("DateEncoder", new DateEncoder({ weekend: { activeBits: 3 } }), {
      encode: [moment, new Sdr(6)],
      write: [moment, ...place],
    }),
    "new KernelRandom": [
      ["call", arena, { compatible: { seed: 1 } }],
      (name, at, draws) => new KernelRandom(name, at, draws),
    ],
    "KernelRandom.isState": [[Uint32Array.of(0, 0, 1, 2, 3, 4)], KernelRandom.isState],
    ...methods("KernelRandom", new KernelRandom("call", arena, { random }), {}),
    "new MersenneTwister": [[1], (seed) => new MersenneTwister(seed)],
    ...methods("MersenneTwister", twister, {
      below: [5],
      integer: [5],
      realRange: [0, 1],
      shuffle: [[1, 2, 3]],
      sample: [[1, 2, 3], 2],
    }),
    "new MovingAverage": [[4], (window) => new MovingAverage(window)],
    ...methods("MovingAverage", new MovingAverage(4), { add: [1] }),
    "new RandomScalarEncoder": [[scattered], (options) => new RandomScalarEncoder(options)],
    ...methods("RandomScalarEncoder", new RandomScalarEncoder(scattered), { encode: [3, sdr()], write: [3, ...place] }),
    "new ScalarEncoder": [[scalar], (options) => new ScalarEncoder(options)],
    ...methods("ScalarEncoder", new ScalarEncoder(scalar), { encode: [3, sdr()], write: [3, ...place] }),
    "new Sdr": [[[8, 8]], (extents) => new Sdr(extents)],
    "Sdr.from": [
      [
        [8, 8],
        [1, 2],
      ],
      (extents, indices) => Sdr.from(extents, indices),
    ],
    "Sdr.fromDense": [
      [
        [0, 1, 1, 0],
        [2, 2],
      ],
      (values, extents) => Sdr.fromDense(values, extents),
    ],
    "Sdr.random": [[[8, 8], { count: 3 }, random], (extents, amount, source) => Sdr.random(extents, amount, source)],
    ...methods("Sdr", sdr(), {
      has: [3],
      add: [3],
      set: [[1, 2]],
      setDense: [new Uint8Array(64)],
      setBits: [new Uint32Array(2)],
      copyFrom: [sdr()],
      equals: [sdr()],
      overlap: [sdr()],
      subsample: [{ fraction: 0.5 }, random, sdr()],
      noise: [{ fraction: 0.5 }, twister, sdr()],
      randomize: [{ count: 3 }, random],
    }),
    "new SdrClassifier": [[classifier], (options) => new SdrClassifier(options)],
    ...methods("SdrClassifier", new SdrClassifier(classifier), {
      infer: [sdr(), new Float64Array(3)],
      learn: [sdr(), [0, 1]],
    }),
    "new SdrPredictor": [[{ ...classifier, steps: [0, 1] }], (options) => new SdrPredictor(options)],
    ...methods("SdrPredictor", predictor, {
      infer: [sdr()],
      learn: [sdr(), 1],
      "state=": [{ weights: [...learnt], history: [...history] }],
    }),
    "new SegmentStore": [[arena, storeOptions], (home, options) => new SegmentStore(home, options)],
    "SegmentStore.load": [[arena, store.save()], (home, bytes) => SegmentStore.load(home, bytes)],
    ...methods("SegmentStore", store, {
      createSegment: [5, 2],
      destroySegment: [segment],
      has: [segment],
      segmentsOf: [3],
      cellOf: [segment],
      createSynapse: [segment, 1, 0.4],
      destroySynapse: [segment, 1],
      permanence: [segment, 1],
      setPermanence: [segment, 1, 0.4],
      synapses: [segment],
      connectedOf: [segment],
      activity: [[1, 2]],
      activeConnected: [segment],
      activePotential: [segment],
      atLeast: [1, "potential"],
      adapt: [[segment], [1, 2], { increment: 0.1, decrement: 0, prune: false, least: 0 }],
      grow: [
        segment,
        [1, 2],
        new KernelRandom("call", arena, { random }),
        { permanence: 0.5, most: 2, mostPerSegment: 9 },
      ],
      bump: [segment, 0.1],
      raise: [segment, 3],
      compete: [segment, 1, 3],
      destroyWeakest: [segment, 0, [1, 2]],
    }),
    // What is destroyed is made anew for every call.
    "SegmentStore#destroySegment": [[], () => store.destroySegment(scratch())],
    "SegmentStore#destroySynapse": [
      [1],
      (input) => {
        const made = scratch();
        store.createSynapse(made, 1, 0.5);
        store.destroySynapse(made, input);
      },
    ],
    "new SpatialPooler": [[arena, pooler], (home, options) => new SpatialPooler(home, options)],
    "SpatialPooler.load": [[arena, spatial.save()], (home, bytes) => SpatialPooler.load(home, bytes)],
    ...methods("SpatialPooler", spatial, {
      compute: [[1, 2], true],
      potentialPool: [1],
      permanences: [1],
      setPermanences: [1, spatial.permanences(1)],
    }),
    "new TemporalMemory": [[arena, temporal], (home, options) => new TemporalMemory(home, options)],
    "TemporalMemory.load": [[arena, memory.save()], (home, bytes) => TemporalMemory.load(home, bytes)],
    ...methods("TemporalMemory", memory, {
      compute: [[1, 2], true, { active: [1], winners: [1, 2] }],
      activateDendrites: [{ active: [1], winners: [1, 2] }],
      columnsOf: [[1, 2]],
    }),
  };
}

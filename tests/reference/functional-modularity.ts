import type { Architecture, ModularNetwork } from "../../src/models/functional-modularity.js";

/** A number with its derivative in one direction. */
type Dual = readonly [value: number, slope: number];

const add = (a: Dual, b: Dual): Dual => [a[0] + b[0], a[1] + b[1]];
const multiply = (a: Dual, b: Dual): Dual => [a[0] * b[0], a[1] * b[0] + a[0] * b[1]];
const total = (terms: readonly Dual[]): Dual => terms.reduce(add, [0, 0]);

function tanh([value, slope]: Dual): Dual {
  const y = Math.tanh(value);
  return [y, (1 - y * y) * slope];
}

/** The step's surrogate stands in for its derivative. */
const binaryStep = ([value, slope]: Dual): Dual => [value > 0 ? 1 : 0, slope / (100 * Math.abs(value) + 1) ** 2];

const exp = ([value, slope]: Dual): Dual => [Math.exp(value), Math.exp(value) * slope];
const log = ([value, slope]: Dual): Dual => [Math.log(value), slope / value];

/** One parameter's entries, one of which may be the direction. */
type Read = (name: string) => readonly Dual[];

/** W·x + b, either of which may be absent. */
function affine(weights: readonly Dual[], x: readonly Dual[], bias: readonly Dual[] | undefined): Dual[] {
  const rows = weights.length / x.length;
  return Array.from({ length: rows }, (_, i) =>
    add(total(x.map((value, j) => multiply(weights[i * x.length + j]!, value))), bias?.[i] ?? [0, 0]),
  );
}

/** Readouts of all modules for one example, by the paper's equations, h_0 = 0 multiplied out. */
function readouts(network: ModularNetwork, read: Read, x: readonly number[]): Dual[][] {
  const { cell, channel, communication, inputs, units, steps, biases, bottleneck }: Architecture = network.architecture,
    numbers = network.modules.map((_, n) => n),
    optional = (name: string) => (biases ? read(name) : undefined);
  let states = numbers.map(() => Array.from({ length: units }, (): Dual => [0, 0]));
  for (let t = 0; t < steps; t++) {
    const before = states;
    states = numbers.map((n) => {
      const own = before[n]!,
        part = x.slice(n * inputs, (n + 1) * inputs).map((value): Dual => [value, 0]),
        drive = affine(read(`module${n}/input`), part, optional(`module${n}/inputBias`)),
        zeros = drive.map((): Dual => [0, 0]),
        heard = numbers
          .filter((m) => m !== n)
          .reduce((sum, m) => zip(sum, affine(dense(m, n), before[m]!, undefined)), zeros);
      const recur = (h: readonly Dual[]) =>
        affine(read(`module${n}/recurrent`), h, optional(`module${n}/recurrentBias`));
      if (cell === "additive")
        return (
          communication === "inside" ? zip(drive, recur(zip(own, heard))) : zip(zip(drive, recur(own)), heard)
        ).map(tanh);
      const told = zip(drive, zip(heard, optional(`module${n}/recurrentBias`) ?? zeros));
      return zip(zip(drive, recur(own)).map(tanh), told.map(channel === "binary" ? binaryStep : tanh));
    });
  }
  return numbers.map((n) => {
    const state = states[n]!,
      through =
        bottleneck === undefined
          ? state
          : affine(read(`module${n}/bottleneck`), state, read(`module${n}/bottleneckBias`));
    return affine(read(`module${n}/readout`), through, read(`module${n}/readoutBias`));
  });

  function dense(from: number, to: number): Dual[] {
    const { matrix, weights } = network.connections.find((c) => c.from === from && c.to === to)!,
      { rowPointers, columnIndices } = matrix.pattern(),
      values = read(weights.name),
      full = Array.from({ length: units * units }, (): Dual => [0, 0]);
    for (let row = 0; row < units; row++)
      for (let p = rowPointers[row]!; p < rowPointers[row + 1]!; p++)
        full[row * units + columnIndices[p]!] = values[p]!;
    return full;
  }
}

const zip = (a: readonly Dual[], b: readonly Dual[]): Dual[] => a.map((value, i) => add(value, b[i]!));

/** What the network answers in double precision, who answers, and the mean cross-entropy's slope along one entry. */
export function forward(
  network: ModularNetwork,
  examples: readonly (readonly number[])[],
  labels: readonly number[],
  direction?: { readonly name: string; readonly entry: number },
) {
  const { modules, connections } = network,
    all = [...modules.flatMap((module) => Object.values({ ...module })), ...connections.map(({ weights }) => weights)];
  const read: Read = (name) =>
    Array.from(all.find((parameter) => parameter?.name === name)!.value.data, (value, i) => [
      value,
      Number(direction?.name === name && direction.entry === i),
    ]);
  const largest = (r: readonly Dual[]) => Math.max(...r.map(([value]) => value));
  const answers = examples.map((x) => {
    const all = readouts(network, read, x),
      best = all.map(largest),
      [top, second] = best.toSorted((a, b) => b - a),
      winner = best.indexOf(Math.max(...best));
    return { winner, margin: top! - second!, r: all[winner]! };
  });
  const losses = answers.map(({ r }, b) => {
    const [value, slope] = r[labels[b]!]!;
    return add(log(total(r.map(exp))), [-value, -slope]);
  });
  return {
    winners: answers.map(({ winner }) => winner),
    /** By how much the winner won, at least. */
    margin: Math.min(...answers.map(({ margin }) => margin)),
    outputs: answers.map(({ r }) => r.map(([value]) => value)),
    slope: total(losses)[1] / examples.length,
  };
}

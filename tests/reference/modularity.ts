/** Modularity from its definition: Q = 1/s Σ_ij (W_ij − γ k_out,i k_in,j / s) δ(c_i, c_j); 0 where s = 0. */
export function modularity(w: ArrayLike<number>, labels: ArrayLike<number>, resolution: number): number {
  const { total, sum } = overPairs(w, labels, resolution);
  return total === 0 ? 0 : sum / total;
}

/** Σ_ij over pairs in one group, and s. */
function overPairs(w: ArrayLike<number>, labels: ArrayLike<number>, resolution: number) {
  const n = labels.length,
    out = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => w[i * n + j]!).reduce(add, 0)),
    into = Array.from({ length: n }, (_, j) => Array.from({ length: n }, (_, i) => w[i * n + j]!).reduce(add, 0)),
    total = out.reduce(add, 0);
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      if (labels[i] === labels[j]) sum += w[i * n + j]! - (total === 0 ? 0 : (resolution * out[i]! * into[j]!) / total);
  return { total, sum };
}

/** Signed modularity from its definition, Q⁺ and Q⁻ being the sums of `modularity` before they are divided. */
export function signedModularity(
  w: ArrayLike<number>,
  labels: ArrayLike<number>,
  resolution: number,
  kind: "sta" | "gja" | "smp",
): number {
  const positive = overPairs(
      Array.from(w, (x) => Math.max(x, 0)),
      labels,
      resolution,
    ),
    negative = overPairs(
      Array.from(w, (x) => Math.max(-x, 0)),
      labels,
      resolution,
    ),
    all = positive.total + negative.total,
    ratio = (a: number, b: number) => (b === 0 ? 0 : a / b);
  if (kind === "sta") return ratio(positive.sum, positive.total) - ratio(negative.sum, all);
  if (kind === "gja") return ratio(positive.sum, all) - ratio(negative.sum, all);
  return ratio(positive.sum, positive.total) - ratio(negative.sum, negative.total);
}

/**
 * The distribution of Leiden's refinement of an undirected graph: the probability of each outcome, all orders of the nodes
 * being equally likely and the largest gain taken where its exponential overflows, as a partition written "0,0,2": each node's part, named by its lowest node.
 */
export function refinements(
  w: readonly (readonly number[])[],
  groups: readonly number[],
  resolution: number,
  randomness: number,
): Map<string, number> {
  const n = w.length,
    nodes = groups.map((_, i) => i),
    degree = w.map((row) => row.reduce(add, 0)),
    gamma = resolution / degree.reduce(add, 0),
    between = (a: number[], b: number[]) => a.flatMap((i) => b.map((j) => w[i]![j]!)).reduce(add, 0),
    strength = (a: number[]) => a.map((i) => degree[i]!).reduce(add, 0),
    outcomes = new Map<string, number>();
  const group = (i: number) => nodes.filter((j) => groups[j] === groups[i]);
  const wellConnected = (part: number[]) => {
    const rest = group(part[0]!).filter((j) => !part.includes(j));
    return between(part, rest) >= gamma * strength(part) * strength(rest);
  };
  const visit = (left: number[], parts: number[][], probability: number) => {
    if (left.length === 0) {
      const name = nodes.map((i) => Math.min(...parts.find((part) => part.includes(i))!)).join();
      outcomes.set(name, (outcomes.get(name) ?? 0) + probability);
      return;
    }
    const [i, ...later] = left as [number, ...number[]],
      own = parts.find((part) => part.includes(i))!;
    if (own.length > 1 || !wellConnected(own)) return visit(later, parts, probability);
    const choices = parts
      .filter((part) => part !== own && groups[part[0]!] === groups[i] && between([i], part) > 0 && wellConnected(part))
      .map((part) => ({ part, gain: between([i], part) - gamma * degree[i]! * strength(part) }))
      .filter(({ gain }) => gain >= 0);
    const [largest] = choices.sort((a, b) => b.gain - a.gain || a.part[0]! - b.part[0]!);
    if (largest && Math.exp(largest.gain / randomness) === Number.POSITIVE_INFINITY) choices.splice(1);
    const odds = ({ gain }: { gain: number }) => Math.min(Math.exp(gain / randomness), 1e300);
    const total = 1 + choices.map(odds).reduce(add, 0);
    visit(later, parts, probability / total);
    for (const { part, gain } of choices)
      visit(
        later,
        [...parts.filter((other) => other !== own && other !== part), [...part, i]],
        probability * (odds({ gain }) / total),
      );
  };
  const orders = permutations(nodes);
  for (const order of orders)
    visit(
      order,
      nodes.map((i) => [i]),
      1 / orders.length,
    );
  return n === 0 ? new Map([["", 1]]) : outcomes;
}

function permutations(items: number[]): number[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

const add = (a: number, b: number) => a + b;

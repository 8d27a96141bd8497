import { karate, karateBest } from "./tests/golden/graphs.js";
import * as m from "./src/metrics/index.js";
import { Random } from "./src/random.js";
const w = m.graphFromEdges(karate), g = w.binary();
console.log(m.clustering(g).mean, m.transitivity(g), m.paths(g), m.localEfficiency(g).mean, m.assortativity(g));
console.log(m.clustering(w, { weighted: true }).mean, m.clustering(w, { weighted: true, scale: "maximum" }).mean);
const z = m.withinModuleZ(g, karateBest), zs = m.withinModuleZ(g, karateBest, { deviation: "sample" }), P = m.participation(g, karateBest);
console.log([0, 1, 2, 32, 33].map((i) => z[i]), zs[0], zs[33], [0, 1, 2, 8, 9, 32, 33].map((i) => P[i]), P.reduce((a, b) => a + b) / 34);
console.log(m.analyticSmallWorldness(g), m.analyticSmallWorldness(g, { clustering: "transitivity" }).sigma);
console.log(m.smallWorldness(g, { nulls: 60 }), m.smallWorldness(g, { nulls: 60, clustering: "transitivity" }));
for (const order of ["random", "number"] as const) for (const connected of [false, true]) for (const swapsPerEdge of [10, 100]) {
  const random = new Random(3); const c: number[] = [];
  for (let k = 0; k < 60; k++) c.push(m.clustering(m.latticised(g, { order, connected, swapsPerEdge, random })).mean);
  console.log(order, connected, swapsPerEdge, c.reduce((a, b) => a + b) / 60);
}
for (const p of [0, 0.01, 0.05, 0.1, 0.3, 1]) { const random = new Random(1); let c = 0, l = 0; for (let k = 0; k < 20; k++) { const ws = m.wattsStrogatz({ nodes: 100, degree: 6, rewiring: p, random }); c += m.clustering(ws).mean / 20; l += m.pathLength(ws) / 20; } console.log(p, c, l); }

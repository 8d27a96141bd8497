import { choice, integer, number, toggle } from "../../shell/url-state.js";

export const fields = {
  graph: choice("karate", ["karate", "planted", "small-world", "random", "file"]),
  // Of graphs that are drawn.
  nodes: integer(200, { minimum: 20, maximum: 5000 }),
  degree: integer(10, { minimum: 2, maximum: 60 }),
  groups: integer(4, { minimum: 2, maximum: 40 }),
  /** Planted: share of a node's neighbours that are in other groups. Small world: share of edges that are rewired. */
  mixing: number(0.2, { minimum: 0, maximum: 1 }),
  draw: integer(1, { minimum: 0, maximum: 999 }),
  // Of files.
  directed: toggle(false),
  weights: choice("given", ["given", "absolute", "none"]),

  method: choice("leiden", ["leiden", "louvain"]),
  /** γ. */
  resolution: number(1, { minimum: 0.1, maximum: 4 }),
  seed: integer(1, { minimum: 0, maximum: 999 }),
  nulls: integer(10, { minimum: 0, maximum: 50 }),
  order: choice("community", ["community", "given"]),
};

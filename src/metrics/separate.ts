import type { Level } from "./level.js";
import type { LevelWorkspace } from "./level-workspace.js";

/** Makes a group of every connected piece of each group. Uses what the work keeps of groups. */
export function separate({ nodes, pointers, targets }: Level, labels: Int32Array, work: LevelWorkspace): void {
  const { queue, empty: pieces } = work;
  pieces.fill(-1, 0, nodes);
  for (let seed = 0, count = 0; seed < nodes; seed++) {
    if (pieces[seed] !== -1) continue;
    let end = 0;
    queue[end++] = seed;
    pieces[seed] = count;
    for (let head = 0; head < end; head++) {
      const i = queue[head]!;
      for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
        const j = targets[p]!;
        if (pieces[j] !== -1 || labels[j] !== labels[i]) continue;
        pieces[j] = count;
        queue[end++] = j;
      }
    }
    count++;
  }
  labels.set(pieces.subarray(0, nodes));
}

/**
 * Renumbers the first labels, all of them below their number, to 0, 1, … in order of first appearance. Gives how many
 * there are.
 * @param numbers receives what nobody needs; as long as there are labels
 */
export function renumber(labels: Int32Array, nodes: number, numbers: Int32Array): number {
  numbers.fill(-1, 0, nodes);
  let count = 0;
  for (let i = 0; i < nodes; i++) {
    const label = labels[i]!;
    if (numbers[label] === -1) numbers[label] = count++;
    labels[i] = numbers[label]!;
  }
  return count;
}

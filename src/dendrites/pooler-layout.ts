/**
 * The words of a spatial pooler in the kernels' memory, in order: the class of assembly/dendrites/pooler.ts.
 * u32 but for those named in `realWords`; arrays are addresses.
 */
const words = [
  ...(["inputs", "columns", "inputAxes", "columnAxes", "inputShape", "columnShape"] as const),
  ...(["potentialRadius", "potentialFraction", "globalInhibition", "wrapAround", "density", "winnersWanted"] as const),
  ...(["stimulusThreshold", "increment", "decrement", "connectedPermanence", "threshold"] as const),
  ...(["minimumDutyFraction", "dutyCyclePeriod", "boostStrength", "columnsPerInput", "random"] as const),
  ...(["iteration", "inhibitionRadius", "winnerCount", "lastThreshold", "synapseStride", "wordStride"] as const),
  ...(["poolSizes", "pools", "permanences", "connected", "bits", "windows", "places"] as const),
  ...(["overlaps", "boosted", "boostFactors", "activeDuty", "overlapDuty", "minimumDuty", "won", "winners"] as const),
  ...(["active", "activeBits", "changes", "hood", "hoodAxes"] as const),
];

export type PoolerWord = (typeof words)[number];

/** Place of each word. */
export const poolerWords = Object.fromEntries(words.map((word, i) => [word, i])) as Readonly<
  Record<PoolerWord, number>
>;

/** Their number. */
export const poolerLength = words.length;

/** Words that hold f32. */
export const realWords: ReadonlySet<PoolerWord> = new Set<PoolerWord>([
  ...(["potentialFraction", "density", "increment", "decrement", "connectedPermanence", "threshold"] as const),
  ...(["minimumDutyFraction", "boostStrength", "columnsPerInput", "lastThreshold"] as const),
]);

export { type ByteSource, DEFAULT_LIMIT, type ReadOptions } from "./bytes.js";
export { CIFAR10_CLASSES, type CifarOptions, readCifar10 } from "./cifar.js";
export { type CsvOptions, type CsvTable, numericColumns, readCsv } from "./csv.js";
export { Dataset, type DatasetOptions } from "./dataset.js";
export { type DigitPairs, type DigitPairsOptions, digitPairs, type PairTask } from "./digit-pairs.js";
export { type DigitsOptions, type DigitsSplitOptions, digits, digitsSplit } from "./digits.js";
export { type IdxArray, type IdxData, readIdx } from "./idx.js";
export { type IdxImagesOptions, readIdxImages } from "./images.js";
export {
  type OneChoice,
  type OneChoiceOptions,
  type OneChoiceTrial,
  oneChoice,
  oneChoiceTrials,
} from "./one-choice.js";

import { ArgumentError, Dataset, digitsSplit, FormatError, Random } from "neurite";
import { type CsvTable, numericColumns, readCsv, readIdxImages } from "neurite/data";
import { isNumber } from "../../shell/csv.js";

/** What a network learns from and is tested with. */
export interface Examples {
  readonly train: Dataset;
  readonly test: Dataset;
  /** Names of the classes. */
  readonly classes: readonly string[];
}

/** Generated test digits; none is a training digit. */
const testDigits = 500;

export function generatedExamples({ digits, seed }: { digits: number; seed: number }): Examples {
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
  return { ...digitsSplit({ train: digits, test: testDigits, seed }), classes };
}

/** Share of own examples that is held back where no file holds a test set. */
const testShare = 0.2;
const limit = 2 ** 28;
const most = { classes: 100, features: 65_536 };

/**
 * The user's own examples, of which a fifth is held back for the test: a CSV file with a column of labels, or two IDX files of
 * images and labels, as MNIST has them. Values are scaled to 0 … 1: those of images together, other columns each by itself.
 * @throws {FormatError} for files that are damaged or hold something else
 * @throws {ArgumentError} for another number of files
 */
export async function ownExamples(files: readonly File[], seed: number): Promise<Examples> {
  const [first, second] = [...files].sort((a, b) => a.size - b.size);
  if (!first || files.length > 2)
    throw new ArgumentError("own data", "number of files", files.length, "1 (CSV) or 2 (IDX images and labels)");
  if (!second) return csvExamples(first, seed);
  // Of two files the larger one holds the images.
  const known = await readIdxImages(second, first, { imagesName: second.name, labelsName: first.name, limit });
  return divide(known, classNames(known.outputs), seed);
}

const classNames = (count: number) => Array.from({ length: count }, (_, index) => String(index));

async function csvExamples(file: File, seed: number): Promise<Examples> {
  const table = await readTable(file),
    labelColumn = Math.max(
      0,
      table.columns.findIndex((name) => /^(label|class|target|digit|y)$/i.test(name.trim())),
    ),
    columns = table.columns.map((_, index) => index).filter((index) => index !== labelColumn);
  if (columns.length === 0 || columns.length > most.features)
    throw new FormatError(
      file.name,
      `has ${columns.length} columns beside the labels, must have 1 to ${most.features}`,
    );
  const side = Math.sqrt(columns.length),
    isImage = side >= 4 && Number.isInteger(side),
    inputs = Float32Array.from(numericColumns(table, columns)),
    names = table.rows.map((row) => row[labelColumn]!.trim()),
    classes = [...new Set(names)].sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
  if (classes.length < 2 || classes.length > most.classes)
    throw new FormatError(
      file.name,
      `column "${table.columns[labelColumn]}" has ${classes.length} different labels, must have 2 to ${most.classes}`,
    );
  const widest = isImage
    ? scale(inputs, 0, 1)
    : columns.reduce((most, _, k) => Math.max(most, scale(inputs, k, columns.length)), 0);
  if (widest === 0) throw new FormatError(file.name, "all its values are equal");
  const known = new Dataset({
    name: file.name,
    inputs,
    features: columns.length,
    labels: names.map((name) => classes.indexOf(name)),
    outputs: classes.length,
    shape: isImage ? [side, side] : [columns.length],
  });
  return divide(known, classes, seed);
}

/** A first row of numbers is an example, not a heading. */
async function readTable(file: File): Promise<CsvTable> {
  const options = { name: file.name, limits: { maxBytes: limit, maxColumns: most.features + 1 } },
    table = await readCsv(file, options);
  return table.columns.every(isNumber) ? readCsv(file, { ...options, header: false }) : table;
}

/** Scales every `step`-th value from `start` on to 0 … 1; equal values become 0. Gives the range they had. */
function scale(values: Float32Array, start: number, step: number): number {
  let low = Infinity,
    high = -Infinity;
  for (let i = start; i < values.length; i += step) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  for (let i = start; i < values.length; i += step) values[i] = high > low ? (values[i]! - low) / (high - low) : 0;
  return high - low;
}

function divide(known: Dataset, classes: readonly string[], seed: number): Examples {
  const [test, train] = known.split(testShare, new Random(seed).stream("test set"));
  if (test.size === 0 || train.size === 0)
    throw new FormatError(known.name, `holds ${known.size} examples, too few to hold some back for the test`);
  return { train, test, classes };
}

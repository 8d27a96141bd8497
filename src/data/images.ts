import { FormatError } from "../errors.js";
import { type ByteSource, DEFAULT_LIMIT } from "./bytes.js";
import { Dataset } from "./dataset.js";
import { type IdxArray, readIdx } from "./idx.js";

export interface IdxImagesOptions {
  /** Name of the data set. */
  readonly name?: string;
  /** What errors call the two sources. */
  readonly imagesName?: string;
  readonly labelsName?: string;
  /** Most bytes to take from either source, after decompression; default 2 GiB. */
  readonly limit?: number;
  /** Number of classes; default 10. */
  readonly classes?: number;
  /** The stored label of class 0; default 0. EMNIST letters count from 1. */
  readonly firstLabel?: number;
  /** Whether rows and columns are stored swapped, as in EMNIST; the data set's images are upright. */
  readonly transposed?: boolean;
}

/**
 * A data set from an IDX file of u8 images [count, rows, columns] and one of u8 labels [count], as MNIST, Fashion-MNIST
 * and EMNIST have them. Inputs are scaled to 0 … 1.
 * @throws {FormatError} when either file is damaged, they do not belong together, or a label is outside of the classes
 */
export async function readIdxImages(
  images: ByteSource,
  labels: ByteSource,
  options: IdxImagesOptions = {},
): Promise<Dataset> {
  const { name = "images", classes = 10, firstLabel = 0, transposed = false, limit = DEFAULT_LIMIT } = options;
  const { imagesName = `${name}, images`, labelsName = `${name}, labels` } = options;
  const pictures = await readIdx(images, { name: imagesName, limit });
  const [count = 0, rows = 0, columns = 0] = expectBytes(pictures, 3, imagesName);
  if (rows === 0 || columns === 0) throw new FormatError(imagesName, `holds images of ${rows} × ${columns} pixels`);
  const marks = await readIdx(labels, { name: labelsName, limit });
  expectBytes(marks, 1, labelsName);
  if (marks.data.length !== count)
    throw new FormatError(labelsName, `holds ${marks.data.length} labels for ${count} images of ${imagesName}`);
  const classOf = Int32Array.from(marks.data, (label) => label - firstLabel);
  const wrong = classOf.findIndex((label) => label < 0 || label >= classes);
  if (wrong >= 0) {
    const allowed = `from ${firstLabel} to ${firstLabel + classes - 1}`;
    throw new FormatError(labelsName, `label ${wrong} is ${marks.data[wrong]}, must be ${allowed}`);
  }
  const pixels = pictures.data as Uint8Array;
  return new Dataset({
    name,
    inputs: transposed ? transpose(pixels, rows, columns) : pixels,
    features: rows * columns,
    labels: classOf,
    outputs: classes,
    scale: 1 / 255,
    shape: transposed ? [columns, rows] : [rows, columns],
  });
}

function expectBytes(array: IdxArray, dimensions: number, name: string): readonly number[] {
  if (!(array.data instanceof Uint8Array) || array.shape.length !== dimensions)
    throw new FormatError(
      name,
      `holds [${array.shape}] in ${array.data.constructor.name}, must be ${dimensions}-dimensional u8`,
    );
  return array.shape;
}

function transpose(images: Uint8Array, rows: number, columns: number): Uint8Array {
  const turned = new Uint8Array(images.length),
    size = rows * columns;
  for (let start = 0; start < images.length; start += size)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        turned[start + column * rows + row] = images[start + row * columns + column]!;
  return turned;
}

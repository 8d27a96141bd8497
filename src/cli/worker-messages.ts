import {
  ArgumentError,
  DisposedError,
  type ErrorCode,
  FormatError,
  MemoryError,
  NeuriteError,
  NumericalError,
  ShapeError,
  UnsupportedError,
  WorkerError,
} from "../errors.js";

/** What a worker thread is started with: enough to open the experiment and its data by itself. */
export interface Assignment {
  readonly slug: string;
  readonly config: object;
  readonly seed: number;
  /** The data sets the run can use, the value of --data, and that of NEURITE_DATA. */
  readonly sets: readonly string[];
  readonly data: string | undefined;
  readonly env: { readonly NEURITE_DATA: string | undefined };
}

/** What a worker thread says about the job it was last sent. The last two end it. */
export type Answer =
  | { readonly kind: "progress"; readonly fraction: number; readonly note: string | undefined }
  | { readonly kind: "found"; readonly found: unknown }
  | { readonly kind: "thrown"; readonly thrown: Thrown };

/** An error on its way to another thread: copies that threads send of errors have neither their class nor their fields. */
export interface Thrown {
  readonly code: ErrorCode | undefined;
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

const classes: Readonly<Record<ErrorCode, { readonly prototype: NeuriteError }>> = {
  shape: ShapeError,
  argument: ArgumentError,
  disposed: DisposedError,
  memory: MemoryError,
  unsupported: UnsupportedError,
  format: FormatError,
  numerical: NumericalError,
  worker: WorkerError,
};

export function packError(error: unknown): Thrown {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { code: error instanceof NeuriteError ? error.code : undefined, name, message, stack };
}

/** The same class, code, message and stack, for errors of this package; an Error of the same name for others. */
export function unpackError({ code, ...error }: Thrown): Error {
  if (code === undefined) return Object.assign(new Error(error.message), error);
  return Object.assign(Object.setPrototypeOf(new NeuriteError(code, error.message), classes[code].prototype), error);
}

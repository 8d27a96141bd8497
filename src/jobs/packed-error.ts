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

/** An error on its way to another thread: copies that threads send of errors have neither their class nor their fields. */
export interface PackedError {
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

/** Never throws, whatever was thrown. */
export function packError(error: unknown): PackedError {
  try {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const code = error instanceof NeuriteError ? error.code : undefined;
    return { code, name: String(name), message: String(message), stack: stack === undefined ? stack : String(stack) };
  } catch {
    return { code: undefined, name: "Error", message: "what was thrown cannot be told as text", stack: undefined };
  }
}

/** The same class, code, message and stack, for errors of this package; an Error of the same name for others. */
export function unpackError({ code, ...error }: PackedError): Error {
  if (code === undefined) return Object.assign(new Error(error.message), error);
  return Object.assign(Object.setPrototypeOf(new NeuriteError(code, error.message), classes[code].prototype), error);
}

/** What went wrong, in one stable word that programs may switch on. */
export type ErrorCode =
  | "shape"
  | "argument"
  | "disposed"
  | "memory"
  | "unsupported"
  | "format"
  | "numerical"
  | "worker";

/** Every error this package throws on purpose. */
export class NeuriteError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    // "shape" → "ShapeError": spelled from the code, because minifiers rename the classes themselves.
    this.name = `${code.charAt(0).toUpperCase()}${code.slice(1)}Error`;
    this.code = code;
  }
}

/** Arrays whose shapes, lengths or element types do not fit together. */
export class ShapeError extends NeuriteError {
  constructor(operation: string, detail: string) {
    super("shape", `${operation}: ${detail}`);
  }
}

/** A value outside of what the call allows. */
export class ArgumentError extends NeuriteError {
  constructor(operation: string, name: string, value: unknown, allowed: string) {
    super("argument", `${operation}: ${name} is ${printable(value)}, must be ${allowed}`);
  }
}

/** Use of an arena or a tensor after its memory was given back. */
export class DisposedError extends NeuriteError {
  constructor(what: string) {
    super("disposed", `${what} was disposed and can no longer be used`);
  }
}

/** WebAssembly memory could not provide what was asked; the arena is unchanged and usable. */
export class MemoryError extends NeuriteError {
  constructor(operation: string, neededBytes: number, detail: string, options?: ErrorOptions) {
    super("memory", `${operation}: cannot allocate ${neededBytes} bytes: ${detail}`, options);
  }
}

/** This engine or environment lacks something the call needs. */
export class UnsupportedError extends NeuriteError {
  constructor(operation: string, detail: string, options?: ErrorOptions) {
    super("unsupported", `${operation}: ${detail}`, options);
  }
}

/** A file or byte stream that is not what its format demands. */
export class FormatError extends NeuriteError {
  constructor(source: string, detail: string, options?: ErrorOptions) {
    super("format", `${source}: ${detail}`, options);
  }
}

/** A computation left the finite numbers: a loss or a weight became NaN or infinite. */
export class NumericalError extends NeuriteError {
  constructor(operation: string, detail: string) {
    super("numerical", `${operation}: ${detail}`);
  }
}

/** A thread or process that worked for this one ended before it was done: out of memory, say. */
export class WorkerError extends NeuriteError {
  constructor(operation: string, detail: string, options?: ErrorOptions) {
    super("worker", `${operation}: ${detail}`, options);
  }
}

function printable(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}…` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return `a ${value.constructor?.name ?? "null-prototype object"}`;
  return String(value);
}

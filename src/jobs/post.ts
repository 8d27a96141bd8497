import { ArgumentError } from "../errors.js";
import type { FromJob, ToJob } from "./messages.js";

/** Sends a message. @throws {ArgumentError} naming what it holds, when that cannot be sent */
export function post<Message extends ToJob | FromJob>(
  port: MessagePort,
  message: Message,
  transfer: readonly Transferable[],
  operation: string,
  what: string,
  value: unknown,
): void {
  try {
    port.postMessage(message, [...transfer]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ArgumentError(operation, what, value, `plain data, which can be sent to another thread (${reason})`);
  }
}

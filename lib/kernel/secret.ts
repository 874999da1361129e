import { inspect } from "node:util";

/** Holds a secret so that no string, JSON or log line shows it (security S3). Unwrap it only at the call that needs it. */
export class Secret<Value = string> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  unwrap(): Value {
    return this.#value;
  }

  toString(): string {
    return "[redacted]";
  }

  toJSON(): string {
    return "[redacted]";
  }

  [inspect.custom](): string {
    return "[redacted]";
  }
}

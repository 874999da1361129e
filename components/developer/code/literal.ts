import { isFromEnvironment } from "@/components/developer/api-request";

/** How a language writes what JSON can hold. */
export interface Notation {
  readonly null: string;
  readonly true: string;
  readonly false: string;
  key(name: string): string;
  environment(name: string): string;
}

const INDENT = 2;

/** A value as a literal, indented from `depth` on. Both languages read JSON's text literals as JSON does. */
export function literal(value: unknown, notation: Notation, indent = INDENT, depth = 0): string {
  if (isFromEnvironment(value)) return notation.environment(value.fromEnvironment);
  if (value === null || value === undefined) return notation.null;
  if (typeof value === "boolean") return value ? notation.true : notation.false;
  if (typeof value !== "object") return JSON.stringify(value);
  const inner = (member: unknown) => literal(member, notation, indent, depth + 1);
  const [open, close, lines] = Array.isArray(value)
    ? ["[", "]", value.map(inner)]
    : ["{", "}", given(value).map(([name, member]) => `${notation.key(name)}: ${inner(member)}`)];
  if (lines.length === 0) return open + close;
  const margin = " ".repeat(indent * depth);
  const step = margin + " ".repeat(indent);
  return `${open}\n${lines.map((line) => `${step}${line},\n`).join("")}${margin}${close}`;
}

/** As JSON has it: members without a value are not there. */
const given = (value: object) => Object.entries(value).filter(([, member]) => member !== undefined);

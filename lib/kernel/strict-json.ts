import { type JSONVisitor, visit } from "jsonc-parser";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { jsonPath } from "@/lib/kernel/json-path";
import { isWholeText } from "@/lib/kernel/whole-text";

const DEPTH_MAX = 32;
const KEYS_MAX = 2000;
const ITEMS_MAX = 1000;
const STRING_MAX = 64 * 1024;
/** Names that would reach into an object's prototype (security L1). */
const MAGIC = new Set(["__proto__", "constructor", "prototype"]);

/** As much of a place as is told: names come from outside, and may be long. */
const PLACE_MAX = 200;

/** Names the place by its path, where it has one: in the whole there is none. */
function refuse(message: string, path: readonly (string | number)[] = []): never {
  if (path.length === 0) throw new Problem("invalid_request", message);
  throw invalidField(jsonPath(path).slice(0, PLACE_MAX), message);
}

/** JSON that means one thing only: no duplicate or magic keys, no broken text, bounded in depth and size (security L1). */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuseSyntax(text);
  }
  checkShape(text);
  return value;
}

/** By line and column: the parser's own words would repeat what was sent (security S2). */
function refuseSyntax(text: string): never {
  checkShape(text, (line, column) => refuse(`This is not valid JSON: mend it at line ${line}, column ${column}.`));
  return refuse("This is not valid JSON.");
}

type PathOf = () => readonly (string | number)[];

interface Level {
  readonly keys: Set<string> | null;
  items: number;
}

function checkShape(text: string, onFault?: (line: number, column: number) => void): void {
  const levels: Level[] = [];
  let keys = 0;
  const enter = (level: Level, path: PathOf) => {
    countItem(path);
    if (levels.push(level) > DEPTH_MAX) refuse(`The JSON is nested more than ${DEPTH_MAX} levels deep.`);
  };
  const countItem = (path: PathOf) => {
    const level = levels.at(-1);
    if (!level || level.keys || ++level.items <= ITEMS_MAX) return;
    refuse(`A list has more than ${ITEMS_MAX} items: shorten it, or write bytes as base64.`, path().slice(0, -1));
  };
  const handlers: JSONVisitor = {
    onError: (_error, _offset, _length, line, column) => onFault?.(line + 1, column + 1),
    onObjectBegin: (_offset, _length, _line, _column, path) => enter({ keys: new Set(), items: 0 }, path),
    onObjectEnd: () => void levels.pop(),
    onArrayBegin: (_offset, _length, _line, _column, path) => enter({ keys: null, items: 0 }, path),
    onArrayEnd: () => void levels.pop(),
    onObjectProperty: (name, _offset, _length, _line, _column, path) => {
      if (!isWholeText(name)) refuse("A member's name holds a character that is none: remove it.", path());
      if (MAGIC.has(name)) refuse(`The member name ${name} is not taken: leave it out.`, [...path(), name]);
      if (++keys > KEYS_MAX) refuse(`The JSON has more than ${KEYS_MAX} members.`);
      const level = levels.at(-1);
      if (level?.keys?.has(name)) refuse("This member stands twice in one object: keep one.", [...path(), name]);
      level?.keys?.add(name);
    },
    onLiteralValue: (value, _offset, _length, _line, _column, path) => {
      countItem(path);
      if (typeof value !== "string") return;
      if (value.length > STRING_MAX) refuse("This text is longer than 64 KiB: shorten it.", path());
      if (!isWholeText(value)) refuse("This text holds a character that is none: remove it.", path());
    },
  };
  visit(text, handlers, { disallowComments: true });
}

import { visit } from "jsonc-parser";
import { Problem } from "@/lib/kernel/errors";
import { isWholeText } from "@/lib/kernel/whole-text";

const DEPTH_MAX = 32;
const KEYS_MAX = 2000;
const ITEMS_MAX = 1000;
const STRING_MAX = 64 * 1024;
/** Names that would reach into an object's prototype (security L1). */
const MAGIC = new Set(["__proto__", "constructor", "prototype"]);

const refuse = (message: string): never => {
  throw new Problem("invalid_request", message);
};

/** JSON that means one thing only: no duplicate or magic keys, no broken text, bounded in depth and size (security L1). */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("The body is not valid JSON.");
  }
  checkShape(text);
  return value;
}

interface Level {
  readonly keys: Set<string> | null;
  items: number;
}

function checkShape(text: string): void {
  const levels: Level[] = [];
  let keys = 0;
  const enter = (level: Level) => {
    countItem();
    if (levels.push(level) > DEPTH_MAX) refuse(`The JSON is nested more than ${DEPTH_MAX} levels deep.`);
  };
  const countItem = () => {
    const level = levels.at(-1);
    if (level && !level.keys && ++level.items > ITEMS_MAX) refuse(`A list has more than ${ITEMS_MAX} items.`);
  };
  visit(text, {
    onObjectBegin: () => enter({ keys: new Set(), items: 0 }),
    onObjectEnd: () => void levels.pop(),
    onArrayBegin: () => enter({ keys: null, items: 0 }),
    onArrayEnd: () => void levels.pop(),
    onObjectProperty: (name) => {
      if (!isWholeText(name)) refuse("A member's name holds a character that is none.");
      if (MAGIC.has(name)) refuse(`The member name ${name} is not taken.`);
      if (++keys > KEYS_MAX) refuse(`The JSON has more than ${KEYS_MAX} members.`);
      const level = levels.at(-1);
      if (level?.keys?.has(name)) refuse("A member stands twice in one object: keep one.");
      level?.keys?.add(name);
    },
    onLiteralValue: (value) => {
      countItem();
      if (typeof value !== "string") return;
      if (value.length > STRING_MAX) refuse("A text is longer than 64 KiB.");
      if (!isWholeText(value)) refuse("A text holds a character that is none: NUL, or half of one.");
    },
  });
}

import { syntaxProblems } from "@/components/contract/draft/contract-draft";
import { setAt } from "@/components/contract/draft/json-path";
import { withCard, withoutNulls } from "@/lib/contract/loose-json";
import { CreateContract } from "@/lib/contract/schema";

/** A text that somebody pasted or a file that they chose. */
interface SourceText {
  readonly name: string;
  readonly text: string;
}

/** The parts of a contract that were found, whatever they say: the designer judges them at their places. */
interface Documents {
  readonly rules?: unknown;
  readonly displays?: unknown;
  /** Other members of a whole contract, such as its name. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly problems: readonly { readonly source: string; readonly message: string }[];
}

type Part = Omit<Documents, "problems">;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const hasAny = (value: object, names: readonly string[]): boolean => names.some((name) => name in value);

const RULES = ["attestations", "validityInterval", "vc"];
const DISPLAY = ["card", "credential", "consent", "locale"];
const settingNames = Object.keys(CreateContract.shape).filter(
  (name) => !["authorityId", "rules", "displays"].includes(name),
);

/**
 * Finds rules and displays in what Entra's portal and the Admin API give: each by itself, as `{"rules": …}` and
 * `{"displays": …}`, or together with all other members of a contract.
 */
export function readDocuments(sources: readonly SourceText[]): Documents {
  let found: Part = { settings: {} };
  const problems: Documents["problems"][number][] = [];
  for (const { name, text } of sources) {
    if (text.trim() === "") continue;
    const part = partIn(text);
    const twice =
      typeof part !== "string" && (["rules", "displays"] as const).find((one) => one in part && one in found);
    if (typeof part === "string") problems.push({ source: name, message: part });
    else if (twice) problems.push({ source: name, message: `The ${twice} are given twice: keep one of them.` });
    else found = { ...found, ...part, settings: { ...found.settings, ...part.settings } };
  }
  return { ...found, problems };
}

/** The part of a contract in a text, or why there is none. */
function partIn(text: string): Part | string {
  const [problem] = syntaxProblems(text);
  if (problem) return `${placeOf(text, problem.offset)}: ${problem.message}`;
  return partOf(withoutNulls(JSON.parse(text)));
}

function partOf(value: unknown): Part | string {
  if (Array.isArray(value)) {
    const looksRight = value.length > 0 && value.every((one) => isObject(one) && hasAny(one, DISPLAY));
    return looksRight ? { displays: value.map(withCard), settings: {} } : UNKNOWN;
  }
  if (!isObject(value)) return UNKNOWN;
  if (hasAny(value, ["rules", "displays"])) return partOfContract(value);
  if (hasAny(value, RULES)) return { rules: value, settings: {} };
  return hasAny(value, DISPLAY) ? { displays: [withCard(value)], settings: {} } : UNKNOWN;
}

const UNKNOWN =
  "This is neither rules (attestations, validityInterval, vc) nor displays (locale, card, consent, claims).";

function partOfContract(value: Record<string, unknown>): Part | string {
  const { rules, displays } = value;
  const settings = Object.fromEntries(Object.entries(value).filter(([name]) => settingNames.includes(name)));
  try {
    const shown = parsed(displays);
    return {
      ...(rules !== undefined && { rules: parsed(rules) }),
      ...(shown !== undefined && { displays: (Array.isArray(shown) ? shown : [shown]).map(withCard) }),
      settings,
    };
  } catch {
    return "Rules or displays are a text here that is not JSON.";
  }
}

/** Some tools write JSON as a text inside JSON. */
const parsed = (value: unknown): unknown => (typeof value === "string" ? withoutNulls(JSON.parse(value)) : value);

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `Line ${lines.length}, character ${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** The draft with the parts that were found in the place of its own. A contract that is out keeps its name. */
export function withDocuments(json: unknown, { rules, displays, settings }: Part, settled: boolean): unknown {
  const { name, ...others } = settings;
  const members = { ...others, ...(!settled && name !== undefined && { name }), rules, displays };
  return Object.entries(members).reduce(
    (draft, [member, value]) => (value === undefined ? draft : setAt(draft, [member], value)),
    json,
  );
}

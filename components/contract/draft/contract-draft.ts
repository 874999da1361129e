import "@/lib/kernel/plain-words";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { at, type JsonPath } from "@/components/contract/draft/json-path";
import { plainMessage } from "@/components/contract/draft/plain-message";
import { CreateContract } from "@/lib/contract/schema";

/**
 * The one draft that form and JSON editor share. `text` is the JSON as a person typed it, kept until the form changes
 * the draft; while it does not parse, `json` is the last that did.
 */
export interface ContractDraft {
  readonly json: unknown;
  readonly text: string | null;
}

export interface DraftProblem {
  path: JsonPath;
  message: string;
}

export const draftOf = (json: unknown): ContractDraft => ({ json, text: null });

export const draftText = ({ json, text }: ContractDraft): string => text ?? JSON.stringify(json, null, 2);

export const withJson = (draft: ContractDraft, json: unknown): ContractDraft =>
  json === draft.json ? draft : { json, text: null };

interface SyntaxProblem {
  offset: number;
  length: number;
  message: string;
}

const syntaxWords: Record<string, string> = {
  PropertyNameExpected: "A member name in double quotes belongs here.",
  ValueExpected: "A value belongs here.",
  ColonExpected: "A colon belongs here.",
  CommaExpected: "A comma belongs here.",
  CloseBraceExpected: "A closing brace is missing.",
  CloseBracketExpected: "A closing bracket is missing.",
  EndOfFileExpected: "The JSON ends before this.",
  InvalidCommentToken: "JSON has no comments.",
  UnexpectedEndOfString: "This text is not closed.",
  InvalidEscapeCharacter: "This escape is not known.",
};

export function syntaxProblems(text: string): SyntaxProblem[] {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors.map(({ offset, length, error }) => ({
    offset,
    length,
    message: syntaxWords[printParseErrorCode(error)] ?? "This is not JSON.",
  }));
}

/** Takes what was typed. Text that is not JSON stays on screen, and the form keeps the last that was. */
export function withText(draft: ContractDraft, text: string): ContractDraft {
  try {
    return { json: JSON.parse(text), text };
  } catch {
    return { json: draft.json, text };
  }
}

export const hasBrokenText = ({ text }: ContractDraft): boolean => text !== null && syntaxProblems(text).length > 0;

interface CheckedDraft {
  contract: CreateContract | null;
  problems: DraftProblem[];
}

/** What the server will say about the draft, by the same schema. */
export function checkDraft(draft: ContractDraft): CheckedDraft {
  if (hasBrokenText(draft)) return { contract: null, problems: [{ path: [], message: "The JSON has a mistake." }] };
  const parsed = CreateContract.safeParse(draft.json);
  if (parsed.success) return { contract: parsed.data, problems: [] };
  return {
    contract: null,
    problems: parsed.error.issues.flatMap((issue) => {
      const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
      if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) => ({ path: [...path, key], message: `${key} is not a member of a contract.` }));
      }
      return [{ path, message: plainMessage(issue.code, issue.message, at(draft.json, path)) }];
    }),
  };
}

/** The server names fields as `changes.displays[0].card.title`; this brings its refusals to the same fields. */
export function problemsFromFields(fields: Readonly<Record<string, string>>): DraftProblem[] {
  return Object.entries(fields).map(([field, message]) => ({
    path: field
      .replace(/^changes\./, "")
      .split(/[.[\]]+/)
      .filter((step) => step !== "")
      .map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
    message,
  }));
}

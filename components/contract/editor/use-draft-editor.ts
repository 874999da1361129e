import { type FocusEvent, useState } from "react";
import {
  type ContractDraft,
  checkDraft,
  type DraftProblem,
  withJson,
} from "@/components/contract/draft/contract-draft";
import { type DraftHistory, emptyHistory, redo, remember, undo } from "@/components/contract/draft/draft-history";
import { samePath } from "@/components/contract/draft/json-path";
import type { DraftEditor } from "@/components/contract/editor/draft-editor";
import { fieldPlace } from "@/components/contract/editor/field-place";

interface Options {
  value: ContractDraft;
  onChange: (draft: ContractDraft) => void;
  /** Refusals of the server; they stay until the next edit of their field. */
  refusals: readonly DraftProblem[];
}

export function useDraftEditor({ value, onChange, refusals }: Options) {
  const [history, setHistory] = useState<DraftHistory>(emptyHistory);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [submitted, setSubmitted] = useState(false);
  const checked = checkDraft(value);

  const change = (next: ContractDraft, field: string | null) => {
    if (next === value) return;
    setHistory(remember(history, value, field));
    onChange(next);
  };
  const step = (taken: ReturnType<typeof undo>) => {
    if (!taken) return;
    setHistory(taken.history);
    onChange(taken.draft);
  };
  const shown = (problem: DraftProblem) =>
    submitted || problem.message !== "Fill this in." || touched.has(fieldPlace(problem.path, value.json).id);
  const problems = [...refusals, ...checked.problems].filter(shown);

  const editor: DraftEditor = {
    json: value.json,
    edit: (field, apply) => change(withJson(value, apply(value.json)), field),
    errorAt: (path) => problems.find((problem) => samePath(problem.path, path))?.message,
  };
  return {
    editor,
    change,
    contract: checked.contract,
    problems,
    firstProblem: checked.problems[0],
    undo: history.past.length > 0 ? () => step(undo(history, value)) : null,
    redo: history.future.length > 0 ? () => step(redo(history, value)) : null,
    showAllProblems: () => setSubmitted(true),
    /** An empty field is not wrong while nobody has been there: listen on the editor's frame. */
    onBlur: ({ target }: FocusEvent<HTMLElement>) => {
      if (target.id.startsWith("field-") && !touched.has(target.id)) setTouched(new Set([...touched, target.id]));
    },
  };
}

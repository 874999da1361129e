import { parseAsFloat, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { workspaceTabs } from "@/components/contract/editor/field-place";
import { skinIds } from "@/components/contract/preview/registry";
import { sampleKinds } from "@/components/contract/preview/sample-claims";

const themes = ["light", "dark"] as const;
const sides = ["front", "detail", "consent"] as const;
export const textScales = [1, 1.3, 2] as const;

const view = {
  tab: parseAsStringLiteral(workspaceTabs).withDefault("design"),
  /** Tag of the language being edited; the first where there is no such row. */
  locale: parseAsString.withDefault(""),
  skin: parseAsStringLiteral(skinIds).withDefault("generic"),
  theme: parseAsStringLiteral(themes).withDefault("light"),
  text: parseAsFloat.withDefault(1),
  side: parseAsStringLiteral(sides).withDefault("front"),
  sample: parseAsStringLiteral(sampleKinds).withDefault("typical"),
};

/** What is being looked at stands in the URL, so that reload, back and share keep it. */
export function useWorkspaceView() {
  const [state, setState] = useQueryStates(view, { history: "replace" });
  return { ...state, set: setState };
}

export type WorkspaceView = ReturnType<typeof useWorkspaceView>;

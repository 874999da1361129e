import { claimRows } from "@/components/contract/draft/claim-rows";
import { type JsonPath, textAt } from "@/components/contract/draft/json-path";
import { localeName } from "@/components/contract/draft/locale-rows";
import { claimName } from "@/lib/contract/presentation";

export const workspaceTabs = ["design", "claims", "rules", "json", "versions"] as const;
type WorkspaceTab = (typeof workspaceTabs)[number];

interface FieldPlace {
  /** Id of the control in the page. */
  id: string;
  tab: WorkspaceTab | null;
  /** The display whose language must be chosen for the control to be there. */
  display: number | null;
  name: string;
}

const words: Record<string, string> = {
  title: "Title",
  issuedBy: "Issued by",
  backgroundColor: "Background colour",
  textColor: "Text colour",
  description: "Description",
  uri: "Logo",
  instructions: "Consent text",
  locale: "Language",
  name: "Contract name",
  authorityId: "Authority",
  validityInterval: "Validity",
  formats: "Formats",
  type: "Types",
  outputClaim: "Claim name",
  inputClaim: "Source",
  label: "Label",
  indexed: "Indexed",
};

const wordFor = (path: JsonPath): string => {
  if (path.includes("consent") && path.at(-1) === "title") return "Consent title";
  if (path.includes("logo") && path.at(-1) === "description") return "Logo description";
  const known = path.findLast((step) => typeof step === "string" && step in words);
  return words[String(known)] ?? path.join(".");
};

export const fieldId = (path: JsonPath): string => `field-${path.join("-").replaceAll(/[^\w-]/g, "_")}`;

const rowOf = (json: unknown, name: string) => claimRows(json).findIndex((row) => row.name === name);

/** Members that no field shows are mended in the JSON. */
const inForm = /^(name|authorityId|formats|displays-\d+-(locale|card|consent)|rules-(validityInterval|vc-type)|claims)/;

/** Where in the designer a path of the draft is edited, so that a finding can lead to its field. */
export function fieldPlace(path: JsonPath, json: unknown): FieldPlace {
  const [first, second, third, fourth] = path;
  if (first === "displays" && typeof second === "number" && third === "claims" && typeof fourth === "number") {
    const name = claimName(textAt(json, ["displays", second, "claims", fourth, "claim"]));
    return claimPlace(json, name, "label", second);
  }
  const mapping = path.indexOf("mapping");
  if (first === "rules" && second === "attestations" && typeof path[mapping + 1] === "number") {
    const name = textAt(json, [...path.slice(0, mapping + 2), "outputClaim"]);
    return claimPlace(json, name, String(path[mapping + 2] ?? "outputClaim"), null);
  }
  if (first === "claims") {
    if (second === undefined) return { id: "field-new-claim", tab: "claims", display: null, name: "Claims" };
    const display = typeof fourth === "number" ? fourth : null;
    return claimPlace(json, String(second), String(third ?? "outputClaim"), display);
  }
  const display = first === "displays" && typeof second === "number" ? second : null;
  const language = display === null ? "" : `${localeName(textAt(json, ["displays", display, "locale"]))} · `;
  const id = fieldId(path[0] === "rules" && path[1] === "vc" ? ["rules", "vc", "type"] : path);
  const shown = inForm.test(path.join("-"));
  const tab = !shown ? "json" : display !== null ? "design" : first === "rules" || first === "formats" ? "rules" : null;
  return { id: shown ? id : "field-json", tab, display, name: shown ? `${language}${wordFor(path)}` : "JSON" };
}

function claimPlace(json: unknown, name: string, member: string, display: number | null): FieldPlace {
  const row = rowOf(json, name);
  const steps = member === "label" && display !== null ? ["claims", row, "label", display] : ["claims", row, member];
  const language = display === null ? "" : `${localeName(textAt(json, ["displays", display, "locale"]))} · `;
  return { id: fieldId(steps), tab: "claims", display, name: `${language}${name || "Claim"}: ${wordFor([member])}` };
}

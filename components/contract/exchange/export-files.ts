import { at } from "@/components/contract/draft/json-path";

interface ExportFile {
  readonly label: string;
  readonly fileName: string;
  readonly text: string;
}

const textOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The draft as files that this page, the Admin API and Entra's portal take in again. */
export const exportFiles = (json: unknown): ExportFile[] => [
  { label: "Export rules.json", fileName: "rules.json", text: textOf(at(json, ["rules"])) },
  { label: "Export display.json", fileName: "display.json", text: textOf(at(json, ["displays"])) },
  { label: "Export contract.json", fileName: "contract.json", text: textOf(withoutAuthority(json)) },
];

/** Whose it is says nothing elsewhere. */
function withoutAuthority(json: unknown): unknown {
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== "authorityId"));
}

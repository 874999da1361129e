import type { JsonPath } from "@/components/contract/draft/json-path";

/** What every field of the designer gets: the draft to read, one way to change it, and what is wrong where. */
export interface DraftEditor {
  json: unknown;
  /** `field` names what is being edited: typing on in one field is one step of undo. */
  edit: (field: string, change: (json: unknown) => unknown) => void;
  errorAt: (path: JsonPath) => string | undefined;
}

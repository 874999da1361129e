import { claimRows } from "@/components/contract/draft/claim-rows";
import { at, listAt, textAt } from "@/components/contract/draft/json-path";
import type { ContractDisplay } from "@/lib/contract/display-schema";
import type { ContractRules } from "@/lib/contract/rules-schema";
import type { FormatId } from "@/lib/contract/schema";
import { formatIds } from "@/lib/kernel/format-ids";

/** What can be read of an unfinished draft, with nothing where a text is missing: a preview cannot wait for the last word. */
interface LenientContract {
  displays: ContractDisplay[];
  rules: ContractRules;
  format: FormatId;
}

function display(value: unknown): ContractDisplay {
  const uri = textAt(value, ["card", "logo", "uri"]);
  return {
    locale: textAt(value, ["locale"]),
    card: {
      title: textAt(value, ["card", "title"]),
      issuedBy: textAt(value, ["card", "issuedBy"]),
      description: textAt(value, ["card", "description"]),
      backgroundColor: textAt(value, ["card", "backgroundColor"]),
      textColor: textAt(value, ["card", "textColor"]),
      ...(uri && { logo: { uri, description: textAt(value, ["card", "logo", "description"]) } }),
    },
    consent: {
      title: textAt(value, ["consent", "title"]),
      instructions: textAt(value, ["consent", "instructions"]),
    },
    claims: listAt(value, ["claims"]).map((claim) => ({
      claim: textAt(claim, ["claim"]),
      label: textAt(claim, ["label"]),
      type: textAt(claim, ["type"]) === "image/jpg;base64url" ? "image/jpg;base64url" : "String",
    })),
  };
}

export function lenientContract(json: unknown): LenientContract {
  const mapping = claimRows(json).flatMap(({ name, mapping }) =>
    mapping
      ? [{ inputClaim: mapping.inputClaim, outputClaim: name, required: mapping.required, indexed: mapping.indexed }]
      : [],
  );
  const validity = at(json, ["rules", "validityInterval"]);
  const [offered] = listAt(json, ["formats"]);
  return {
    displays: listAt(json, ["displays"]).map(display),
    rules: {
      attestations: { idTokenHints: [{ required: false, mapping }] },
      validityInterval: typeof validity === "number" ? validity : 0,
      vc: { type: listAt(json, ["rules", "vc", "type"]).filter((type) => typeof type === "string") },
    },
    format: formatIds.find((format) => format === offered) ?? "jwt_vc_json",
  };
}

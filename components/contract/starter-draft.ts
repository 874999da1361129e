import { at, listAt, setAt } from "@/components/contract/draft/json-path";
import type { Starter } from "@/components/contract/starters/starters";

interface Issuer {
  id: string;
  name: string;
}

const YEAR = 31_536_000;

/** A starter as a draft of that authority, whose name takes the place of the sample's. */
export function starterDraft({ contract }: Starter, issuer: Issuer): unknown {
  return issuedBy({ authorityId: issuer.id, ...contract }, issuer);
}

function issuedBy(json: unknown, { name }: Issuer): unknown {
  return listAt(json, ["displays"]).reduce<unknown>(
    (draft, _, index) => setAt(draft, ["displays", index, "card", "issuedBy"], name),
    json,
  );
}

/** Nothing but the frame: what must be filled in is left empty. */
export const blankDraft = ({ id, name }: Issuer): unknown => ({
  authorityId: id,
  name: "",
  rules: {
    attestations: { idTokenHints: [{ required: true, mapping: [] }] },
    validityInterval: YEAR,
    vc: { type: [] },
  },
  displays: [
    {
      locale: "en",
      card: { title: "", issuedBy: name, backgroundColor: "#12107C", textColor: "#FFFFFF", description: "" },
      consent: { instructions: "" },
      claims: [],
    },
  ],
  availableInVcDirectory: false,
  issueNotificationEnabled: false,
  issueNotificationAllowedToGroupOids: null,
  allowOverrideValidityIntervalOnIssuance: false,
  formats: ["jwt_vc_json", "dc+sd-jwt"],
});

/** A kept draft may name an authority that is gone: it then belongs to the given one. */
export function withKnownAuthority(json: unknown, known: readonly Issuer[], fallback: Issuer): unknown {
  const id = at(json, ["authorityId"]);
  return known.some((authority) => authority.id === id) ? json : setAt(json, ["authorityId"], fallback.id);
}

import * as z from "zod";
import { optional } from "@/lib/kernel/optional";

/** What `POST /raw/jwt/sign` takes (section 7.1). What is missing is refused by the words that its clients know. */
export const RawSignRequest = z
  .strictObject({
    issuerKey: z.unknown().optional().describe("The key object as onboarding answered it, or its type and id. Needed."),
    subjectDid: z.unknown().optional().describe("Who the credential is about. Needed."),
    credentialData: z.unknown().optional().describe("The W3C credential, of data model 1.1 or 2.0. Needed."),
    issuerDid: optional(z.string().max(4096)).describe("A DID of that key. Left out: its did:key."),
    mapping: optional(z.record(z.string(), z.unknown())).describe(
      "Merged into the data, with function calls such as <uuid>; members jwt:… set claims.",
    ),
  })
  .meta({ id: "RawSignRequest" });
export type RawSignRequest = z.infer<typeof RawSignRequest>;

import * as z from "zod";
import { BATCH_SIZE } from "@/lib/issuance/claim-credential";
import { credentialIdentifier } from "@/lib/issuance/credential-identifier";
import { configurationId } from "@/lib/issuance/identifiers";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/open-offer";
import type { TokenRequest } from "@/lib/issuance/redeem-code";
import type { SessionRow } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";
import { parseStrictJson } from "@/lib/kernel/strict-json";

const AuthorizationDetails = z
  .array(z.object({ type: z.literal("openid_credential"), credential_configuration_id: z.string() }))
  .length(1);

/** The token request's form (OpenID4VCI 1.0, section 6.1). Unknown parameters are ignored. */
export function tokenRequest(form: ReadonlyMap<string, string>): Omit<TokenRequest, "dpopThumbprint"> {
  const grant = form.get("grant_type");
  if (!grant) throw new Problem("invalid_request", "Send grant_type.");
  if (grant !== PRE_AUTHORIZED_GRANT) {
    throw new Problem("unsupported_grant_type", "Only the pre-authorized code grant is supported.");
  }
  const code = form.get("pre-authorized_code");
  if (!code) throw new Problem("invalid_request", "Send pre-authorized_code.");
  return {
    code,
    transactionCode: form.get("tx_code") ?? null,
    requestedConfiguration: requestedConfiguration(form.get("authorization_details")),
  };
}

function requestedConfiguration(text: string | undefined): string | null {
  if (text === undefined) return null;
  const details = AuthorizationDetails.safeParse(parseStrictJson(text));
  if (details.success) return details.data[0]?.credential_configuration_id ?? null;
  throw new Problem("invalid_request", "authorization_details must ask for one credential by its configuration id.");
}

/** The credential request (OpenID4VCI 1.0, section 8.2), with the singular `proof` of older clients. */
export const CredentialRequest = z.object({
  credential_configuration_id: z.string().optional(),
  credential_identifier: z.string().optional(),
  // Judged after the configuration, and refused as proofs are, not as a request that cannot be read.
  proofs: z.unknown().optional(),
  proof: z.unknown().optional(),
  credential_response_encryption: z.unknown().optional(),
});
export type CredentialRequest = z.infer<typeof CredentialRequest>;

/** Tells whether the issuer has a configuration of this id, in this offer or not. */
type IsConfiguration = (id: string) => Promise<boolean>;

/** Checks what is asked for, in the standard's order, and gives the proofs. */
export async function requestedProofs(
  session: SessionRow,
  request: CredentialRequest,
  isConfiguration: IsConfiguration,
): Promise<string[]> {
  await requireOffered(session, request, isConfiguration);
  if (request.credential_response_encryption !== undefined) {
    throw new Problem("invalid_encryption_parameters", "Encrypted responses are not offered: ask without.");
  }
  const proofs = proofsOf(request);
  if (proofs.length > BATCH_SIZE) {
    throw new Problem("invalid_credential_request", `Send at most ${BATCH_SIZE} proofs.`);
  }
  return proofs;
}

async function requireOffered(session: SessionRow, request: CredentialRequest, isConfiguration: IsConfiguration) {
  const { credential_configuration_id: asked, credential_identifier: identifier } = request;
  if ((asked === undefined) === (identifier === undefined)) {
    const message = "Send exactly one of credential_configuration_id and credential_identifier.";
    throw new Problem("invalid_credential_request", message);
  }
  if (identifier !== undefined && identifier !== credentialIdentifier(session.id)) {
    throw new Problem("unknown_credential_identifier", "The access token knows no such credential_identifier.");
  }
  if (asked === undefined || asked === configurationId(session.contract_name, session.format)) return;
  throw (await isConfiguration(asked))
    ? new Problem("invalid_credential_request", "The access token is not for this credential_configuration_id.")
    : new Problem("unknown_credential_configuration", "The issuer has no such credential_configuration_id.");
}

const Proofs = z.strictObject({ jwt: z.array(z.string()).min(1) });
const Proof = z.object({ proof_type: z.literal("jwt"), jwt: z.string() });

function proofsOf({ proofs, proof }: CredentialRequest): string[] {
  if (proofs === undefined && proof !== undefined) {
    const one = Proof.safeParse(proof);
    if (one.success) return [one.data.jwt];
    throw new Problem("invalid_proof", "Only proofs of type jwt are taken.");
  }
  const list = Proofs.safeParse(proofs);
  if (list.success) return list.data.jwt;
  throw new Problem("invalid_proof", "Send proofs with exactly one member, jwt: a list of at least one proof.");
}

/** `Vary` goes with everything whose first language the reader chose. */
export const languageOf = (request: Request): string | null => request.headers.get("accept-language");

import * as z from "zod";
import { requireOwnOrigin, sendForJson, type Transport } from "@/components/wallet/protocol/transport";
import { WalletFailure } from "@/components/wallet/protocol/wallet-failure";

/** OpenID4VCI 1.0, section 12.2.4: what the wallet needs of it, and the rest as it came. */
export const IssuerMetadata = z.looseObject({
  credential_issuer: z.string(),
  credential_endpoint: z.url(),
  nonce_endpoint: z.url().optional(),
  notification_endpoint: z.url().optional(),
  authorization_servers: z.array(z.url()).optional(),
  display: z.array(z.looseObject({ name: z.string().optional(), locale: z.string().optional() })).optional(),
  credential_configurations_supported: z.record(z.string(), z.looseObject({ format: z.string() })),
});
export type IssuerMetadata = z.output<typeof IssuerMetadata>;

/** RFC 8414, section 2 */
export const ServerMetadata = z.looseObject({ issuer: z.string(), token_endpoint: z.url() });
export type ServerMetadata = z.output<typeof ServerMetadata>;

/** The document's standard address, and the one where older issuers serve it. */
function wellKnownUrls(issuer: string, name: string): [inserted: string, appended: string] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname === "/" ? "" : pathname.replace(/\/$/, "");
  return [`${origin}/.well-known/${name}${path}`, `${origin}${path}/.well-known/${name}`];
}

async function readWellKnown<Schema extends z.ZodType>(
  transport: Transport,
  schema: Schema,
  issuer: string,
  name: string,
): Promise<z.output<Schema>> {
  const [inserted, appended] = wellKnownUrls(issuer, name);
  try {
    return await sendForJson(transport, schema, inserted);
  } catch (error) {
    if (error instanceof WalletFailure && error.kind !== "unsupported") throw error;
    return sendForJson(transport, schema, appended);
  }
}

/** The issuer's metadata. They must name the very issuer that was asked for. */
export async function readIssuerMetadata(transport: Transport, issuer: string): Promise<IssuerMetadata> {
  const metadata = await readWellKnown(transport, IssuerMetadata, issuer, "openid-credential-issuer");
  if (metadata.credential_issuer !== issuer) throw otherName(issuer, metadata.credential_issuer);
  for (const url of [metadata.credential_endpoint, metadata.nonce_endpoint, metadata.notification_endpoint]) {
    if (url !== undefined) requireOwnOrigin(transport, url);
  }
  return metadata;
}

/** Metadata of the server that gives tokens: the issuer itself unless its metadata name another. */
export async function readServerMetadata(transport: Transport, metadata: IssuerMetadata): Promise<ServerMetadata> {
  const server = metadata.authorization_servers?.[0] ?? metadata.credential_issuer;
  const found = await readWellKnown(transport, ServerMetadata, server, "oauth-authorization-server");
  if (found.issuer !== server) throw otherName(server, found.issuer);
  return found;
}

const otherName = (asked: string, given: string): WalletFailure =>
  new WalletFailure(
    "unsupported",
    "The issuer's metadata are not its own",
    `${asked} was asked for, and the answer speaks for ${given}. This is for the issuer to mend.`,
  );

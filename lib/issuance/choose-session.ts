import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { contractVersion } from "@/lib/contract/store";
import { credentialFormats } from "@/lib/formats/registry";
import { credentialIdentifier } from "@/lib/issuance/credential-identifier";
import { sessionConfigurationId, sessionType } from "@/lib/issuance/identifiers";
import { hasConfiguration } from "@/lib/issuance/metadata";
import { idleSessions } from "@/lib/issuance/session-taken";
import type { SessionRow } from "@/lib/issuance/store";
import type { DescribedMembers, Wanted, WireForm } from "@/lib/issuance/wire/wire-form";
import { Problem } from "@/lib/kernel/errors";

export interface Choice {
  readonly session: SessionRow;
  /** Set where other requests may choose among the same sessions: how often this one was begun until now. */
  readonly attempt: number | null;
}

/**
 * The session that a credential request is about, among those that its token is good for: the first that no request has
 * begun, else the first that has not issued yet, else the one that issued last, whose answer may have been lost.
 */
export async function chooseSession(
  ctx: Ctx,
  issuer: Issuer,
  form: WireForm,
  sessions: readonly SessionRow[],
  wanted: Wanted,
): Promise<Choice> {
  const matching = await matchingSessions(ctx, issuer, form, sessions, wanted);
  const [first, ...others] = matching;
  if (others.length === 0) return { session: first, attempt: null };
  const attempts = await idleSessions(ctx, matching);
  for (const session of matching) {
    const attempt = attempts.get(session.id);
    if (attempt !== undefined) return { session, attempt };
  }
  const latest = matching.reduce((one, other) => (issuedAt(other) > issuedAt(one) ? other : one));
  return { session: matching.find(({ state }) => state !== "issued") ?? latest, attempt: null };
}

const issuedAt = ({ issued_at: at }: SessionRow): number => at?.getTime() ?? 0;

type Sessions = [SessionRow, ...SessionRow[]];

async function matchingSessions(
  ctx: Ctx,
  issuer: Issuer,
  form: WireForm,
  sessions: readonly SessionRow[],
  wanted: Wanted,
): Promise<Sessions> {
  if (wanted.by === "identifier") {
    const named = sessions.filter(({ id }) => credentialIdentifier(id) === wanted.id);
    return some(named, unknownIdentifier);
  }
  if (wanted.by === "configuration") {
    const named = sessions.filter((one) => sessionConfigurationId(one) === wanted.id);
    if (named.length === 0) throw await noConfiguration(ctx, issuer, wanted.id);
    return some(named, unsupportedType);
  }
  if (wanted.by === "name") {
    const names = (one: SessionRow) => [credentialIdentifier(one.id), sessionConfigurationId(one)];
    return some(
      sessions.filter((one) => names(one).includes(wanted.id)),
      unsupportedType,
    );
  }
  const format = form.formats.get(wanted.format);
  const inFormat = some(
    sessions.filter((one) => one.format === format),
    unsupportedFormat,
  );
  const described = await Promise.all(inFormat.map((one) => isDescribed(ctx, issuer, one, wanted.members)));
  return some(
    inFormat.filter((_, at) => described[at]),
    unsupportedType,
  );
}

function some(sessions: readonly SessionRow[], otherwise: () => Problem): Sessions {
  const [first, ...others] = sessions;
  if (!first) throw otherwise();
  return [first, ...others];
}

const unknownIdentifier = (): Problem =>
  new Problem("unknown_credential_identifier", "The access token knows no such credential_identifier.");

const unsupportedFormat = (): Problem =>
  new Problem("unsupported_credential_format", "The access token is not for this format.");

const unsupportedType = (): Problem =>
  new Problem("unsupported_credential_type", "The access token is not for a credential of this type.");

const noConfiguration = async (ctx: Ctx, issuer: Issuer, id: string): Promise<Problem> =>
  (await hasConfiguration(ctx, issuer, id))
    ? new Problem("invalid_credential_request", "The access token is not for this credential_configuration_id.")
    : new Problem("unknown_credential_configuration", "The issuer has no such credential_configuration_id.");

/**
 * Types compare as sets; a `vct` or `doctype` that is left out asks for whatever the token is for. Clients were seen to
 * put a configuration's id where its type belongs: they look types up among the ids of the metadata.
 */
async function isDescribed(
  ctx: Ctx,
  issuer: Issuer,
  session: SessionRow,
  { types, vct, doctype }: DescribedMembers,
): Promise<boolean> {
  if ([...(types ?? []), vct, doctype].includes(sessionConfigurationId(session))) return true;
  const contract = await contractVersion(ctx, ctx.tenantId, session.contract_id, session.contract_version);
  if (!contract) return false;
  const { algorithm } = issuer;
  const vctOfOwn = sessionType(ctx, session);
  const own = credentialFormats[session.format].describe({ rules: contract.rules, vct: vctOfOwn, algorithm });
  if ("credential_definition" in own) return types !== undefined && sameSet(types, typesIn(own.credential_definition));
  return (vct ?? own.vct) === own.vct && (doctype ?? own.doctype) === own.doctype;
}

const typesIn = (definition: unknown): readonly unknown[] =>
  typeof definition === "object" && definition !== null && "type" in definition && Array.isArray(definition.type)
    ? definition.type
    : [];

function sameSet(one: readonly unknown[], other: readonly unknown[]): boolean {
  const [first, second] = [new Set(one), new Set(other)];
  return first.size === second.size && other.every((item) => first.has(item));
}

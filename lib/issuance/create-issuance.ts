import { findIssuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";
import { type CurrentContract, findContractById, findContractByPublicId } from "@/lib/contract/store";
import { claimsByRules } from "@/lib/issuance/claims";
import { configurationId, offerUri } from "@/lib/issuance/identifiers";
import { requireMdocIssuable } from "@/lib/issuance/mdoc-issuable";
import { requireOfferable } from "@/lib/issuance/offerable";
import { CreateIssuance, OFFER_LIFETIME_SECONDS, type TransactionCode } from "@/lib/issuance/schema";
import { sealColumn } from "@/lib/issuance/sealed";
import { makeSessionSecret } from "@/lib/issuance/session-secret";
import { insertSession } from "@/lib/issuance/store";
import { storeTransactionCode } from "@/lib/issuance/transaction-code";
import { wireForms } from "@/lib/issuance/wire/registry";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { defineUseCase } from "@/lib/use-case";

export interface CreatedIssuance {
  readonly id: string;
  readonly offerUri: string;
  readonly expiresAt: Date;
}

/** Makes an offer that one wallet can take up. Nothing is signed yet. */
export const createIssuance = defineUseCase(
  { name: "createIssuance", input: CreateIssuance },
  async (ctx, input): Promise<CreatedIssuance> => {
    const contract = await offeredContract(ctx, input);
    requireOfferable(contract.rules);
    const format = offeredFormat(contract, input);
    requireValidUntil(ctx, contract, input.validUntil);
    const claims = claimsByRules(contract.rules, input.claims);
    requirePermittedCallback(ctx, input);
    if (format === "mso_mdoc") await requireMdocIssuable(ctx, contract, claims);

    const id = ctx.random.uuid();
    const place = { tenantId: ctx.tenantId, sessionId: id };
    const offerToken = makeSessionSecret(ctx.random, id);
    const code = makeSessionSecret(ctx.random, id);
    const createdAt = ctx.now();
    const expiresAt = new Date(createdAt.getTime() + OFFER_LIFETIME_SECONDS * 1000);
    const { transactionCode, callback } = input;
    const made = await insertSession(
      ctx,
      {
        id,
        authorityId: contract.authorityId,
        contractId: contract.id,
        contractVersion: contract.version,
        format,
        protocol: input.protocol,
        offerHash: ctx.masterKeys.hash("wallet-token", offerToken),
        codeHash: ctx.masterKeys.hash("wallet-token", code),
        sealedCode: await sealColumn(ctx, place, "sealed_code", { offerToken, code }),
        sealedClaims: await sealColumn(ctx, place, "sealed_claims", claims),
        sealedCallback: callback ? await sealColumn(ctx, place, "sealed_callback", callback) : null,
        txCodeHash: transactionCode ? await storeTransactionCode(ctx, transactionCode) : null,
        txCode: transactionCode ? { length: codeLength(transactionCode) } : null,
        validUntil: input.validUntil ?? null,
        registration: input.registration ?? null,
        createdAt,
        expiresAt,
      },
      {
        action: "issuance.offered",
        targetType: "issuance",
        targetId: id,
        details: { configuration: configurationId(contract.name, format) },
      },
    );
    if (!made)
      throw new Problem(
        "conflict",
        "The offer was not made: its authority or organisation is no more, or the request was sent twice.",
      );
    const address = { authorityId: contract.authorityId, protocol: input.protocol, offerToken };
    return { id, offerUri: offerUri(ctx, address), expiresAt };
  },
);

async function offeredContract(ctx: Ctx, { contractId, authority, types }: CreateIssuance): Promise<CurrentContract> {
  const find = isUuid(contractId) ? findContractById : findContractByPublicId;
  const contract = await find(ctx, ctx.tenantId, contractId);
  if (!contract) throw new Problem("not_found", "There is no such contract.", { fields: { manifest: "Unknown." } });
  if (authority !== undefined && (await findIssuer(ctx, contract.authorityId))?.did !== authority) {
    throw invalidField("authority", "Give the DID of the contract's authority: this is another one.");
  }
  if (types?.some((type) => type !== "VerifiableCredential" && !contract.rules.vc.type.includes(type))) {
    throw invalidField("type", `Give what the contract issues: ${contract.rules.vc.type.join(", ")}.`);
  }
  return contract;
}

/** Not every version of the protocol knows every format. */
function offeredFormat({ formats }: CurrentContract, { format, protocol }: CreateIssuance): FormatId {
  const known = formats.filter((one) => wireForms[protocol].formatNames[one]);
  const offered = format ?? known[0];
  if (offered && known.includes(offered)) return offered;
  throw invalidField(
    "format",
    known.length > 0
      ? `The contract is offered as ${known.join(" or ")}${known.length < formats.length ? ` in ${protocol}` : ""}.`
      : `Nothing of this contract can be had in ${protocol}: offer it in another version.`,
  );
}

const codeLength = (code: TransactionCode): number => (code.kind === "plain" ? code.value.length : code.length);

function requireValidUntil(ctx: Ctx, contract: CurrentContract, validUntil: Date | undefined): void {
  if (!validUntil) return;
  if (!contract.allowOverrideValidityIntervalOnIssuance) {
    const message = "The contract does not allow this: set allowOverrideValidityIntervalOnIssuance.";
    throw new Problem("validity_override_not_enabled", message, { fields: { expirationDate: message } });
  }
  if (validUntil <= ctx.now()) throw invalidField("expirationDate", "Give a time that is still to come.");
}

/** The address is judged now by its text, and again with all it resolves to at each use (security E4). */
function requirePermittedCallback(ctx: Ctx, { callback }: CreateIssuance): void {
  if (callback && ctx.egress.refusal(callback.url) !== undefined) {
    throw invalidField("callback.url", "Give an https address with a public host name and the standard port.");
  }
}

import { setTimeout as pause } from "node:timers/promises";
import type { IssuingSetup } from "@/e2e/support/issuing-setup";
import { badgeClaims } from "@/e2e/support/portal-api";
import type { Answer } from "@/e2e/support/wallet/ask";
import { UnexpectedAnswer } from "@/e2e/support/wallet/ask";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import {
  askCredential,
  askToken,
  type CredentialAnswer,
  getNonce,
  type Opened,
  openOffer,
  type Token,
} from "@/e2e/support/wallet/wallet";

/** A credential whose answer reached the wallet. */
interface Acknowledged {
  readonly requestId: string;
  readonly format: string;
  readonly credential: string;
  readonly number: string;
}

/** What all wallets of a run remember, to hold against the portal afterwards. */
export class Ledger {
  /** By issuance request: a later answer takes the place of an earlier one. */
  readonly acknowledged = new Map<string, Acknowledged>();
  readonly tokensByCode = new Map<string, number>();
  readonly lostTokens = new Set<string>();
  /** Issuance requests whose wallet was gone before an answer came: at most one credential of each may be valid. */
  readonly givenUp = new Set<string>();
  readonly unexpected: string[] = [];
  /** Steps that were answered, and steps that were cut off. */
  answers = 0;
  interruptions = 0;
}

/** True with this chance. */
type Chance = (probability: number) => boolean;

/** Errors of a connection, and the answers of a server that is just coming up. */
const isInterruption = (error: unknown): boolean => !(error instanceof UnexpectedAnswer) || error.answer.status >= 500;

class GivenUp extends Error {}

/**
 * A person with a wallet who takes up one offer after another: where an answer is lost they ask again, as a real wallet
 * would, and sometimes they ask again for no reason. Only at the end they give up.
 */
export class VirtualWallet {
  constructor(
    private readonly setup: IssuingSetup,
    private readonly ledger: Ledger,
    private readonly chance: Chance,
    private readonly isOver: () => boolean,
  ) {}

  /** Goes on until it is over; from then on an answer that is lost is not asked for again. */
  async run(): Promise<void> {
    while (!this.isOver()) await this.issueOnce().catch(ignoreGivenUp);
  }

  private async issueOnce(): Promise<void> {
    const claims = badgeClaims();
    const format = this.chance(0.5) ? "jwt_vc_json" : "dc+sd-jwt";
    const request = await this.insist(() => this.setup.api.createIssuance(this.setup, { format, claims }));
    const opened = await this.insist(() => openOffer(request.url));
    const token = await this.redeem(opened);
    if (!token) return;
    const key = await HolderKey.make();
    const shared = { requestId: request.requestId, format, number: claims.number };
    await this.fetchCredential(opened, token, key, shared);
    if (this.chance(0.15)) await this.fetchCredential(opened, token, key, shared);
  }

  /** A code whose answer was lost may have been spent: then the offer is, and no second token may exist. */
  private async redeem(opened: Opened): Promise<Token | undefined> {
    const answer = await this.insist(() => noFault(askToken(opened)));
    if (answer.status !== 200) {
      this.ledger.lostTokens.add(opened.code);
      return undefined;
    }
    this.ledger.tokensByCode.set(opened.code, (this.ledger.tokensByCode.get(opened.code) ?? 0) + 1);
    if (this.chance(0.1)) await this.stealCode(opened);
    return answer.json<Token>();
  }

  /** Tries a spent code once more: a second token is one too many. */
  private async stealCode(opened: Opened): Promise<void> {
    const again = await this.insist(() => noFault(askToken(opened)));
    if (again.status === 200)
      this.ledger.tokensByCode.set(opened.code, (this.ledger.tokensByCode.get(opened.code) ?? 0) + 1);
  }

  private async fetchCredential(
    opened: Opened,
    token: Token,
    key: HolderKey,
    shared: Omit<Acknowledged, "credential">,
  ): Promise<void> {
    const asked = this.insist(async () => {
      const proof = await key.proof(opened.issuer, await getNonce(opened));
      return noFault(askCredential(opened, token, [proof]));
    });
    const answer = await asked.catch((error: unknown) => {
      this.ledger.acknowledged.delete(shared.requestId);
      this.ledger.givenUp.add(shared.requestId);
      throw error;
    });
    if (answer.status !== 200) {
      this.ledger.unexpected.push(`credential: ${answer.status} ${answer.text}`);
      return;
    }
    const [first] = answer.json<CredentialAnswer>().credentials;
    this.ledger.acknowledged.set(shared.requestId, { ...shared, credential: first?.credential ?? "" });
  }

  /** Does it again until an answer comes that is the portal's own. */
  private async insist<Result>(step: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        const result = await step();
        this.ledger.answers += 1;
        return result;
      } catch (error) {
        if (!isInterruption(error)) throw error;
        this.ledger.interruptions += 1;
        if (this.isOver()) throw new GivenUp();
        await pause(250);
      }
    }
  }
}

function ignoreGivenUp(error: unknown): void {
  if (!(error instanceof GivenUp)) throw error;
}

async function noFault(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status >= 500) throw new UnexpectedAnswer("a request", answer);
  return answer;
}

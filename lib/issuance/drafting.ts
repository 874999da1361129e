import type { Issuer } from "@/lib/authority/signer";
import type { ContractContent } from "@/lib/contract/store";
import type { UnsignedCredential } from "@/lib/formats/format";
import type { ProvenHolders } from "@/lib/issuance/proof";
import type { SessionRow } from "@/lib/issuance/store";
import type { JsonObject } from "@/lib/kernel/json";
import type { DrawnIndex } from "@/lib/status-list/draw";

/** A wallet's request that is found to be in order. */
export interface Intent {
  readonly issuer: Issuer;
  readonly session: SessionRow;
  /** How often the session may have been begun before, where others may choose it, too. */
  readonly attempt: number | null;
  readonly contract: ContractContent;
  readonly proven: ProvenHolders;
  readonly accessTokenHash: string;
  /** `display` entries of the request, which a mapping may ask for. */
  readonly display: readonly JsonObject[];
}

/** One holder's credential with all that is decided before its status entry is drawn. */
export interface Draft {
  readonly holderThumbprint: string;
  readonly indexHash: string | null;
  readonly validFrom: Date;
  readonly validUntil: Date;
  /** True when it carries no entry of our lists. */
  readonly foreignStatus: boolean;
  encode(id: string, entry: DrawnIndex): UnsignedCredential;
}

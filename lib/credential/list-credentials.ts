import { fetchContractKey } from "@/lib/contract/contract-key";
import { type CredentialPage, ListCredentials } from "@/lib/credential/schema";
import { listReleased, listReleasedOfContract, readCredentials } from "@/lib/credential/store";
import { readCursor, writeCursor } from "@/lib/kernel/cursor";
import { defineUseCase } from "@/lib/use-case";

/** Where the first page begins: later than any credential. */
const BEFORE_ALL = { at: new Date("9999-12-31T00:00:00Z"), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

/** A page of credentials, the newest first. `nextCursor` leads to the page after it. */
export const listCredentials = defineUseCase(
  { name: "listCredentials", input: ListCredentials },
  async (ctx, { authorityId, contractId, limit, cursor }): Promise<CredentialPage> => {
    const after = cursor === undefined ? BEFORE_ALL : readCursor(cursor);
    const values = [after.at, after.id, limit + 1];
    const contract = contractId === undefined ? null : await fetchContractKey(ctx, { authorityId, contractId });
    const rows = contract
      ? await readCredentials(ctx, listReleasedOfContract, [...values, contract.id])
      : await readCredentials(ctx, listReleased, values);
    const credentials = rows.slice(0, limit);
    const last = rows.length > limit ? credentials.at(-1) : undefined;
    return { credentials, nextCursor: last ? writeCursor({ at: new Date(last.preparedAt), id: last.id }) : null };
  },
);

import { type CredentialPage, ListCredentials } from "@/lib/credential/schema";
import { listReleased, listReleasedOfContract, readCredentials } from "@/lib/credential/store";
import { readCursor, writeCursor } from "@/lib/kernel/cursor";
import { defineUseCase } from "@/lib/use-case";

const PAGE_SIZE = 50;
/** Where the first page begins: later than any credential. */
const BEFORE_ALL = { at: new Date("9999-12-31T00:00:00Z"), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

/** A page of credentials, the newest first. `nextCursor` leads to the page after it. */
export const listCredentials = defineUseCase(
  { name: "listCredentials", input: ListCredentials },
  async (ctx, { contractId, cursor }): Promise<CredentialPage> => {
    const after = cursor === undefined ? BEFORE_ALL : readCursor(cursor);
    const values = [after.at, after.id, PAGE_SIZE + 1];
    const rows =
      contractId === undefined
        ? await readCredentials(ctx, listReleased, values)
        : await readCredentials(ctx, listReleasedOfContract, [...values, contractId]);
    const credentials = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? credentials.at(-1) : undefined;
    return { credentials, nextCursor: last ? writeCursor({ at: new Date(last.preparedAt), id: last.id }) : null };
  },
);

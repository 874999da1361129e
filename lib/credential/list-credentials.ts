import { type CredentialPage, ListCredentials } from "@/lib/credential/schema";
import { listReleased, readCredentials } from "@/lib/credential/store";
import { readCursor, writeCursor } from "@/lib/kernel/cursor";
import { defineUseCase } from "@/lib/use-case";

const PAGE_SIZE = 50;

/** A page of credentials, the newest first. `nextCursor` leads to the page after it. */
export const listCredentials = defineUseCase(
  { name: "listCredentials", input: ListCredentials },
  async (ctx, { contractId, cursor }): Promise<CredentialPage> => {
    const after = cursor === undefined ? null : readCursor(cursor);
    const values = [contractId ?? null, after?.at ?? null, after?.id ?? null, PAGE_SIZE + 1];
    const rows = await readCredentials(ctx, listReleased, values);
    const credentials = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? credentials.at(-1) : undefined;
    return { credentials, nextCursor: last ? writeCursor({ at: new Date(last.preparedAt), id: last.id }) : null };
  },
);

import { type CredentialPage, ListCredentials } from "@/lib/credential/schema";
import { listReleased, readCredentials } from "@/lib/credential/store";
import { invalidField } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { defineUseCase } from "@/lib/use-case";

const PAGE_SIZE = 50;

/** A page of credentials, the newest first. `nextCursor` leads to the page after it. */
export const listCredentials = defineUseCase(
  { name: "listCredentials", input: ListCredentials },
  async (ctx, { contractId, cursor }): Promise<CredentialPage> => {
    const after = cursor === undefined ? null : parseCursor(cursor);
    const values = [contractId ?? null, after?.at ?? null, after?.id ?? null, PAGE_SIZE + 1];
    const rows = await readCredentials(ctx, listReleased, values);
    const credentials = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? credentials.at(-1) : undefined;
    return { credentials, nextCursor: last ? `${last.preparedAt}~${last.id}` : null };
  },
);

function parseCursor(cursor: string): { at: Date; id: string } {
  const [at = "", id = ""] = cursor.split("~");
  if (Number.isNaN(Date.parse(at)) || !isUuid(id)) throw invalidField("cursor", "Use the cursor of the page before.");
  return { at: new Date(at), id };
}

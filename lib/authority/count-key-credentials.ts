import { liveCredentials } from "@/lib/authority/authority-keys";
import { AuthorityRef } from "@/lib/authority/schema";
import { fetchAuthority } from "@/lib/authority/store";
import { defineUseCase } from "@/lib/use-case";

/** How many credentials verify by each key of an authority; keys that nothing hangs on are left out. */
export const countKeyCredentials = defineUseCase(
  { name: "countKeyCredentials", input: AuthorityRef },
  async (ctx, { authorityId }): Promise<Record<string, number>> => {
    const { id } = await fetchAuthority(ctx, authorityId);
    return Object.fromEntries(await liveCredentials(ctx, id));
  },
);

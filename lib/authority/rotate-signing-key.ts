import { addNextKey } from "@/lib/authority/add-next-key";
import { unneededKeys } from "@/lib/authority/key-room";
import { AuthorityRef, type AuthorityView } from "@/lib/authority/schema";
import { fetchAuthority } from "@/lib/authority/store";
import { defineUseCase } from "@/lib/use-case";

/**
 * A new key of the current one's kind; asked again, one more (sections 7.4 and 7.6). The eleventh takes the place of one
 * that nothing hangs on; where there is none, it is refused.
 */
export const rotateSigningKey = defineUseCase(
  { name: "rotateSigningKey", input: AuthorityRef },
  async (ctx, { authorityId }): Promise<AuthorityView> => {
    await addNextKey(ctx, authorityId, { spare: unneededKeys });
    return fetchAuthority(ctx, authorityId);
  },
);

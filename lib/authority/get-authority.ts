import { AuthorityRef } from "@/lib/authority/schema";
import { fetchAuthority } from "@/lib/authority/store";
import { defineUseCase } from "@/lib/use-case";

export const getAuthority = defineUseCase({ name: "getAuthority", input: AuthorityRef }, (ctx, { authorityId }) =>
  fetchAuthority(ctx, authorityId),
);

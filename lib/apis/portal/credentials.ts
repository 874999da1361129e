import * as z from "zod";
import type { CredentialPage, CredentialView } from "@/lib/credential/schema";
import { operation } from "@/lib/http/operation";

export const listCredentialsOperation = operation({
  method: "GET",
  path: "/api/portal/credentials",
  summary: "A page of credentials, the newest first; narrowed by contractId, continued by cursor",
  status: 200,
  response: z.custom<CredentialPage>(),
});

export const getCredentialOperation = operation({
  method: "GET",
  path: "/api/portal/credentials/{credentialId}",
  summary: "One credential by its id",
  params: z.object({ credentialId: z.string() }),
  status: 200,
  response: z.custom<CredentialView>(),
});

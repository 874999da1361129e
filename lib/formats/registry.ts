import type { FormatId } from "@/lib/contract/schema";
import type { CredentialFormat } from "@/lib/formats/format";
import { jwtVcJson } from "@/lib/formats/jwt-vc-json";
import { msoMdoc } from "@/lib/formats/mso-mdoc";
import { sdJwtVc } from "@/lib/formats/sd-jwt-vc";

export const credentialFormats: Readonly<Record<FormatId, CredentialFormat>> = {
  jwt_vc_json: jwtVcJson,
  "dc+sd-jwt": sdJwtVc,
  mso_mdoc: msoMdoc,
};

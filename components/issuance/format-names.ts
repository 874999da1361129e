import type { FormatId } from "@/lib/contract/schema";

export const formatNames: Record<FormatId, { label: string; description: string }> = {
  jwt_vc_json: { label: "JWT VC", description: "W3C data model, jwt_vc_json" },
  "dc+sd-jwt": { label: "SD-JWT VC", description: "Claims can be shown one by one, dc+sd-jwt" },
  mso_mdoc: { label: "mdoc", description: "ISO/IEC 18013-5 documents, mso_mdoc" },
};

import type { StatusEntryType } from "@/lib/contract/rules-schema";
import type { CredentialStatusReference } from "@/lib/formats/format";
import type { JsonObject } from "@/lib/kernel/json";

/** The first JSON-LD context of a credential tells which data model it follows. */
export const DATA_MODEL_1 = "https://www.w3.org/2018/credentials/v1";
export const DATA_MODEL_2 = "https://www.w3.org/ns/credentials/v2";

export const statusContexts: Readonly<Record<StatusEntryType, string>> = {
  BitstringStatusListEntry: "https://www.w3.org/ns/credentials/status/v1",
  StatusList2021Entry: "https://w3id.org/vc/status-list/2021/v1",
};

/** The `credentialStatus` of a W3C credential. */
export const statusEntry = ({ index, w3c }: CredentialStatusReference): JsonObject => ({
  id: `${w3c.listUri}#${index}`,
  type: w3c.type,
  statusPurpose: "revocation",
  statusListIndex: String(index),
  statusListCredential: w3c.listUri,
});

import type { DeletedKey, KeyVaultKey } from "@azure/keyvault-keys";
import { Problem } from "@/lib/kernel/errors";
import type { AzureConnection } from "@/lib/keys/azure-connection";
import { isMissing } from "@/lib/keys/azure-refusal";
import type { KeyCondition } from "@/lib/keys/provider";

const nullWhenMissing = async <Found>(asked: Promise<Found>): Promise<Found | null> => {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

/** The key of this name, or null when there is none, or none any more. */
export const findKey = (connection: AzureConnection, name: string, version?: string): Promise<KeyVaultKey | null> =>
  nullWhenMissing(connection.call("keys/get", (client) => client.getKey(name, version ? { version } : {})));

/** A key that was deleted and may still be recovered. */
const findDeleted = (connection: AzureConnection, name: string): Promise<DeletedKey | null> =>
  nullWhenMissing(connection.call("keys/get", (client) => client.getDeletedKey(name)));

const purgeDate = (key: DeletedKey | undefined): Date | null => key?.properties.scheduledPurgeDate ?? null;

export async function conditionOf(connection: AzureConnection, name: string, version: string): Promise<KeyCondition> {
  const key = await findKey(connection, name, version);
  if (key) return { state: key.properties.enabled === false ? "disabled" : "enabled", deletionDate: null };
  const deleted = await findDeleted(connection, name);
  if (deleted) return { state: "pendingDeletion", deletionDate: purgeDate(deleted) };
  throw new Problem("key_provider_refused", "Azure Key Vault has no such key.", { retryAfterSeconds: 30 });
}

/** Deletes a key with all its versions; gives the date on which it can be recovered no more, null when it is gone. */
export async function deleteKey(connection: AzureConnection, name: string): Promise<Date | null> {
  if ((await findKey(connection, name)) === null) return purgeDate((await findDeleted(connection, name)) ?? undefined);
  const poller = await connection.call("keys/delete", (client) => client.beginDeleteKey(name));
  return purgeDate(poller.getResult() ?? poller.getOperationState().result);
}

import "server-only";
import {
  DescribeKeyCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { Problem } from "@/lib/kernel/errors";
import type { AwsConnection } from "@/lib/keys/aws-client";
import type { KeyCondition } from "@/lib/keys/provider";
import type { KeyState } from "@/lib/signing-key/schema";

/** The tag that names the row a key was made for. */
export const ROW_TAG = "signing-key";
/** The longest wait that KMS allows (Admin API, section 10): in it, its owner can still cancel the deletion in AWS. */
const DELETION_DAYS = 30;

const states: Readonly<Record<string, KeyState>> = {
  Creating: "creating",
  Enabled: "enabled",
  PendingDeletion: "pendingDeletion",
  PendingReplicaDeletion: "pendingDeletion",
  Updating: "enabled",
};

/** Has a key destroyed after the wait; gives the date. */
export async function scheduleDeletion(connection: AwsConnection, KeyId: string): Promise<Date | null> {
  const command = new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: DELETION_DAYS });
  const answer = await connection.call("kms:ScheduleKeyDeletion", (client, options) => client.send(command, options));
  return answer.DeletionDate ?? null;
}

export async function conditionOf(connection: AwsConnection, KeyId: string): Promise<KeyCondition> {
  const command = new DescribeKeyCommand({ KeyId });
  const { KeyMetadata } = await connection.call("kms:DescribeKey", (client, options) => client.send(command, options));
  return {
    state: states[KeyMetadata?.KeyState ?? ""] ?? "disabled",
    deletionDate: KeyMetadata?.DeletionDate ?? null,
  };
}

/** Whether KMS said that there is no such key: not for want of a right, which it says in other words. */
export const isGone = (error: unknown): boolean =>
  error instanceof Problem && /^kms:\w+ NotFoundException\b/.test(error.details.cause ?? "");

/** Every key of the account in the region. */
export async function* keyArns(connection: AwsConnection): AsyncGenerator<string> {
  let Marker: string | undefined;
  do {
    const command = new ListKeysCommand({ Limit: 1000, Marker });
    const page = await connection.call("kms:ListKeys", (client, options) => client.send(command, options));
    for (const { KeyArn } of page.Keys ?? []) if (KeyArn) yield KeyArn;
    Marker = page.Truncated ? page.NextMarker : undefined;
  } while (Marker);
}

/** Whether a key was made for this row of ours. */
export const isTagged = (connection: AwsConnection, KeyId: string, id: string): Promise<boolean> =>
  hasTag(connection, KeyId, ROW_TAG, id);

export async function hasTag(connection: AwsConnection, KeyId: string, name: string, value: string): Promise<boolean> {
  const command = new ListResourceTagsCommand({ KeyId });
  const { Tags = [] } = await connection
    .call("kms:ListResourceTags", (client, options) => client.send(command, options))
    .catch((error: unknown) => {
      // Gone since it was listed.
      if (isGone(error)) return { Tags: [] };
      throw error;
    });
  return Tags.some(({ TagKey, TagValue }) => TagKey === name && TagValue === value);
}

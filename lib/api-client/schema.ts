import * as z from "zod";
import { applicationPermissions } from "@/lib/kernel/policy";

const ApplicationPermission = z
  .string()
  .refine((name) => Object.hasOwn(applicationPermissions, name), "Choose among the application permissions.");

/** What an owner or admin decides about an application that is to call the REST APIs. */
export const NewApiClient = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Give it a name, such as that of the application.")
    .max(80, "Use at most 80 characters."),
  permissions: z
    .array(ApplicationPermission)
    .min(1, "Choose at least one permission.")
    .max(50)
    .transform((names) => [...new Set(names)].sort()),
  /** After this many days it gets in no more; null for never. */
  validityDays: z.int().min(1, "Use at least one day.").max(3650, "Use at most ten years.").nullable(),
});
export type NewApiClient = z.input<typeof NewApiClient>;

export const ApiClientRef = z.strictObject({ id: z.uuid() });

/** A client as it is shown: never its secret. Times are RFC 3339. */
export interface ApiClientView {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly state: "active" | "expired" | "disabled";
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly createdAt: string;
}

/** The one time that the secret is seen. */
export interface CreatedApiClient {
  readonly client: ApiClientView;
  readonly secret: string;
}

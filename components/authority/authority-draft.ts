import "@/lib/kernel/plain-words";
import type * as z from "zod";
import { type FieldErrors, type KeyDraft, keyDraftErrors, onboardInput } from "@/components/signing-key/key-draft";
import { CreateAuthority } from "@/lib/authority/schema";

/** What a person has typed so far. `signingKeyId` null: the key is made along with the authority. */
export interface AuthorityDraft {
  name: string;
  linkedDomainUrl: string;
  signingKeyId: string | null;
  key: KeyDraft;
}

/** The draft as the use case takes it; not yet judged. */
export const authorityInput = ({
  name,
  linkedDomainUrl,
  signingKeyId,
  key,
}: AuthorityDraft): z.input<typeof CreateAuthority> => ({
  name,
  linkedDomainUrl,
  didMethod: "web",
  key: signingKeyId === null ? onboardInput(key) : { id: signingKeyId },
});

const Words = CreateAuthority.pick({ name: true, linkedDomainUrl: true });

/** What is wrong with the draft by field; fields of a new key carry the prefix `key.`, as in the server's refusals. */
export function authorityDraftErrors(draft: AuthorityDraft): FieldErrors {
  const errors: Record<string, string> = {};
  const { error } = Words.safeParse({ name: draft.name, linkedDomainUrl: draft.linkedDomainUrl });
  for (const { path, message } of error?.issues ?? []) {
    errors[path.join(".")] ??= message;
  }
  if (draft.signingKeyId !== null) return errors;
  for (const [field, message] of Object.entries(keyDraftErrors(draft.key))) errors[`key.${field}`] = message;
  return errors;
}

/** Errors of the key's own fields, by the names that these fields know. */
export function keyErrors(errors: FieldErrors): FieldErrors {
  const own = Object.entries(errors).filter(([field]) => field.startsWith("key."));
  return Object.fromEntries(own.map(([field, message]) => [field.slice("key.".length), message]));
}

interface DomainOutlook {
  did: string;
  hostedHere: boolean;
}

/** What follows from a linked domain, or null while it is none. `origin` is this portal's own. */
export function domainOutlook(linkedDomainUrl: string, origin: string): DomainOutlook | null {
  const url = CreateAuthority.shape.linkedDomainUrl.safeParse(linkedDomainUrl).data;
  if (!url) return null;
  const { host } = new URL(url);
  return { did: `did:web:${host.replace(":", "%3A")}`, hostedHere: host === new URL(origin).host };
}

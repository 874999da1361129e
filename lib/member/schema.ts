import * as z from "zod";
import { OrganisationName } from "@/lib/tenant/organisation-name";

const MIN_PASSWORD_LENGTH = 12;
const MAX_PASSWORD_LENGTH = 256;

/** As typed, without blanks around it. Two addresses are one when they differ by case only. */
export const Email = z
  .string()
  .trim()
  .max(254, "Use an e-mail address of at most 254 characters.")
  .pipe(z.email("Enter an e-mail address such as ada@example.org."));

const NewPassword = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `Use at least ${MIN_PASSWORD_LENGTH} characters: a few words are easy to remember.`)
  .max(MAX_PASSWORD_LENGTH, `Use at most ${MAX_PASSWORD_LENGTH} characters.`);

/** The form under which an e-mail address is looked up (security L5). */
export const emailKeyOf = (email: string): string => email.normalize("NFC").trim().toLowerCase();

/** A local account's e-mail and password, as somebody chooses them. */
export const NewAccount = z.strictObject({ email: Email, password: NewPassword }).check(({ value, issues }) => {
  if (!isMadeFrom(value.password, value.email)) return;
  const message = "Choose a password that is not made from your e-mail address.";
  issues.push({ code: "custom", path: ["password"], message, input: undefined });
});
export type NewAccount = z.infer<typeof NewAccount>;

function isMadeFrom(password: string, email: string): boolean {
  const chosen = password.toLowerCase();
  const key = emailKeyOf(email);
  return chosen.includes(key) || key.includes(chosen);
}

export const SetupForm = z.strictObject({
  token: z.string().max(200),
  account: NewAccount,
  /** Left out: the organisation keeps the name it has. */
  organisation: OrganisationName.optional(),
});
export type SetupForm = z.infer<typeof SetupForm>;

interface PasswordStrength {
  /** 0 too short, 1 weak, 2 fair, 3 good, 4 strong. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly advice: string;
}

/** A hint while typing, never a rule: length counts most, variety a little, repetition against. */
export function passwordStrength(password: string): PasswordStrength {
  const missing = MIN_PASSWORD_LENGTH - password.length;
  if (missing > 0) return { score: 0, advice: `${missing} more ${missing === 1 ? "character" : "characters"} to go.` };
  const different = new Set(password.toLowerCase()).size;
  if (different < 6) return { score: 1, advice: "It repeats itself: add other characters." };
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length;
  const points = password.length + (kinds - 1) * 2;
  if (points >= 24) return { score: 4, advice: "Strong." };
  if (points >= 18) return { score: 3, advice: "Good." };
  return { score: 2, advice: "Fair: another word would make it strong." };
}

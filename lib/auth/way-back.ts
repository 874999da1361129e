import { Problem } from "@/lib/kernel/errors";

/** Where next-auth keeps the address to go to after the sign-in, over https and over http. */
const COOKIES = ["__Secure-next-auth.callback-url", "next-auth.callback-url"];

function isWebAddress(text: string, publicUrl: string): boolean {
  const base = text.startsWith("/") ? publicUrl : undefined;
  return URL.canParse(text, base) && /^https?:$/.test(new URL(text, base).protocol);
}

interface SignInRequest {
  readonly url: string;
  readonly cookies: { get(name: string): { readonly value: string } | undefined };
}

/** Refuses an address to come back to that is none: next-auth would take it for a fault of the server's (security I15). */
export function requireWayBack({ url, cookies }: SignInRequest, publicUrl: string): void {
  const asked = new URL(url).searchParams.getAll("callbackUrl");
  const kept = COOKIES.flatMap((name) => cookies.get(name)?.value ?? []);
  if ([...asked, ...kept].every((one) => one === "" || isWebAddress(one, publicUrl))) return;
  throw new Problem("invalid_request", "callbackUrl is no address: leave it out, or give a path of the portal.");
}

/** Forgets the address that was kept, so that a damaged one stands in nobody's way twice. */
export const forgetWayBack = COOKIES.map(
  (name) => `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${name.startsWith("__Secure-") ? "; Secure" : ""}`,
);

import { signIn } from "next-auth/react";

const explanations: Record<string, string> = {
  unauthorized: "The e-mail or the password is not right. Check both, then try again.",
  forbidden: "Your account has no role in this portal. Ask whoever looks after it for one.",
  conflict: "This e-mail address has a local account already. Sign in with its password.",
  Callback: "Single sign-on did not finish. Try again.",
  OAuthCallback: "Single sign-on did not finish. Try again.",
  OAuthSignin: "The single sign-on provider cannot be reached right now. Try again soon.",
  AccessDenied: "The single sign-on provider did not let you in.",
};

/** What a code in the page's address or in an answer means, in plain words. */
export function explainSignInError(code: string): string {
  const [name = "", seconds] = code.split(":");
  if (name === "too_many_requests") return `Too many attempts. Try again in ${Number(seconds) || 60} seconds.`;
  return explanations[name] ?? "Signing in failed on our side. Try again.";
}

/** Signs in by password; hands back what went wrong, or null. */
export async function signInByPassword(email: string, password: string): Promise<string | null> {
  try {
    const answer = await signIn("password", { email, password, callbackUrl: "/", redirect: false });
    return answer?.ok && !answer.error ? null : explainSignInError(answer?.error ?? "");
  } catch {
    return "The portal did not answer. Check your connection, then try again.";
  }
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Entrance } from "@/components/auth/entrance";
import { SignInForm } from "@/components/auth/sign-in-form";
import { localPath } from "@/lib/auth/local-path";
import { currentSession } from "@/lib/auth/session";
import { hasSingleSignOn } from "@/lib/auth/sign-in";
import { platform } from "@/lib/platform";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/signin">) {
  const { next, callbackUrl, error, again } = await searchParams;
  const target = localPath(next ?? callbackUrl, platform().publicUrl);
  // What cannot be undone asks for a sign-in of the last minutes (security A6): `again` is the way to one.
  if (again !== "1" && (await currentSession())) redirect(target);
  return (
    <Entrance title="Sign in" description="Design, issue and revoke verifiable credentials.">
      <SignInForm
        singleSignOn={hasSingleSignOn()}
        next={target}
        error={typeof error === "string" ? error : undefined}
      />
    </Entrance>
  );
}

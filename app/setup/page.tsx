import type { Metadata } from "next";
import { Entrance } from "@/components/auth/entrance";
import { SetupForm } from "@/components/auth/setup-form";
import { ButtonLink } from "@/components/ui/button-link";
import { organisationToSetUp, setupState } from "@/lib/member/set-up";
import { platform } from "@/lib/platform";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage({ searchParams }: PageProps<"/setup">) {
  const { token } = await searchParams;
  const given = typeof token === "string" ? token : "";
  const state = await setupState(platform(), given);
  if (state === "done") {
    return (
      <Entrance title="This portal is set up" description="It has an owner already. Sign in to go on.">
        <ButtonLink href="/signin" variant="primary" size="lg">
          Go to sign-in
        </ButtonLink>
      </Entrance>
    );
  }
  if (state === "stale") {
    return (
      <Entrance
        title="This link does not work any more"
        description="A setup link works once, for 24 hours, and only the newest one. You find it in the terminal in which the portal runs; restarting the portal prints a new one."
      >
        <p className="rounded-lg bg-muted px-4 py-3 font-mono text-sm">npm start</p>
      </Entrance>
    );
  }
  return (
    <Entrance
      title="Welcome. Create the owner"
      description="The owner may do everything here. More people can be let in by your identity provider."
      footer="The account lives in this portal's own database and nowhere else."
    >
      <SetupForm token={given} organisation={await organisationToSetUp(platform())} />
    </Entrance>
  );
}

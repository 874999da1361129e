import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { StartAgain } from "@/components/organisation/start-again";
import { railCookie } from "@/components/shell/rail-cookie";
import { Shell } from "@/components/shell/shell";
import { requireSession } from "@/lib/auth/session";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { member, tenantName, optedOutAt } = await requireSession();
  const { email, role } = member;
  return (
    <Shell
      user={{ name: member.name ?? email, email, role, tenantName }}
      railNarrow={(await cookies()).get(railCookie)?.value === "narrow"}
    >
      {optedOutAt ? <StartAgain optedOutAt={optedOutAt.toISOString()} /> : children}
    </Shell>
  );
}

"use client";

import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { ButtonLink, type ButtonLinkProps } from "@/components/ui/button-link";
import type { Permission } from "@/lib/kernel/permissions";

interface PermittedLinkProps extends ButtonLinkProps {
  permission: Permission;
}

/** A way to a page that is of use only with a permission; without it the reader learns whom to ask. */
export function PermittedLink({ permission, ...link }: PermittedLinkProps) {
  const unavailable = useUnavailable(permission);
  if (unavailable === undefined) return <ButtonLink {...link} />;
  return (
    <Button variant={link.variant} size={link.size} unavailable={unavailable}>
      {link.children}
    </Button>
  );
}

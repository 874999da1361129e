import { PenTool } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

/** Where something is to be issued, and no contract takes its claims from whoever issues. */
export const NoContract = ({ children }: { children: React.ReactNode }) => (
  <EmptyState
    icon={<PenTool />}
    title="No contract to issue by"
    action={
      <ButtonLink href="/contracts/new" variant="primary">
        Design a contract
      </ButtonLink>
    }
  >
    {children}
  </EmptyState>
);

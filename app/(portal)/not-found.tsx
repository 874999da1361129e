import { SearchX } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";

export const metadata = { title: "Not found" };

/** What is not there, for people who have signed in: the rail beside it still leads on. */
export default function PortalNotFound() {
  return (
    <div className="grid gap-8">
      <PageHeader title="There is nothing here" />
      <EmptyState
        icon={<SearchX />}
        title="This page cannot be found"
        action={
          <ButtonLink href="/" variant="primary">
            Go to the overview
          </ButtonLink>
        }
      >
        The address may be mistyped, or what was here belongs to another organisation or has been deleted.
      </EmptyState>
    </div>
  );
}

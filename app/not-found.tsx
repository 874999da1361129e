import { FullPageMessage } from "@/components/shell/full-page-message";
import { ButtonLink } from "@/components/ui/button-link";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <FullPageMessage code="404" title="There is nothing here">
      <p>The address may be mistyped, or what was here belongs to another organisation or has been deleted.</p>
      <ButtonLink href="/" variant="primary">
        Go to the overview
      </ButtonLink>
    </FullPageMessage>
  );
}

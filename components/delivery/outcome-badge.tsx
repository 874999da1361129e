import { outcomeWords } from "@/components/delivery/delivery-words";
import { Badge } from "@/components/ui/badge";
import type { DeliveryView } from "@/lib/delivery/schema";

export const OutcomeBadge = ({ delivery }: { delivery: Pick<DeliveryView, "outcome" | "httpStatus"> }) => (
  <Badge tone={delivery.outcome === "confirmed" ? "success" : "danger"}>{outcomeWords(delivery)}</Badge>
);

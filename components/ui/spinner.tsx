import { LoaderCircle } from "lucide-react";
import { classNames } from "@/components/ui/class-names";

/** Decoration only: whoever shows it says in words what is under way. */
export const Spinner = ({ className }: { className?: string }) => (
  <LoaderCircle aria-hidden className={classNames("size-4 animate-spin", className)} />
);

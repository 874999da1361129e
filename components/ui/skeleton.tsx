import { classNames } from "@/components/ui/class-names";

/** The shape of what is to come. Give it the height and width of the real thing. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden className={classNames("appear-late h-4 w-full", className)}>
    <div className="size-full animate-pulse rounded-md bg-muted" />
  </div>
);

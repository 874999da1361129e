import { classNames } from "@/components/ui/class-names";

const tones: Record<string, string> = {
  GET: "text-success-strong",
  POST: "text-primary-strong",
  PATCH: "text-warning-strong",
  PUT: "text-warning-strong",
  DELETE: "text-danger-strong",
};

export const MethodMark = ({ method, className }: { method: string; className?: string }) => (
  <span className={classNames("font-mono font-semibold text-[0.6875rem]", tones[method], className)}>{method}</span>
);

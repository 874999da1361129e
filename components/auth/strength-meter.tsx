import { classNames } from "@/components/ui/class-names";
import { passwordStrength } from "@/lib/member/schema";

const tones = ["bg-danger", "bg-danger", "bg-warning", "bg-success", "bg-success"] as const;

/** A hint, not a judge: four bars and what would help. */
export function StrengthMeter({ password }: { password: string }) {
  if (password === "") return <>At least 12 characters. A few words are easy to remember.</>;
  const { score, advice } = passwordStrength(password);
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="flex gap-1">
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} className={classNames("h-1 w-7 rounded-full", bar <= score ? tones[score] : "bg-border")} />
        ))}
      </span>
      <span aria-live="polite">{advice}</span>
    </span>
  );
}

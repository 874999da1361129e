interface Props {
  label: string;
  value: number;
  max: number;
  /** What is said aloud, and stands above the bar. */
  words: string;
}

export const ProgressBar = ({ label, value, max, words }: Props) => (
  <div className="grid gap-2">
    <p role="status" className="text-sm">
      {words}
    </p>
    <progress
      aria-label={label}
      max={max}
      value={value}
      className="h-1.5 w-full overflow-hidden rounded-full bg-muted accent-primary [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
    />
  </div>
);

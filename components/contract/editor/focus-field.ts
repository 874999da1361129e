const FRAMES = 40;

/** Focuses a control that may only appear after a tab or a language has changed; gives up after some frames. */
export function focusField(id: string, frames = FRAMES): void {
  const control = document.getElementById(id);
  if (control) {
    control.scrollIntoView({ block: "center" });
    control.focus();
  } else if (frames > 0) requestAnimationFrame(() => focusField(id, frames - 1));
}

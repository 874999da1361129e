// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { setLetterKeys } from "@/components/shell/letter-keys";
import { useLetterKey } from "@/components/shell/use-letter-key";
import { Dialog } from "@/components/ui/dialog";

afterEach(() => {
  cleanup();
  localStorage.clear();
});

function Page({ act, open = false }: { act: () => void; open?: boolean }) {
  useLetterKey("t", act);
  return (
    <>
      <input aria-label="Name" />
      <Dialog title="A question" open={open} />
    </>
  );
}

test("a letter acts, but not while typing and not with a modifier", async () => {
  const user = userEvent.setup();
  const act = vi.fn();
  render(<Page act={act} />);
  await user.keyboard("t");
  expect(act).toHaveBeenCalledTimes(1);
  await user.keyboard("{Control>}t{/Control}");
  await user.type(screen.getByRole("textbox"), "attempt");
  expect(act).toHaveBeenCalledTimes(1);
});

test("letters rest while a dialog is open", async () => {
  const user = userEvent.setup();
  const act = vi.fn();
  render(<Page act={act} open />);
  await user.keyboard("t");
  expect(act).not.toHaveBeenCalled();
});

test("letters can be switched off", async () => {
  const user = userEvent.setup();
  const act = vi.fn();
  render(<Page act={act} />);
  setLetterKeys(false);
  await user.keyboard("t");
  expect(act).not.toHaveBeenCalled();
  setLetterKeys(true);
  await user.keyboard("t");
  expect(act).toHaveBeenCalledTimes(1);
});

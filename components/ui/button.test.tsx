// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ActionProblem } from "@/lib/client/action-problem";

afterEach(cleanup);

test("a button that cannot be used stays reachable and says why", async () => {
  const user = userEvent.setup();
  const act = vi.fn();
  render(
    <Button onClick={act} unavailable="Your role, reader, does not include this.">
      Revoke
    </Button>,
  );
  await user.tab();
  const button = screen.getByRole("button", { name: "Revoke" });
  expect(document.activeElement).toBe(button);
  const reason = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  expect(reason?.textContent).toBe("Your role, reader, does not include this.");
  expect(await screen.findByText("Your role, reader, does not include this.", { ignore: ".sr-only" })).toBeTruthy();
  await user.keyboard("{Enter}");
  await user.click(button);
  expect(act).not.toHaveBeenCalled();
});

test("a button that becomes unusable under the reader's hands keeps the focus", async () => {
  const user = userEvent.setup();
  const { rerender } = render(<Button>Save</Button>);
  await user.tab();
  rerender(<Button unavailable="Give the key a name first.">Save</Button>);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Save" }));
  rerender(<Button>Save</Button>);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Save" }));
});

test("a second click while work is under way does nothing", async () => {
  const user = userEvent.setup();
  const act = vi.fn();
  render(
    <Button onClick={act} pending>
      Issue
    </Button>,
  );
  await user.click(screen.getByRole("button", { name: "Issue" }));
  expect(act).not.toHaveBeenCalled();
});

test("a confirmed deed that fails keeps the dialog open and says what happened", async () => {
  const user = userEvent.setup();
  const problem = { code: "key_provider_unavailable", message: "AWS KMS did not answer.", requestId: "r-1" };
  const deed = vi.fn().mockRejectedValueOnce(new ActionProblem(problem)).mockResolvedValueOnce(undefined);
  render(
    <ConfirmDialog
      title="Revoke 3 credentials?"
      consequence="This cannot be undone."
      confirmLabel="Revoke 3 credentials"
      trigger={<Button>Revoke…</Button>}
      onConfirm={deed}
    />,
  );
  await user.click(screen.getByRole("button", { name: "Revoke…" }));
  await user.click(await screen.findByRole("button", { name: "Revoke 3 credentials" }));
  expect((await screen.findByRole("alert")).textContent).toContain("AWS KMS did not answer.");

  await user.click(screen.getByRole("button", { name: "Revoke 3 credentials" }));
  await expect.poll(() => screen.queryByRole("alertdialog")).toBeNull();
});

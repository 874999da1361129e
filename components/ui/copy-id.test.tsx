// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { CopyId } from "@/components/ui/copy-id";
import { middleTruncate } from "@/components/ui/middle-truncate";

afterEach(cleanup);

const did = "did:web:credentials.example.org:authorities:2f6b1c1e-8f7a-4d2b-9a55-0d4c1b2a3f4e";

test("a long id shows both its ends, and the copy is the whole of it", async () => {
  const user = userEvent.setup();
  render(<CopyId value={did} label="DID" longest={20} />);
  const button = screen.getByRole("button", { name: `Copy DID ${did}` });
  expect(button.textContent).toBe("did:web:cr…c1b2a3f4e");
  expect(button.title).toBe(did);

  await user.click(button);
  expect(await navigator.clipboard.readText()).toBe(did);
  expect(screen.getByRole("status").textContent).toBe("Copied");
});

test("where the browser has no clipboard the reader is told", async () => {
  const user = userEvent.setup();
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("denied"));
  render(<CopyId value={did} />);
  await user.click(screen.getByRole("button"));
  expect(screen.getByRole("status").textContent).toBe("Could not copy");
});

test("an id that fits is not touched, and no character is torn in two", () => {
  expect(middleTruncate("short", 5)).toBe("short");
  expect(middleTruncate("🔑🔑🔑🔑🔑🔑", 5)).toBe("🔑🔑…🔑🔑");
});

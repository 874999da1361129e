// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ErrorState } from "@/components/ui/error-state";
import { ActionProblem } from "@/lib/client/action-problem";

afterEach(cleanup);

const refusal = (code: string) => new ActionProblem({ code, message: "Your session has ended.", requestId: "r-1" });

test("whose session has ended finds the way in, in a tab of its own, so that nothing typed is lost", () => {
  render(<ErrorState title="The offer could not be made" error={refusal("unauthorized")} />);
  const door = screen.getByRole("link", { name: /^Sign in/ });
  expect(door.getAttribute("href")).toBe("/signin");
  expect(door.getAttribute("target")).toBe("_blank");
});

test("whoever is signed in is not asked to sign in", () => {
  render(<ErrorState title="The offer could not be made" error={refusal("forbidden")} />);
  expect(screen.queryByRole("link")).toBeNull();
});

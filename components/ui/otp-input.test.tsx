// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Field } from "@/components/ui/field";
import { OtpInput } from "@/components/ui/otp-input";

afterEach(cleanup);

function Code({ onComplete }: { onComplete: (code: string) => void }) {
  const [code, setCode] = useState("");
  return (
    <Field label="Transaction code" error={code === "000000" ? "This code is wrong." : undefined}>
      <OtpInput length={6} value={code} onValueChange={setCode} onComplete={onComplete} />
    </Field>
  );
}

test("digits typed one after the other fill the cells and the whole code is handed over", async () => {
  const user = userEvent.setup();
  const complete = vi.fn();
  render(<Code onComplete={complete} />);
  await user.click(screen.getByRole("textbox", { name: /Transaction code/ }));
  await user.keyboard("12x3456");
  expect(complete).toHaveBeenCalledWith("123456");
  expect(screen.getAllByRole<HTMLInputElement>("textbox").map((cell) => cell.value)).toEqual([..."123456"]);
});

test("a pasted code fills every cell", async () => {
  const user = userEvent.setup();
  const complete = vi.fn();
  render(<Code onComplete={complete} />);
  await user.click(screen.getByRole("textbox", { name: /Transaction code/ }));
  await user.paste("654 321");
  expect(complete).toHaveBeenCalledWith("654321");
});

test("every cell has a name of its own", () => {
  render(<Code onComplete={() => {}} />);
  const names = screen.getAllByRole("textbox").map((cell) => cell.getAttribute("aria-label"));
  expect(names.slice(1)).toEqual([2, 3, 4, 5, 6].map((digit) => `Digit ${digit} of 6`));
});

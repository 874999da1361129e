// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";

afterEach(cleanup);

const described = (element: HTMLElement): string =>
  (element.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "")
    .join(" ");

test.each([
  ["Input", <Input key="i" />],
  ["Textarea", <Textarea key="t" />],
  ["NumberField", <NumberField key="n" value={1} onValueChange={() => {}} />],
])("a screen reader hears label, hint, error and need of a field with %s", (_, control) => {
  render(
    <Field label="Name" hint="Shown in lists." error="Give it a name." required>
      {control}
    </Field>,
  );
  const input = screen.getByRole("textbox", { name: /^Name/ });
  expect(described(input)).toContain("Shown in lists.");
  expect(described(input)).toContain("Give it a name.");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(input.getAttribute("aria-required")).toBe("true");
});

test("a field without fault is not announced as faulty", () => {
  render(
    <Field label="Name">
      <Input />
    </Field>,
  );
  expect(screen.getByRole("textbox", { name: "Name" }).getAttribute("aria-invalid")).not.toBe("true");
});

test("a select is named by its field and chosen from by keyboard", async () => {
  const user = userEvent.setup();
  const choose = vi.fn();
  render(
    <Field label="Key type" error="Choose one.">
      <Select
        value={null}
        onValueChange={choose}
        options={[
          { value: "P-256", label: "P-256" },
          { value: "P-384", label: "P-384" },
        ]}
      />
    </Field>,
  );
  const select = screen.getByRole("combobox", { name: "Key type" });
  expect(described(select)).toContain("Choose one.");
  select.focus();
  await user.keyboard("{Enter}");
  await user.click(await screen.findByRole("option", { name: "P-384" }));
  expect(choose).toHaveBeenCalledWith("P-384");
});

test("choice cards are radio buttons with a name and an explanation each", async () => {
  const user = userEvent.setup();
  const choose = vi.fn();
  render(
    <ChoiceCards
      label="Key store"
      error="Choose where the key lives."
      value="aws"
      onValueChange={choose}
      options={[
        { value: "aws", label: "AWS KMS", description: "The key never leaves AWS." },
        { value: "jwk", label: "Development key", description: "Made here." },
      ]}
    />,
  );
  expect(described(screen.getByRole("radiogroup", { name: "Key store" }))).toContain("Choose where the key lives.");
  expect(described(screen.getByRole("radio", { name: "AWS KMS" }))).toBe("The key never leaves AWS.");
  await user.click(screen.getByText("Development key"));
  expect(choose).toHaveBeenCalledWith("jwk");
});

// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { UserProvider, useUnavailable } from "@/components/shell/signed-in-user";
import type { Permission } from "@/lib/kernel/permissions";
import type { Role } from "@/lib/kernel/policy";

afterEach(cleanup);

const Reason = ({ permission }: { permission: Permission }) => useUnavailable(permission) ?? "allowed";

function reason(role: Role, permission: Permission): string | null {
  const user = { name: "Sample Person", email: "person@example.org", role, tenantName: "Example" };
  const { container } = render(
    <UserProvider value={user}>
      <Reason permission={permission} />
    </UserProvider>,
  );
  return container.textContent;
}

test("a role that may not act is told so, and whom to ask", () => {
  expect(reason("reader", "Credential.Revoke")).toBe(
    "Your role, reader, does not include this. Ask an owner or admin.",
  );
  expect(reason("admin", "Member.ReadWrite")).toBe("Your role, admin, does not include this. Ask an owner.");
});

test("a role that may act hears nothing", () => {
  expect(reason("owner", "Credential.Revoke")).toBe("allowed");
  expect(reason("reader", "Audit.Read")).toBe("allowed");
});

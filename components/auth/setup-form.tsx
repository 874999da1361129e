"use client";

import "@/lib/kernel/plain-words";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { PasswordField } from "@/components/auth/password-field";
import { signInByPassword } from "@/components/auth/sign-in";
import { StrengthMeter } from "@/components/auth/strength-meter";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { setUpAction } from "@/lib/actions/auth";
import { ActionProblem } from "@/lib/client/action-problem";
import { unwrap } from "@/lib/client/unwrap";
import { SetupForm as SetupFormInput } from "@/lib/member/schema";

const setUp = unwrap(setUpAction);

interface Props {
  token: string;
  /** The name to begin with. */
  organisation: string;
}

export function SetupForm({ token, organisation }: Props) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [name, setName] = useState(organisation);
  const [judged, setJudged] = useState(false);
  const form = { token, account: { email, password }, organisation: name.trim() || undefined };
  const checked = SetupFormInput.safeParse(form);
  const faults = judged && !checked.success ? checked.error.issues : [];
  const faultOf = (field: string) => faults.find(({ path }) => path.at(-1) === field)?.message;

  const begin = useMutation({
    mutationFn: async (given: SetupFormInput) => {
      await setUp(given);
      const { account } = given;
      // The account stands even if this fails: the sign-in page is then the next door.
      const refusal = await signInByPassword(account.email, account.password);
      window.location.assign(refusal === null ? "/" : "/signin");
    },
  });

  function submit() {
    setJudged(true);
    if (checked.success) begin.mutate(checked.data);
  }

  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {begin.error && <Alert tone="danger">{messageOf(begin.error)}</Alert>}
      <Field label="E-mail" required error={faultOf("email")}>
        <Input name="email" type="email" autoComplete="username" value={email} onValueChange={setEmail} />
      </Field>
      <PasswordField
        autoComplete="new-password"
        value={password}
        onValueChange={setPassword}
        error={faultOf("password")}
        hint={<StrengthMeter password={password} />}
      />
      <Field label="Organisation" hint="Shown in the portal. You can change it later." error={faultOf("organisation")}>
        <Input name="organization" autoComplete="organization" value={name} onValueChange={setName} />
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={begin.isPending || begin.isSuccess}>
        Create the owner and begin
      </Button>
    </form>
  );
}

const messageOf = (error: Error): string =>
  error instanceof ActionProblem ? error.message : "Something went wrong on our side. Try again.";

"use client";

import { LogIn } from "lucide-react";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { PasswordField } from "@/components/auth/password-field";
import { explainSignInError, signInByPassword } from "@/components/auth/sign-in";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface SignInFormProps {
  singleSignOn: boolean;
  /** A path on this origin. */
  next: string;
  error?: string | undefined;
}

export function SignInForm({ singleSignOn, next, error }: SignInFormProps) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState(error === undefined ? null : explainSignInError(error));
  const [pending, setPending] = useState<"password" | "single-sign-on" | null>(null);

  async function submit() {
    setPending("password");
    setFailure(null);
    const refusal = await signInByPassword(email, password);
    if (refusal === null) return window.location.assign(next);
    setFailure(refusal);
    setPending(null);
  }

  return (
    <div className="grid gap-6">
      {failure && <Alert tone="danger">{failure}</Alert>}
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label="E-mail" required>
          <Input name="email" type="email" autoComplete="username" value={email} onValueChange={setEmail} />
        </Field>
        <PasswordField autoComplete="current-password" value={password} onValueChange={setPassword} />
        <Button
          type="submit"
          variant="primary"
          size="lg"
          pending={pending === "password"}
          unavailable={email && password ? undefined : "Enter your e-mail and your password."}
        >
          Sign in
        </Button>
      </form>
      {singleSignOn && (
        <>
          <div aria-hidden className="flex items-center gap-3 text-muted-foreground text-xs">
            <span className="h-px flex-1 bg-border" /> or <span className="h-px flex-1 bg-border" />
          </div>
          <Button
            size="lg"
            pending={pending === "single-sign-on"}
            onClick={() => {
              setPending("single-sign-on");
              void signIn("oidc", { callbackUrl: next });
            }}
          >
            <LogIn aria-hidden />
            Single sign-on
          </Button>
        </>
      )}
    </div>
  );
}

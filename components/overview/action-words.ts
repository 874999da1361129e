/** `signingKey.onboarded` → "Signing key onboarded". Audit actions are named so that they read well. */
export function actionWords(action: string): string {
  const words = action
    .replaceAll(/[._-]+/g, " ")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .trim();
  return (words.charAt(0).toUpperCase() + words.slice(1)).replaceAll(/\bdid\b/gi, "DID").replaceAll(/\bapi\b/gi, "API");
}

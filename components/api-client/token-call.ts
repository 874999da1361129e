import { type ApiCall, fromEnvironment } from "@/components/developer/api-request";

/** How an API client gets its token. */
export const tokenCall = (clientId?: string): ApiCall => ({
  operation: "getToken",
  title: "Get a token of an hour",
  request: {
    method: "POST",
    path: "/oauth2/v2.0/token",
    open: true,
    form: {
      grant_type: "client_credentials",
      client_id: clientId ?? fromEnvironment("CLIENT_ID"),
      client_secret: fromEnvironment("CLIENT_SECRET"),
      scope: "6a8b4b39-c021-437c-b060-5a14a3fd65f3/.default",
    },
  },
});

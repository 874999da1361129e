export const railCookie = "rail";

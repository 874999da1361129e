/** A certificate for callbacks.example.org and its key, made for these tests and trusted by nothing else. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBujCCAV+gAwIBAgIUaV4LiD6pVrspAxlqYU9Gy0Z7aTwwCgYIKoZIzj0EAwIw
IDEeMBwGA1UEAwwVY2FsbGJhY2tzLmV4YW1wbGUub3JnMCAXDTI2MTEyMjA1Mzc0
MloYDzIxMjYxMDI5MDUzNzQyWjAgMR4wHAYDVQQDDBVjYWxsYmFja3MuZXhhbXBs
ZS5vcmcwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQAFzpEu0qhs9+bkS1e9f0I
eMcHS9LWXh6WrhiGM8jsHku7Vez11QhnYCto00ksRJiG4i/FnYs2tk+M2UTcO0Qh
o3UwczAdBgNVHQ4EFgQUfLTL0hwWPKGMviaK4MofYkgxN/kwHwYDVR0jBBgwFoAU
fLTL0hwWPKGMviaK4MofYkgxN/kwDwYDVR0TAQH/BAUwAwEB/zAgBgNVHREEGTAX
ghVjYWxsYmFja3MuZXhhbXBsZS5vcmcwCgYIKoZIzj0EAwIDSQAwRgIhAPlBKvMs
S+Np3nLFPW2aMZHidw7fGwWvEN0WTsOhPCMMAiEAyDBE/rF+Le+MVHkFTv7pJRrs
MZk/BCWyaXwPa+Z8JrI=
-----END CERTIFICATE-----`;

export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQglJ+qdpgb0vnN+5JW
yAcm3j18/tgDk2WKYRcN6oHedn+hRANCAAQAFzpEu0qhs9+bkS1e9f0IeMcHS9LW
Xh6WrhiGM8jsHku7Vez11QhnYCto00ksRJiG4i/FnYs2tk+M2UTcO0Qh
-----END PRIVATE KEY-----`;

/// A self-signed certificate for `localhost` that protects nothing, with its key.
enum TestCertificate {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBfjCCASWgAwIBAgIUHXl6bO0VeDzHIq020um9dQ+XNiswCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTEyMjE1MFoYDzIxMjYxMDI4
        MTIyMTUwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAASFwrccdXWJOPKwjWxY86UeGs6HETKnOkssTSObzHD8lmJFC56i6pF0
        Uzv/V0ZuCsFsGVul8XYZbxo3QJaKH3lUo1MwUTAdBgNVHQ4EFgQUE4IrcXy7+vbV
        OC/G5Ie31oyRk/4wHwYDVR0jBBgwFoAUE4IrcXy7+vbVOC/G5Ie31oyRk/4wDwYD
        VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBUArc8zzw3qe95Fbm7P0ki
        H4qxP932my9RoIg5QdtS2gIgR4rLZ3Zi1jDqMJjYmengmQewnJXMiVBfa5RdK4ko
        RTI=
        -----END CERTIFICATE-----
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgoJeCrGn3ZMwOBnVr
        nrfUsarxD1KgzrRPO+NS6uFWhAuhRANCAASFwrccdXWJOPKwjWxY86UeGs6HETKn
        OkssTSObzHD8lmJFC56i6pF0Uzv/V0ZuCsFsGVul8XYZbxo3QJaKH3lU
        -----END PRIVATE KEY-----
        """
}

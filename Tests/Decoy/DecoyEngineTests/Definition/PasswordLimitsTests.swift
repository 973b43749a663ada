import Testing

@testable import DecoyEngine

@Suite struct PasswordLimitsTests {
    @Test(
        arguments: [
            (nil, nil, 604_800), ("LIMIT PASSWORD_LIFE_TIME 90", 7_776_000, 604_800),
            ("LIMIT PASSWORD_LIFE_TIME 1 / 1440 PASSWORD_GRACE_TIME 0.5", 60, 43_200),
            ("LIMIT PASSWORD_LIFE_TIME UNLIMITED PASSWORD_GRACE_TIME DEFAULT", nil, 604_800),
            ("LIMIT SESSIONS_PER_USER 5 PASSWORD_GRACE_TIME 2 PASSWORD_LIFE_TIME", nil, 172_800),
            ("LIMIT PASSWORD_LIFE_TIME 1e300 PASSWORD_GRACE_TIME 1 / 0", 86_400_000_000, 86_400),
        ] as [(String?, Int?, Int)])
    func daysAndTheirFractionsAreRead(words: String?, life: Int?, grace: Int) {
        let limits = PasswordLimits(words)
        #expect(limits.life == life)
        #expect(limits.grace == grace)
    }
}

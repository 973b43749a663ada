/// What a rule excuses at one place, and why. The list may only shrink: an exemption that excuses nothing fails.
struct Exemption {
    let rule: Rule
    let path: String
    /// The name at fault; empty for the whole file.
    let subject: String
    let reason: String

    init(_ rule: Rule, _ path: String, _ subject: String = "", because reason: String) {
        self.rule = rule
        self.path = path
        self.subject = subject
        self.reason = reason
    }

    func excuses(_ finding: Finding, of rule: Rule) -> Bool {
        self.rule == rule && path == finding.path && (subject.isEmpty || subject == finding.subject)
    }
}

let exemptions: [Exemption] = [
    Exemption(
        .mirroredTests, "Package.swift", "ConnectorKit",
        because: "It holds protocols and plain values; the tests of the connectors judge them."),
    Exemption(
        .testedFiles, "Sources/Programs/godwit/Commands/Command+Doctor.swift",
        because: "CommandLineTests calls it as a person does, by its name on the command line."),
    Exemption(
        .testedFiles, "Sources/Programs/godwit/Commands/Projects/Command+Project.swift",
        because: "ApplyTests and RunTests call it as a person does, by its name on the command line."),
    Exemption(
        .testedFiles, "Sources/Decoy/DecoyServer/Calls/SessionCalls+Fetch.swift",
        because: "Its answers are judged over the wire: by SessionTests with bytes, by the judges with real clients."),
    Exemption(
        .refusedWords, "Sources/Formats/JSON/Coding/ValueDecoder.swift", "userInfo",
        because: "The standard library's protocol of decoders asks for a property of this name."),
    Exemption(
        .refusedWords, "Sources/Formats/JSON/Coding/ValueEncoder.swift", "userInfo",
        because: "The standard library's protocol of encoders asks for a property of this name."),
    Exemption(
        .webFileSize, "Sources/Console/WebAssets/web/css/controls.css",
        because: "A drawing inside a style sheet is one address and cannot be broken."),
]

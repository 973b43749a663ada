/// One command of the program: its name, its help, what it takes, and what it does.
struct Command: Sendable {
    let name: String
    let summary: String
    /// The whole help text; the first line is the form of the call.
    let help: String
    var options: Set<String> = []
    var flags: Set<String> = []
    /// Left out of the list in `godwit help`.
    var isInternal = false
    let run: @Sendable (Arguments, Terminal) async throws -> ExitCode

    static let commonOptions: Set<String> = ["data"]
    static let commonHelp = """


        Everywhere:
          --data DIR     the data directory; else $GODWIT_DATA, else ~/.godwit
          --help         this text
        """
}

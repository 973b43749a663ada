extension Command {
    static let version = Command(
        name: "version", summary: "says which version this is",
        help: "godwit version" + Command.commonHelp
    ) { _, terminal in
        terminal.out("godwit \(Godwit.version)")
        return .done
    }
}

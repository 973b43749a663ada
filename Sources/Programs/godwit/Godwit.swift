internal import Glibc
internal import Model
internal import Processes

/// The program. `main` only calls `run`: closures formed in `main` itself would belong to the main actor.
@main
enum Godwit {
    static let version = "0.1.0"

    static func main() async {
        let code = await run(Array(CommandLine.arguments.dropFirst()))
        exit(code.rawValue)
    }

    nonisolated static func run(_ words: [String]) async -> ExitCode {
        Signals.ignoreBrokenPipes()
        let terminal = Terminal()
        guard let name = words.first, !["help", "--help", "-h"].contains(name) else {
            return help(Array(words.dropFirst()), terminal)
        }
        if name == "--version" { return await run(["version"]) }
        guard let command = Commands.all.first(where: { $0.name == name }) else {
            terminal.note("godwit: there is no command “\(name)”.\(suggestion(for: name)) See: godwit help")
            return .usage
        }
        return await call(command, Array(words.dropFirst()), terminal)
    }

    private static func call(_ command: Command, _ words: [String], _ terminal: Terminal) async -> ExitCode {
        do {
            let arguments = try Arguments(
                words, options: command.options.union(Command.commonOptions), flags: command.flags)
            if arguments.has("help") {
                terminal.out(command.help)
                return .done
            }
            return try await run(command, arguments, terminal)
        } catch let usage as Usage {
            terminal.note("godwit \(command.name): \(usage.message)\n\n\(command.help)")
            return .usage
        } catch let refusal as NotNow {
            terminal.note("godwit \(command.name): \(refusal.reason)")
            return .notNow
        } catch let absent as NotFound {
            terminal.note("godwit \(command.name): \(absent.description)")
            return .notFound
        } catch let wrong as WrongFile {
            terminal.note("godwit \(command.name): \(wrong.description)")
            return .usage
        } catch {
            terminal.note("godwit \(command.name): \(error)")
            return .failed
        }
    }

    /// An error that a command ends with gets its words here, where its arguments are known.
    private static func run(
        _ command: Command, _ arguments: Arguments, _ terminal: Terminal
    ) async throws -> ExitCode {
        do {
            return try await command.run(arguments, terminal)
        } catch let error where !(error is Usage || error is NotNow || error is NotFound || error is WrongFile) {
            terminal.note("godwit \(command.name): \(Explanation.text(of: error, arguments))")
            return .failed
        }
    }

    private static func help(_ words: [String], _ terminal: Terminal) -> ExitCode {
        if let name = words.first {
            guard let command = Commands.all.first(where: { $0.name == name }) else {
                terminal.note("godwit help: there is no command “\(name)”.\(suggestion(for: name))")
                return .usage
            }
            terminal.out(command.help)
            return .done
        }
        var table = Table("Command", "What it does")
        for command in Commands.all where !command.isInternal { table.add(command.name, command.summary) }
        terminal.out(
            """
            Godwit moves live databases without stopping them, and can bring them back.

            godwit COMMAND [options]        godwit help COMMAND

            \(table.text)

            Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 not allowed now, 5 a check found problems, or
            something was left out.
            """)
        return .done
    }

    private static func suggestion(for name: String) -> String {
        let near = Commands.all.map(\.name).filter { $0.hasPrefix(name.prefix(2)) || name.hasPrefix($0.prefix(3)) }
        return near.isEmpty ? "" : " Did you mean \(near.joined(separator: " or "))?"
    }
}

/// What was named does not exist.
struct NotFound: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

internal import DecoyServer
internal import Glibc
internal import OracleClient
internal import Processes

/// The program. `main` only calls `run`: closures formed in `main` itself would belong to the main actor.
@main
enum Decoy {
    static func main() async {
        let code = await run(Array(CommandLine.arguments.dropFirst()))
        exit(code)
    }

    /// Exit codes: 0 done, 1 failed, 2 wrong usage.
    nonisolated static func run(_ words: [String]) async -> Int32 {
        Signals.ignoreBrokenPipes()
        switch words.first {
        case nil, "help", "--help", "-h":
            Terminal.say(help)
            return 0
        case "serve" where words.dropFirst().contains { $0 == "--help" || $0 == "-h" },
            "sql" where words.count == 2 && words[1] == "--help",
            "measure" where words.count == 2 && words[1] == "--help":
            Terminal.say(help)
            return 0
        case "serve":
            return await serve(words.dropFirst())
        case "sql":
            return await sql(words.dropFirst())
        case "measure":
            return await measure(words.dropFirst())
        case let command?:
            Terminal.note("decoy: there is no command “\(command)”. See: decoy help")
            return 2
        }
    }

    private static func serve(_ words: some Collection<String>) async -> Int32 {
        let options: ServerOptions
        do {
            options = try ServerOptions(words: words)
        } catch {
            Terminal.note("decoy serve: \(error) See: decoy help")
            return 2
        }
        // Taken before the start, so that a stop that comes during it is not lost.
        let stops = Signals.stream(of: [SIGTERM, SIGINT])
        do {
            let server = try await DecoyServer.start(options)
            Terminal.say(server.readyLine)
            for await _ in stops { break }
            await server.stop()
            return 0
        } catch {
            Terminal.note("decoy serve: \(error)")
            return 1
        }
    }

    private static func sql(_ words: some Collection<String>) async -> Int32 {
        let command: SQLCommand
        do throws(UsageFailure) {
            command = try SQLCommand(words)
        } catch {
            Terminal.note("decoy sql: \(error) See: decoy help")
            return 2
        }
        do throws(OracleError) {
            try await command.run()
            return 0
        } catch {
            Terminal.note("decoy sql: \(error)")
            return 1
        }
    }

    private static func measure(_ words: some Collection<String>) async -> Int32 {
        let command: MeasureCommand
        do throws(UsageFailure) {
            command = try MeasureCommand(words)
        } catch {
            Terminal.note("decoy measure: \(error) See: decoy help")
            return 2
        }
        do throws(OracleError) {
            try await command.run()
            return 0
        } catch {
            Terminal.note("decoy measure: \(error)")
            return 1
        }
    }

    private static var help: String {
        """
        Decoy stands in for an Oracle server: real Oracle clients connect to it, PostgreSQL keeps its data.
        It is made for tests and demonstrations. See docs/decoy.md for what it is not.

        decoy serve --data DIR [options]

        \(ServerOptions.optionTable)

          It prints one line when clients can connect, and stops cleanly on SIGTERM and SIGINT.

        \(SQLCommand.help)

        \(MeasureCommand.help)

        Exit codes: 0 done, 1 failed, 2 wrong usage.
        """
    }
}

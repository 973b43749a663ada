internal import Glibc
internal import Synchronization

/// Writes log lines: text for people, or JSON lines for programs; one `write` per line. Nothing is logged per row.
package struct Logger: Sendable {
    package enum Level: Int, Comparable, Sendable, CaseIterable {
        case debug, info, warning, error

        package static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
        package var name: String { "\(self)" }
        package init?(_ name: String) {
            guard let level = Level.allCases.first(where: { $0.name == name }) else { return nil }
            self = level
        }
    }

    package enum Form: String, Sendable { case text, json }

    package enum Output: Sendable {
        case standardError
        case file(RotatingLog)
        /// For tests and for views of the log.
        case lines(@Sendable (String) -> Void)
    }

    /// Which part of the program speaks.
    package let name: String
    package let form: Form
    private let output: Output
    private let threshold: Threshold

    package init(
        _ name: String, to output: Output = .standardError, form: Form = .text, level: Level = .info
    ) {
        self.name = name
        self.form = form
        self.output = output
        threshold = Threshold(level)
    }

    private init(_ name: String, like other: Logger) {
        self.name = name
        form = other.form
        output = other.output
        threshold = other.threshold
    }

    /// The same output and level under another name.
    package func named(_ name: String) -> Logger { Logger(name, like: self) }

    /// Shared with every logger that was named from this one; may be changed while running.
    package var level: Level {
        get { Level(rawValue: threshold.value.load(ordering: .relaxed)) ?? .info }
        nonmutating set { threshold.value.store(newValue.rawValue, ordering: .relaxed) }
    }

    package func callAsFunction(
        _ level: Level, _ message: @autoclosure () -> String, _ fields: KeyValuePairs<String, String> = [:]
    ) {
        guard level >= self.level else { return }
        let line = LogLine(
            moment: LogMoment(), level: level, name: name, message: message(), fields: fields.map { ($0, $1) })
        let text = form == .text ? line.text : line.json
        // A full disk must not stop the program: the line is lost, the next one is tried again.
        switch output {
        case .standardError: _ = SmallFile.writeAll(2, Array(text.utf8) + [UInt8(ascii: "\n")])
        case .file(let file): try? file.append(text)
        case .lines(let take): take(text)
        }
    }

    package func debug(_ message: @autoclosure () -> String, _ fields: KeyValuePairs<String, String> = [:]) {
        self(.debug, message(), fields)
    }
    package func info(_ message: @autoclosure () -> String, _ fields: KeyValuePairs<String, String> = [:]) {
        self(.info, message(), fields)
    }
    package func warning(_ message: @autoclosure () -> String, _ fields: KeyValuePairs<String, String> = [:]) {
        self(.warning, message(), fields)
    }
    package func error(_ message: @autoclosure () -> String, _ fields: KeyValuePairs<String, String> = [:]) {
        self(.error, message(), fields)
    }

    private final class Threshold: Sendable {
        let value: Atomic<Int>
        init(_ level: Level) { value = Atomic(level.rawValue) }
    }
}

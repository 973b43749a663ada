package import Model

/// Why the catalog did not do what it was asked. No case carries a stored value or a secret.
package enum CatalogError: Error, Hashable, Sendable {
    /// Other processes held the write lock longer than `Limits.catalogBusyMax`.
    case busy(milliseconds: Int64)
    case diskFull
    /// The file is not a database, or its pages contradict each other.
    case corrupt(detail: String)
    case cannotOpen(path: String, reason: String)
    case readOnly(path: String)
    /// Reading or writing failed below SQLite.
    case inputOutput(detail: String)
    case newerSchema(found: Int64, known: Int64)
    case changedMigration(number: Int64, name: String)
    /// A stored value that this program cannot read exactly.
    case unreadable(table: String, column: String, id: String, problem: String)
    case notFound(Subject)
    /// Someone else changed it meanwhile; `current` is its revision now.
    case stale(current: Int64)
    case duplicateName(String)
    /// A primary key or a unique rule was hurt that is not a name.
    case duplicate(table: String)
    case inUse(Subject, by: [String])
    case refused(reason: String)
    /// All projects together would have more different tags than there may be.
    case tooManyTags(known: Int)
    case leaseLost(name: String)
    case wrongKey(keyPath: String)
    case keyMissing(keyPath: String)
    /// The key of an earlier catalog lies beside an empty database.
    case databaseLost(path: String, keyPath: String)
    case keyUnusable(detail: String)
    /// A sealed secret did not open: it was changed, or moved under another name.
    case secretDamaged(name: String)
    case closed
    /// A broken rule of the database that our own code should have kept.
    case broken(detail: String)
}

extension CatalogError: CustomStringConvertible {
    package var description: String { failure.description }

    /// The form in which an operator sees it.
    package var failure: Failure {
        let words = words
        return Failure(number, words.message, advice: words.advice, detail: words.detail)
    }

    /// Stable and never reused.
    package var number: String {
        switch self {
        case .busy: "CATALOG-0001"
        case .diskFull: "CATALOG-0002"
        case .corrupt: "CATALOG-0003"
        case .cannotOpen: "CATALOG-0004"
        case .readOnly: "CATALOG-0005"
        case .inputOutput: "CATALOG-0006"
        case .newerSchema: "CATALOG-0007"
        case .changedMigration: "CATALOG-0008"
        case .unreadable: "CATALOG-0009"
        case .notFound: "CATALOG-0010"
        case .stale: "CATALOG-0011"
        case .duplicateName: "CATALOG-0012"
        case .duplicate: "CATALOG-0013"
        case .inUse: "CATALOG-0014"
        case .refused: "CATALOG-0015"
        case .leaseLost: "CATALOG-0016"
        case .wrongKey: "CATALOG-0017"
        case .keyMissing: "CATALOG-0018"
        case .databaseLost: "CATALOG-0023"
        case .keyUnusable: "CATALOG-0019"
        case .secretDamaged: "CATALOG-0020"
        case .closed: "CATALOG-0021"
        case .broken: "CATALOG-0022"
        case .tooManyTags: "CATALOG-0024"
        }
    }

    package var message: String { words.message }
    package var advice: String { words.advice }

    private struct Words {
        var message: String
        var advice: String
        var detail: String?

        init(_ message: String, _ advice: String, _ detail: String? = nil) {
            self.message = message
            self.advice = advice
            self.detail = detail
        }
    }

    private var words: Words { wordsOfTheDatabase ?? wordsOfTheRequest }

    /// Errors of the files and of what is stored in them.
    private var wordsOfTheDatabase: Words? {
        switch self {
        case .busy(let milliseconds):
            Words(
                "The catalog was locked by other processes for \(milliseconds) ms.",
                "Try again; if it stays, look for a program that holds the catalog's files open.")
        case .diskFull:
            Words("The disk that holds the catalog is full.", "Free space on that disk; nothing was changed.")
        case .corrupt(let detail):
            Words(
                "The catalog's database file is damaged.",
                "Stop Godwit, keep a copy of the directory, and restore the catalog from a backup.", detail)
        case .cannotOpen(let path, let reason):
            Words("The catalog at \(path) cannot be opened: \(reason).", "Check the path, its owner and its mode.")
        case .readOnly(let path):
            Words("The catalog at \(path) can be read but not written.", "Give this user the right to write there.")
        case .inputOutput(let detail):
            Words(
                "Reading or writing the catalog's files failed.", "Check the disk and the system log of this machine.",
                detail)
        case .newerSchema(let found, let known):
            Words(
                "The catalog has schema \(found), written by a newer Godwit; this program knows schema \(known).",
                "Run the newer Godwit, or restore the catalog as it was before the upgrade.")
        case .changedMigration(let number, let name):
            Words(
                "Schema change \(number) (\(name)) was applied with another text than this program has.",
                "Run the Godwit that made this catalog, or restore the catalog from a backup.")
        case .unreadable(let table, let column, let id, let problem):
            Words(
                "The catalog's table \(table), column \(column), row \(id) cannot be read: \(problem).",
                "Look at that row with a SQL shell and mend or remove it, or restore the catalog from a backup.")
        case .wrongKey(let keyPath):
            Words(
                "The key file \(keyPath) does not belong to this catalog.",
                "Put back the key file that was made together with the database; without it, saved passwords are lost.")
        case .keyMissing(let keyPath):
            Words(
                "The key file \(keyPath) is missing, but the catalog holds passwords sealed with it.",
                "Put the key file back from a backup of the catalog's directory.")
        case .databaseLost(let path, let keyPath):
            Words(
                "The catalog at \(path) is empty, but \(keyPath) belongs to one that was in use.",
                "Restore the database from a backup; to begin anew, move the key file away.")
        case .keyUnusable(let detail):
            Words("The catalog's key file cannot be used.", "Check the key file's owner, mode and size.", detail)
        case .secretDamaged(let name):
            Words(
                "The saved secret \(name) does not open: its row was changed or moved.",
                "Enter the password again to store it anew.")
        default: nil
        }
    }

    /// Errors of what was asked for.
    private var wordsOfTheRequest: Words {
        switch self {
        case .notFound(let subject):
            Words("There is no \(subject).", "It may have been removed meanwhile; read the list again.")
        case .stale(let current):
            Words(
                "It was changed meanwhile; its revision is now \(current).",
                "Read it again and repeat the change if it is still wanted.")
        case .duplicateName(let name):
            Words("The name \(name) is taken.", "Choose another name.")
        case .duplicate(let table):
            Words("The catalog's table \(table) has this row already.", "Read it again before you repeat the change.")
        case .inUse(let subject, let users):
            Words(
                "\(subject) is used by \(users.joined(separator: ", ")).", "Remove or change what uses it first.")
        case .refused(let reason):
            Words("The change was refused. \(reason)", "Correct the value and try again.")
        case .tooManyTags(let known):
            Words(
                "There are \(known) different tags; all projects together may have \(Limits.tagsInAllMax).",
                "Use one of them, or take one that is not needed from its projects.")
        case .leaseLost(let name):
            Words(
                "The lease \(name) is no longer held by this process.",
                "Stop working at once; the present holder goes on.")
        case .closed:
            Words("The catalog is closed.", "The program is stopping; nothing needs to be done.")
        case .broken(let detail):
            Words("A rule of the catalog was broken.", "Report this with the detail; nothing was changed.", detail)
        default:
            preconditionFailure("every error has words")
        }
    }
}

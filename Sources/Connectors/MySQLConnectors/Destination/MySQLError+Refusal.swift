internal import Model
internal import MySQLClient

extension MySQLError {
    /// As the engine takes it: the failure to show, the remedy, and the server's number.
    var refusal: DatabaseRefusal {
        var refusal = DatabaseRefusal(
            shown, remedy: engineRemedy, code: number < MySQLError.Own.interrupted ? String(number) : nil,
            statement: statement)
        refusal.isAlreadyThere = kind == .exists
        return refusal
    }

    /// Rows are refused for what they hold; anything else is no fault of theirs.
    var isAboutValues: Bool {
        switch kind {
        case .value, .duplicate, .constraint: true
        default: false
        }
    }

    /// The statement, or a value in it, is larger than the server takes.
    var isTooLarge: Bool { number == 1153 || number == 4019 }

    private var engineRemedy: Remedy {
        if lostTransaction { return .reconnect }
        switch remedy {
        case .retry(let delay): return .retry(after: delay)
        case .reconnect: return .reconnect
        case .askOperator: return .askOperator
        case .stop: return .stop
        case .bug: return .bug
        }
    }

    private var shown: Failure {
        let (number, message, advice) = words
        return Failure(number, message, advice: advice, detail: text)
    }

    private var words: (number: String, message: String, advice: String) {
        switch kind {
        case .unreachable:
            (
                "MYSQL-0001", "The database at \(place) cannot be reached.",
                "Check that it runs and that the network lets this machine connect."
            )
        case .lost, .own:
            (
                "MYSQL-0002", "The connection to the database at \(place) was lost.",
                "It is made again by itself; if it breaks again and again, look at the server's log."
            )
        case .privilege:
            (
                "MYSQL-0003", "The account may not do this at \(place).",
                "Have an administrator grant the right; the precheck names the GRANT."
            )
        case .encryption:
            (
                "MYSQL-0004", "The encrypted connection to \(place) could not be made.",
                "Test the data source: its steps say what is wrong."
            )
        case .signIn:
            (
                "MYSQL-0005", "The database at \(place) refused the sign-in.",
                "Test the data source: its steps say what is wrong."
            )
        case .duplicate:
            (
                "MYSQL-0006", "A row has a key that exists already.",
                "Two rows of the source have one key under the destination's rules, or the table was not empty."
            )
        case .constraint:
            (
                "MYSQL-0007", "A row breaks a rule of the destination's table.",
                "Compare the rule with the source's: one that is not enforced there may be broken there."
            )
        case .value:
            (
                "MYSQL-0008", "A value does not fit the destination's column.",
                "Choose a wider type for the column, or correct the value at the source."
            )
        case .missing:
            (
                "MYSQL-0009", "Something that the statement names does not exist at \(place).",
                "Look at the statement; an object may have been dropped meanwhile."
            )
        case .exists:
            (
                "MYSQL-0010", "The object exists already at \(place).",
                "Drop or rename it, or skip the object if it is the right one."
            )
        case .capacity:
            (
                "MYSQL-0011", "The database at \(place) has reached one of its limits.",
                "Look at the detail: memory, disk, connections or a size limit."
            )
        case .lock, .rollback, .changed, .deadline, .interrupted:
            (
                "MYSQL-0012", "The database at \(place) ended the statement or its transaction.",
                "It is tried again by itself where that helps; look for long transactions and locks."
            )
        default:
            (
                "MYSQL-0013", "The database at \(place) refused the statement.",
                "Look at the statement and at the server's words."
            )
        }
    }
}

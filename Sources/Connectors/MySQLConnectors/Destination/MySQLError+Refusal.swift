internal import Model
internal import MySQLClient

extension MySQLError {
    /// As the engine takes it: the failure to show, the remedy, and the server's number.
    var refusal: DatabaseRefusal {
        DatabaseRefusal(
            shown, remedy: engineRemedy, code: number < MySQLError.Own.interrupted ? String(number) : nil,
            statement: statement)
    }

    /// Rows are refused for what they hold; anything else is no fault of theirs.
    var isAboutValues: Bool {
        switch kind {
        case .value, .duplicate, .constraint: true
        default: false
        }
    }

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
        switch kind {
        case .unreachable, .lost, .own: lostOrUnreachable
        case .signIn, .encryption, .privilege: notAllowed
        case .value, .duplicate, .constraint: aboutValues
        default: aboutTheStatement
        }
    }

    private var lostOrUnreachable: Failure {
        kind == .unreachable
            ? Failure(
                "MYSQL-0001", "The database at \(place) cannot be reached.",
                advice: "Check that it runs and that the network lets this machine connect.", detail: text)
            : Failure(
                "MYSQL-0002", "The connection to the database at \(place) was lost.",
                advice: "It is made again by itself; if it breaks again and again, look at the server's log.",
                detail: text)
    }

    private var notAllowed: Failure {
        switch kind {
        case .privilege:
            Failure(
                "MYSQL-0003", "The account may not do this at \(place).",
                advice: "Have an administrator grant the right; the precheck names the GRANT.", detail: text)
        case .encryption:
            Failure(
                "MYSQL-0004", "The encrypted connection to \(place) could not be made.",
                advice: "Test the data source: its steps say what is wrong.", detail: text)
        default:
            Failure(
                "MYSQL-0005", "The database at \(place) refused the sign-in.",
                advice: "Test the data source: its steps say what is wrong.", detail: text)
        }
    }

    private var aboutValues: Failure {
        switch kind {
        case .duplicate:
            Failure(
                "MYSQL-0006", "A row has a key that exists already.",
                advice:
                    "Two rows of the source have one key under the destination's rules, or the table was not empty.",
                detail: text)
        case .constraint:
            Failure(
                "MYSQL-0007", "A row breaks a rule of the destination's table.",
                advice: "Compare the rule with the source's: one that is not enforced there may be broken there.",
                detail: text)
        default:
            Failure(
                "MYSQL-0008", "A value does not fit the destination's column.",
                advice: "Choose a wider type for the column, or correct the value at the source.", detail: text)
        }
    }

    private var aboutTheStatement: Failure {
        switch kind {
        case .missing:
            Failure(
                "MYSQL-0009", "Something that the statement names does not exist at \(place).",
                advice: "Look at the statement; an object may have been dropped meanwhile.", detail: text)
        case .exists:
            Failure(
                "MYSQL-0010", "The object exists already at \(place).",
                advice: "Drop or rename it, or skip the object if it is the right one.", detail: text)
        case .capacity:
            Failure(
                "MYSQL-0011", "The database at \(place) has reached one of its limits.",
                advice: "Look at the detail: memory, disk, connections or a size limit.", detail: text)
        case .lock, .rollback, .changed, .deadline, .interrupted:
            Failure(
                "MYSQL-0012", "The database at \(place) ended the statement or its transaction.",
                advice: "It is tried again by itself where that helps; look for long transactions and locks.",
                detail: text)
        default:
            Failure(
                "MYSQL-0013", "The database at \(place) refused the statement.",
                advice: "Look at the statement and at the server's words.", detail: text)
        }
    }
}

internal import Catalog
internal import Engine
internal import Model

extension Command {
    static let project = Command(
        name: "project", summary: "lists and shows projects, gives them orders, and looks into their objects and rows",
        help: """
            godwit project list [--state STATES] [--tag TAG] [--json]
            godwit project show NAME [--json]
            godwit project start|pause|resume|release NAME [--no-wait] [--json]
            godwit project delete NAME --confirm NAME
            godwit project clone NAME NEWNAME
            godwit project rename NAME NEWNAME
            godwit project tag NAME [TAG …]
            godwit project objects NAME [NUMBER] [--state STATES] [--kind KINDS] [--json]
            godwit project skip|retry|remove NAME NUMBER …   (or --all: every object that is not there)
            godwit project skip|retry NAME NUMBER --index INDEX
            godwit project edit NAME NUMBER --file STATEMENTS.sql   (or --converted)
            godwit project tables NAME [--json]
            godwit project precheck NAME [--skip NUMBER] [--json]
            godwit project quarantine NAME [--table SCHEMA.TABLE] [--retry ROWS|--retry-all] [--json]
            godwit project quarantine NAME [--table SCHEMA.TABLE] --discard ROWS|--discard-all
            godwit project recopy NAME SCHEMA.TABLE … --confirm NAME

              NAME may be the id. An order is carried out by the server of the data directory; without one it stands
              until a server, or godwit run, takes it up.

              start, resume  the same order: goes on where it stopped
              release        stops for good and takes away what it needed; the rows at the destination stay
              delete         forgets the project; asks for its name once more with --confirm
              clone          makes a project that asks for the same; it is not started
              tag            these tags in place of those it has: at most 4 of 1 to 20 characters without blanks
              objects        with a number: source text, statements, and what the conversion changed
              skip           leaves failed objects out; remove takes them out of the project
              retry          runs them again now, or leaves them to the project when it runs; --all: those that failed
              edit           sets these statements in place of the converted ones; --converted goes back to those
              --index        the order is for one index or constraint of the table
              quarantine     rows that could not be written; --retry reads them at the source once more, inserts those
                             that fit now, --discard goes without them; ROWS as the list numbers them: 1.3.12,1.3.15
              recopy         empties tables at the destination and copies them from their beginning
              precheck       the last answers; --skip lets the project go on over one that may be skipped
              --no-wait      returns as soon as the order is recorded

              Codes: 5 a check that blocks is open, or a row that was tried once more stays in quarantine.
            """ + Command.commonHelp,
        options: ["state", "tag", "kind", "confirm", "table", "skip", "file", "index", "retry", "discard"],
        flags: ["json", "no-wait", "all", "converted", "retry-all", "discard-all"]
    ) { arguments, terminal in
        guard let verb = arguments.words.first else {
            throw Usage("Say what to do: list, show, start, pause, objects … (godwit help project)")
        }
        let calls = ProjectCalls(
            installation: try await Installation.open(arguments), terminal: terminal, arguments: arguments)
        switch verb {
        case "list": return try await calls.list()
        case "show": return try await calls.show()
        case "start", "resume": return try await calls.order(.start)
        case "pause": return try await calls.order(.pause)
        case "release": return try await calls.order(.release)
        case "delete": return try await calls.delete()
        case "clone": return try await calls.clone()
        case "rename": return try await calls.rename()
        case "tag": return try await calls.tag()
        case "objects": return try await calls.objects()
        case "skip": return try await calls.order(SchemaOrders.Order.skip)
        case "retry": return try await calls.order(SchemaOrders.Order.retry)
        case "remove": return try await calls.order(SchemaOrders.Order.remove)
        case "edit": return try await calls.edit()
        case "tables": return try await calls.tables()
        case "precheck": return try await calls.precheck()
        case "quarantine": return try await calls.quarantine()
        case "recopy": return try await calls.recopy()
        default: throw Usage("Projects do not know “\(verb)”. See: godwit help project")
        }
    }
}

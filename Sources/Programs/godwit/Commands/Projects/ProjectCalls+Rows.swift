internal import Catalog
internal import Engine
internal import JSON
internal import Model
internal import Processes

/// Rows of projects: quarantine, and copying tables anew.
extension ProjectCalls {
    func quarantine() async throws -> ExitCode {
        let project = try await named(arguments.words("quarantine", "NAME")[1])
        let table = try await wantedTable(of: project)
        let retried = arguments.value("retry")
        let discarded = arguments.value("discard")
        let chosen: (choice: RejectionOrders.Choice, discards: Bool)? =
            if arguments.has("retry-all") { (.all(table: table), false) } else if arguments.has("discard-all") {
                (.all(table: table), true)
            } else if let retried { (.rows(try Self.rows(retried)), false) } else if let discarded {
                (.rows(try Self.rows(discarded)), true)
            } else { nil }
        guard let chosen else { return try await listRejections(project, table) }
        let orders = RejectionOrders(catalog: catalog, connectors: Connectors.all, logger: Logger("godwit"))
        let ends =
            chosen.discards
            ? try await orders.discard(chosen.choice, in: project.id)
            : try await orders.retry(chosen.choice, in: project.id)
        return answer(ends)
    }

    private func answer(_ ends: [RejectionOrders.End]) -> ExitCode {
        var counts: [String: Int] = [:]
        var table = Table("Row", "End", "Reason")
        var refused = 0
        for end in ends {
            let word = Self.word(end.outcome)
            counts[word, default: 0] += 1
            guard case .refused(let failure) = end.outcome else { continue }
            refused += 1
            if refused <= ProjectReport.toldMax { table.add("\(end.row)", word, failure.description) }
        }
        if isJSON {
            terminal.json(
                .array(
                    ends.map { end in
                        var json: JSONObject = [
                            "row": .string("\(end.row)"), "end": .string(Self.word(end.outcome)),
                        ]
                        if case .refused(let failure) = end.outcome { json["reason"] = .string(failure.description) }
                        return .object(json)
                    }))
        } else {
            if refused > 0 { terminal.out(table.text) }
            let sums = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            terminal.out(ends.isEmpty ? "No row is in quarantine." : "\(sums).")
        }
        return refused == 0 ? .done : .problemsFound
    }

    private static func word(_ outcome: RejectionOrders.End.Outcome) -> String {
        switch outcome {
        case .written: "written"
        case .gone: "gone at the source"
        case .discarded: "discarded"
        case .refused: "still in quarantine"
        }
    }

    private static func rows(_ text: String) throws(Usage) -> [RejectedRow] {
        var rows: [RejectedRow] = []
        for word in text.split(separator: ",") {
            guard let row = RejectedRow(String(word)) else {
                throw Usage("“\(word)” names no row: give TABLE.CHUNK.ORDINAL as the list shows it.")
            }
            rows.append(row)
        }
        guard !rows.isEmpty else { throw Usage("Name rows as the list shows them: --retry 1.3.12,1.3.15") }
        return rows
    }

    private func wantedTable(of project: Project) async throws -> Int64? {
        guard let name = arguments.value("table") else { return nil }
        return try await table(named: name, of: project)
    }

    private func table(named name: String, of project: Project) async throws -> Int64 {
        for outline in try await catalog.objectOutlines(of: project.id)
        where outline.kind == .table && outline.source.description == name {
            return outline.number
        }
        throw NotFound("\(project.name) copies no table \(name).")
    }

    private func listRejections(_ project: Project, _ wanted: Int64?) async throws -> ExitCode {
        let rejections = try await catalog.rejections(of: project.id, table: wanted)
        var names: [Int64: String] = [:]
        var table = Table("Number", "Table", "Row", "Column", "Reason")
        var rows: [JSONValue] = []
        for (number, chunk, rejection) in rejections {
            if names[number] == nil {
                names[number] = try await catalog.object(number, of: project.id)?.source.description ?? ""
            }
            let name = names[number] ?? ""
            let row = RejectedRow(table: number, chunk: chunk, ordinal: rejection.ordinal)
            var json = ProjectJSON.json(rejection, table: name, chunk: chunk).asObject ?? [:]
            json["row"] = .string("\(row)")
            rows.append(.object(json))
            table.add("\(row)", name, rejection.address, rejection.column ?? "", rejection.reason.description)
        }
        if isJSON {
            terminal.json(.array(rows))
        } else {
            terminal.out(rows.isEmpty ? "No row is in quarantine." : table.text)
        }
        return .done
    }

    func recopy() async throws -> ExitCode {
        let words = arguments.words
        guard words.count >= 3 else { throw Usage("Missing: NAME and SCHEMA.TABLE.") }
        let project = try await named(words[1])
        var numbers: [Int64] = []
        for name in words.dropFirst(2) { numbers.append(try await table(named: name, of: project)) }
        guard let confirmation = arguments.value("confirm") ?? terminal.ask("Type the name to empty the tables:")
        else {
            throw Usage(
                "Emptying tables cannot be undone: say the project once more with --confirm \"\(project.name)\".")
        }
        guard confirmation == project.name else {
            throw NotNow("“\(confirmation)” is not the name of the project, which is “\(project.name)”.")
        }
        let recopy = TableRecopy(catalog: catalog, connectors: Connectors.all, logger: Logger("godwit"))
        try await recopy.recopy(numbers, in: project.id, holder: ProcessIdentity.own.leaseHolder)
        let isApart = project.specification.options.consistentCopy == .project
        let moment = isApart ? " Its rows will be of a later moment than those of the other tables." : ""
        return answer(
            ["emptied": .array(words.dropFirst(2).map { .string($0) })],
            "Emptied.\(moment) Go on with: godwit project resume \"\(project.name)\"")
    }
}

internal import Catalog
internal import Engine
internal import JSON
internal import Model

/// Objects, tables, checks and rejected rows of one project.
extension ProjectCalls {
    func objects() async throws -> ExitCode {
        guard (2...3).contains(arguments.words.count) else { throw Usage("Give NAME, and the NUMBER of one object.") }
        let project = try await named(arguments.words[1])
        if arguments.words.count == 3 { return try await object(arguments.words[2], of: project) }
        let states: [ProjectObject.State] = try arguments.choices("state")
        let kinds: [ObjectKind] = try arguments.choices("kind")
        var table = Table("No.", "Kind", "Source", "Destination", "State", "Notes", "What is wrong")
        var rows: [JSONValue] = []
        var last: Int64 = 0
        while true {
            let page = try await catalog.objects(of: project.id, kinds: kinds, states: states, after: last)
            guard let end = page.last?.number else { break }
            last = end
            for object in page where !object.isRemoved {
                rows.append(ProjectJSON.json(object, withTexts: false))
                table.add(
                    String(object.number), object.kind.rawValue, object.source.description,
                    object.destination.description, object.state.rawValue, notes(object),
                    object.failure?.message ?? "")
            }
        }
        if isJSON {
            terminal.json(.array(rows))
        } else {
            terminal.out(rows.isEmpty ? "No object fits." : table.text)
        }
        return .done
    }

    private func notes(_ object: ProjectObject) -> String {
        let notes = object.converted?.notes ?? []
        let counts = ConversionNote.Severity.allCases.reversed().compactMap { severity in
            let count = notes.count { $0.severity == severity }
            return count > 0 && severity != .remark ? "\(count) \(severity.rawValue)" : nil
        }
        return counts.joined(separator: ", ")
    }

    private func object(_ word: String, of project: Project) async throws -> ExitCode {
        guard let number = Int64(word), var object = try await catalog.object(number, of: project.id) else {
            throw NotFound("\(project.name) has no object \(word). See: godwit project objects \"\(project.name)\"")
        }
        do {
            object.sourceText = try await schemaOrders.sourceText(of: number, in: project.id)
        } catch {
            let failure = SchemaOrders.failure(of: error)
            terminal.note("The source does not give its text. \(failure.number): \(failure.message)")
        }
        if isJSON {
            terminal.json(ProjectJSON.json(object, withTexts: true))
            return .done
        }
        var lines = ["\(object.kind.rawValue) \(object.source) → \(object.destination): \(object.state.rawValue)"]
        if let failure = object.failure {
            lines.append("  \(failure.number): \(failure.message)\n  \(failure.advice)")
            if let code = object.returnCode { lines.append("  The destination answered \(code).") }
        }
        if !object.sourceText.isEmpty { lines += ["", "-- at the source", object.sourceText] }
        lines += ["", object.editedText == nil ? "-- converted" : "-- written by the operator"]
        lines += object.editedText.map { [$0] } ?? (object.converted?.statements ?? []).map { $0 + ";" }
        for part in object.converted?.parts ?? [] { lines.append(part.statement + ";") }
        let notes = (object.converted?.notes ?? []) + (object.converted?.parts.flatMap(\.notes) ?? [])
        if !notes.isEmpty { lines += ["", "-- what the conversion says"] }
        lines += notes.map { note in
            "\(note.severity.rawValue) [\(note.rule)] \(note.subject.isEmpty ? "" : note.subject + ": ")\(note.text)"
        }
        terminal.out(lines.joined(separator: "\n"))
        return .done
    }

    private var schemaOrders: SchemaOrders { SchemaOrders(catalog: catalog, connectors: Connectors.all) }

    func order(_ order: SchemaOrders.Order) async throws -> ExitCode {
        guard arguments.words.count >= 2 else { throw Usage("Missing: NAME.") }
        let project = try await named(arguments.words[1])
        let numbers = try arguments.words.dropFirst(2).map(Self.number)
        guard numbers.isEmpty == arguments.has("all") else { throw Usage("Give numbers of objects, or --all.") }
        if let part = arguments.value("index") { return try await self.order(order, part, numbers, project) }
        let ends = try await schemaOrders.orderAll(order, numbers.isEmpty ? nil : numbers, in: project.id)
        var lines = ends.map { end in
            guard let refusal = end.refusal else {
                let isAbsent = end.exists == false ? "; the destination has nothing of its name" : ""
                return "\(end.number) \(end.name): \(order == .remove ? "removed" : end.state.rawValue)\(isAbsent)"
            }
            return "\(end.number) \(end.name): \(refusal)"
        }
        lines.append(ends.isEmpty ? "No object fits." : "Go on with: godwit project resume \"\(project.name)\"")
        let json = ends.map { end -> JSONValue in
            [
                "number": .integer(end.number), "name": .string(end.name.description),
                "state": .string(end.state.rawValue), "exists": end.exists.map { .bool($0) } ?? .null,
                "refusal": JSONValue(end.refusal),
            ]
        }
        _ = answer(["objects": .array(json)], lines.joined(separator: "\n"))
        return ends.allSatisfy { $0.refusal == nil } ? .done : .failed
    }

    /// The same for one index or constraint of a table.
    private func order(
        _ order: SchemaOrders.Order, _ part: String, _ numbers: [Int64], _ project: Project
    ) async throws -> ExitCode {
        guard numbers.count == 1, let order = SchemaOrders.PartOrder(rawValue: order.rawValue) else {
            throw Usage("--index NAME goes with retry or skip and the number of one table.")
        }
        let state: ProjectObject.Part
        switch order {
        case .skip: state = try await schemaOrders.skipPart(part, of: numbers[0], in: project.id)
        case .retry: state = try await schemaOrders.retryPart(part, of: numbers[0], in: project.id)
        }
        _ = answer(
            [
                "index": .string(part), "state": .string(state.state.rawValue),
                "returnCode": JSONValue(state.returnCode), "failure": ProjectReport.json(state.failure),
            ], "\(part): \(state.failure?.message ?? state.state.rawValue)")
        return state.state == .failed ? .failed : .done
    }

    private static func number(_ word: String) throws(Usage) -> Int64 {
        guard let number = Int64(word) else { throw Usage("An object is named by its number, not “\(word)”.") }
        return number
    }

    func edit() async throws -> ExitCode {
        let words = try arguments.words("edit", "NAME", "NUMBER")
        let (project, number) = (try await named(words[1]), try Self.number(words[2]))
        let text = try arguments.value("file").map { try TextFile.read($0) }
        guard (text == nil) == arguments.has("converted") else {
            throw Usage("Give the statements with --file FILE, or --converted to go back to the converted ones.")
        }
        let object = try await schemaOrders.edit(number, to: text, in: project.id)
        return answer(
            ProjectJSON.json(object, withTexts: true),
            "\(object.source) is \(object.state.rawValue). Run it with: "
                + "godwit project retry \"\(project.name)\" \(number)")
    }

    func tables() async throws -> ExitCode {
        let project = try await named(arguments.words("tables", "NAME")[1])
        var table = Table(
            "Table", "State", "Rows", "of about", "Done", "Read", "Ignored", "Quarantine", "What is wrong")
        var rows: [JSONValue] = []
        for copy in try await catalog.tableCopies(of: project.id) {
            let name = try await catalog.object(copy.table, of: project.id)?.source.description ?? ""
            rows.append(ProjectJSON.json(copy, name: name))
            let share = copy.rowsEstimated.map { Double(copy.rowsWritten) / Double(max(1, max($0, copy.rowsWritten))) }
            table.add(
                name, copy.state.rawValue, Phrase.count(copy.rowsWritten),
                copy.rowsEstimated.map(Phrase.count) ?? "?",
                copy.state == .completed ? "100%" : share.map(Phrase.percent) ?? "", Phrase.bytes(copy.bytesRead),
                Phrase.count(copy.rowsIgnored), Phrase.count(copy.rowsQuarantined), copy.failure?.message ?? "")
        }
        if isJSON {
            terminal.json(.array(rows))
        } else {
            terminal.out(rows.isEmpty ? "The rows have not begun yet." : table.text)
        }
        return .done
    }

    func precheck() async throws -> ExitCode {
        let project = try await named(arguments.words("precheck", "NAME")[1])
        if let number = try arguments.integer("skip", in: 1...1_000_000) {
            try await catalog.skipFinding(Int64(number), of: project.id, by: .commandLine)
        }
        let answers = try await catalog.answers(of: project.id)
        if isJSON {
            terminal.json(.array(answers.map(ProjectJSON.json)))
        } else if answers.isEmpty {
            terminal.out("Nothing was checked yet: checks are the first step of a project.")
        }
        for answer in isJSON ? [] : answers {
            let subject = answer.finding.subject.isEmpty ? "" : " (\(answer.finding.subject))"
            let outcome: ConnectionTest.Outcome =
                switch answer.finding.outcome {
                case .passed: .passed
                case .warning: .warning
                case .failed: answer.skippedBy == nil ? .failed : .skipped
                }
            let title = "\(answer.number). \(answer.question.title)\(subject)"
            terminal.out(
                StepLine.text(
                    of: .init(
                        key: answer.finding.key, title: title, outcome: outcome, detail: answer.finding.found,
                        advice: answer.finding.advice, fix: answer.finding.fix), terminal))
        }
        return answers.contains(where: \.blocks) ? .problemsFound : .done
    }
}

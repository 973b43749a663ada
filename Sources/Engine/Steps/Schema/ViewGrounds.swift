internal import ConnectorKit
internal import Model

/// What the views of a project stand on. A view that reads what will not be at the destination cannot be made there,
/// nor can a view that reads that view.
struct ViewGrounds: Sendable {
    /// Tables and views that the project makes.
    private var made: Set<ObjectName> = []
    /// What views may read and nobody makes, under the names that it would have at the destination.
    private var others: [ObjectName: ObjectName] = [:]
    private var reads: [ObjectName: [ObjectName]] = [:]

    /// A table or a view of the project, as it was converted.
    mutating func add(_ object: ProjectObject) {
        if object.state == .ready {
            made.insert(object.source)
        } else {
            made.remove(object.source)
            others[object.source] = object.destination
        }
        if object.kind == .view { reads[object.source] = object.dependsOn }
    }

    /// A table or a view that the project does not make; what it makes after all stays so.
    mutating func add(other source: ObjectName, called destination: ObjectName) {
        if others[source] == nil { others[source] = destination }
    }

    /// Everything that a view reads.
    var read: Set<ObjectName> { Set(reads.values.joined()) }

    /// Databases in which something that views read may lie.
    var databases: [String] {
        let read = read
        return Set(others.filter { read.contains($0.key) && !made.contains($0.key) }.map(\.value.schema)).sorted()
    }

    /// The views that cannot be made, each with the first reasons for it.
    func lacking(_ existing: ExistingNames) -> [ObjectName: [ObjectName]] {
        var readers: [ObjectName: [ObjectName]] = [:]
        for (view, names) in reads where made.contains(view) {
            for name in Set(names) where name != view { readers[name, default: []].append(view) }
        }
        var absent = others.filter { !made.contains($0.key) && !existing.contains($0.value) }.map(\.key)
        var lacking: [ObjectName: [ObjectName]] = [:]
        while let name = absent.popLast() {
            for view in readers[name] ?? [] {
                if lacking[view] == nil { absent.append(view) }
                lacking[view, default: []].append(name)
            }
        }
        return lacking.mapValues { $0.sorted() }
    }
}

extension ProjectObject {
    /// Takes back what the conversion made of a view that has no ground to stand on.
    mutating func leaveOut(lacking names: [ObjectName]) {
        guard state == .ready, !names.isEmpty else { return }
        state = .unsupported
        converted?.statements = []
        converted?.notes.append(
            ConversionNote(
                .unsupported, rule: "view.reads",
                "What it reads will not be at the destination: \(NameList.text(names.map(\.description))). Bring that "
                    + "there or into the project, or write the view by hand."))
    }
}

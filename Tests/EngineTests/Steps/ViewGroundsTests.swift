import Catalog
import ConnectorKit
import Model
import Testing

@testable import Engine

@Suite struct ViewGroundsTests {
    private func object(
        _ name: String, _ kind: ObjectKind, _ state: ProjectObject.State, reads: [String] = []
    )
        -> ProjectObject
    {
        var object = ProjectObject(
            number: 1, kind: kind, source: ObjectName("HR", name), destination: ObjectName("hr", name.lowercased()),
            state: state)
        object.dependsOn = reads.map { ObjectName("HR", $0) }
        return object
    }

    private func lacking(_ grounds: ViewGrounds, existing: [String] = []) -> [String: [String]] {
        let listed = existing.map { ListedObject(name: ObjectName("hr", $0), kind: .table) }
        let found = grounds.lacking(ExistingNames(listed, .exact))
        return Dictionary(uniqueKeysWithValues: found.map { ($0.name, $1.map(\.name)) })
    }

    @Test func aViewOverWhatIsNotMadeCannotBeMadeNorAViewOverIt() {
        var grounds = ViewGrounds()
        grounds.add(object("T", .table, .ready))
        grounds.add(object("ODD", .table, .unsupported))
        grounds.add(object("TOP", .view, .ready, reads: ["MIDDLE", "T"]))
        grounds.add(object("MIDDLE", .view, .ready, reads: ["ODD", "T"]))
        grounds.add(object("FINE", .view, .ready, reads: ["T", "UNKNOWN"]))
        #expect(lacking(grounds) == ["MIDDLE": ["ODD"], "TOP": ["MIDDLE"]])
        #expect(grounds.databases == ["hr"])
    }

    @Test func whatIsAtTheDestinationAlreadyIsGroundEnough() {
        var grounds = ViewGrounds()
        grounds.add(other: ObjectName("HR", "SUMS"), called: ObjectName("hr", "sums"))
        grounds.add(object("V", .view, .ready, reads: ["SUMS"]))
        #expect(lacking(grounds) == ["V": ["SUMS"]])
        #expect(lacking(grounds, existing: ["sums"]) == [:])
    }

    @Test func viewsInACircleAndViewsOfThemselvesEnd() {
        var grounds = ViewGrounds()
        grounds.add(object("GONE", .table, .unread))
        grounds.add(object("A", .view, .ready, reads: ["B", "A"]))
        grounds.add(object("B", .view, .ready, reads: ["A", "GONE"]))
        #expect(lacking(grounds) == ["A": ["B"], "B": ["A", "GONE"]])
    }
}

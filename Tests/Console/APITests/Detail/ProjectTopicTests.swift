import Catalog
import JSON
import Model
import TestKit
import Testing

@testable import API

@Suite(.timeLimit(.minutes(2))) struct ProjectTopicTests {
    @Test func onlyTheTablesThatMovedAreSent() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addProject("hr", client, source: try await served.addSource(client))
            try await served.addTables(3, to: id)
            let reader = try await EventReader(client, "/api/v1/stream?topics=tables:\(id)")
            _ = try await reader.text(with: "retry:")
            try await served.catalog.changeTableCopy(2, of: id) { (copy) throws(CatalogError) in copy.rowsWritten = 77 }
            let text = try await reader.text(with: #""rows":77"#)
            // The revision is left out where the rows were read a moment after it.
            #expect(text.contains(#""topic":"tables:\#(id)","#))
            #expect(text.contains(#""source":"HR.T_2""#))
            #expect(!text.contains(#""source":"HR.T_3""#), "the others did not move")
        }
    }

    @Test func onlyTheObjectsThatMovedAreSent() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addProject("hr", client, source: try await served.addSource(client))
            try await served.addTables(3, to: id)
            let reader = try await EventReader(client, "/api/v1/stream?topics=objects:\(id)")
            _ = try await reader.text(with: "retry:")
            try await served.catalog.changeObject(3, of: id) { (object) throws(CatalogError) in object.state = .creating
            }
            let text = try await reader.text(with: #""state":"creating""#)
            #expect(text.contains(#""number":3"#) && !text.contains(#""number":1,"#))
            try await served.catalog.setObjects([], of: id)
            _ = try await reader.text(with: #""gone":["1","2","3"]"#)
        }
    }

    @Test func anEditThatLeavesTheStateAsItWasIsSentToo() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addProject("hr", client, source: try await served.addSource(client))
            try await served.addTables(3, to: id)
            let topics = ProjectTopics(views: served.api.views)
            var memory = try await topics.baseline("objects", id)
            try await served.catalog.changeObject(2, of: id) { (object) throws(CatalogError) in
                object.editedText = "CREATE TABLE mine (id INT)"
            }
            let revision = try await served.api.views.revision(of: "project:\(id)")
            let message = try #require(try await topics.look("objects", id, revision: revision, &memory))
            #expect(message.rows.map { $0["number"] } == [2])
            #expect(message.rows.first?["edited"] == true)
            #expect(message.rows.first?["state"] == "completed", "as before")
        }
    }

    @Test func theListOfProjectsIsToldOfRowsInQuarantine() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addProject("hr", client, source: try await served.addSource(client))
            let reader = try await EventReader(client, "/api/v1/stream?topics=projects")
            _ = try await reader.text(with: "retry:")
            try await served.rejectTheFirstRow(of: id)
            _ = try await reader.text(with: #""quarantined":1"#)
            let listed = try await client.send("GET", "/api/v1/projects").json?["items"]?.asArray?.first
            #expect(listed?["quarantined"] == 1)
            #expect(try await client.send("GET", "/api/v1/projects/\(id)").json?["quarantined"] == 1)
            try await served.observe(.paused, of: id, cause: "rests")
            let row: JSONValue = ["table": 1, "chunk": 1, "ordinal": 3]
            let discard = "/api/v1/projects/\(id)/quarantine-actions/discard"
            let ends = try await client.send("POST", discard, ["rows": [row]])
            #expect(ends.json?["items"]?.asArray?.first?["outcome"] == "discarded", "\(ends.text)")
            _ = try await reader.text(with: #""state":"paused""#, #""quarantined":0"#)
        }
    }

    @Test func manyChangesComeInMessagesOfABoundedSize() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addProject("hr", client, source: try await served.addSource(client))
            let topics = ProjectTopics(views: served.api.views)
            try await served.addTables(1_200, to: id)
            var memory = ProjectTopics.Memory()
            var counts: [Int] = []
            var revisions: [Int64?] = []
            for _ in 0..<3 {
                let revision = try await served.api.views.revision(of: "project:\(id)")
                let message = try #require(try await topics.look("tables", id, revision: revision, &memory))
                counts.append(message.rows.count)
                revisions.append(message.revision)
                memory.lookedAt = nil
            }
            #expect(counts == [500, 500, 200])
            #expect(revisions[0] != nil && revisions[1] == nil, "a client must not drop what comes behind")
            #expect(memory.isBehind == false)
        }
    }

    @Test func aProjectsRecordBringsOnlyWhatChanged() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addProject("hr", client, source: try await served.addSource(client))
            let topics = ProjectTopics(views: served.api.views)
            var memory = ProjectTopics.Memory()
            let first = try #require(try await topics.look("project", id, revision: 1, &memory))
            #expect(first.rows.first?["file"] != nil)
            #expect(first.rows.first?["speed"]?["reason"] == "idle")
            _ = try await client.send("PATCH", "/api/v1/projects/\(id)", ["tags": ["new"]])
            memory.lookedAt = nil
            let second = try #require(try await topics.look("project", id, revision: 2, &memory))
            #expect(Set(second.rows.first?.asObject?.keys ?? []) == ["id", "tags", "rev", "file"])
            memory.lookedAt = nil
            #expect(try await topics.look("project", id, revision: 3, &memory) == nil, "nothing changed")
            #expect(try await topics.look("project", id, revision: 4, &memory) == nil, "at most once a second")
        }
    }

    @Test func aPrecheckIsFollowedAnswerByAnswer() async throws {
        try await ServedAPI.run { served in
            let client = try await served.signedIn()
            let id = try await served.addProject("hr", client, source: try await served.addSource(client))
            let reader = try await EventReader(client, "/api/v1/stream?topics=precheck:\(id)")
            _ = try await reader.text(with: #""topic":"precheck:\#(id)""#, #""running":false"#)
            served.connector.hold()
            _ = try await client.send("POST", "/api/v1/projects/\(id)/precheck-run", [:])
            _ = try await reader.text(with: #""running":true"#, #""progress":{"done""#)
            served.connector.letGo()
            _ = try await reader.text(with: #""running":false"#)
        }
    }
}

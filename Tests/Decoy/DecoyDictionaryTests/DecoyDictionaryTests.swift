import OracleSQL
import Testing

@testable import DecoyDictionary

@Suite struct DecoyDictionaryTests {
    private func dictionary() -> DataDictionary {
        var contents = DictionaryContents()
        contents.users = [
            User(id: 0, name: "SYS"), User(id: 1, name: "A"), User(id: 2, name: "B"),
            User(id: 3, name: "R", isRole: true),
        ]
        var table = Table(
            object: DictionaryObject(id: 10, owner: "A", name: "T", kind: .table),
            columns: [Column(name: "X", number: 1, type: .plainNumber, position: 1)], dataObjectID: 10)
        let key = Constraint(id: 5, owner: "A", name: "K", kind: .primaryKey, columnNumbers: [1])
        table.constraints = [key]
        let part = Index.Part(columnNumber: 1, expression: nil, isDescending: true, name: "SYS_NC00002$")
        let index = DictionaryObject(id: 11, owner: "A", name: "I", kind: .index)
        table.indexes = [Index(object: index, tableID: 10, isUnique: true, parts: [part])]
        var scheme = Partitioning(kind: .range, keyNumbers: [1])
        scheme.partitions = [Partition(id: 12, name: "P", position: 1, bound: "5", dataObjectID: 12)]
        table.partitioning = scheme
        let namesake = DictionaryObject(id: 80, owner: "A", name: "A", kind: .table)
        contents.tables = [table, Table(object: namesake, columns: [])]
        contents.views = [
            View(object: DictionaryObject(id: 20, owner: "A", name: "V", kind: .view), text: "SELECT 1", columns: [])
        ]
        contents.sequences = [
            SequenceDefinition(object: DictionaryObject(id: 30, owner: "A", name: "S", kind: .sequence))
        ]
        let first = DictionaryObject(id: 40, owner: "PUBLIC", name: "PT", kind: .synonym)
        let ring = DictionaryObject(id: 41, owner: "B", name: "RING", kind: .synonym)
        contents.synonyms = [
            Synonym(object: first, pointsTo: QualifiedName("A", "T")),
            Synonym(object: ring, pointsTo: QualifiedName("B", "RING")),
        ]
        let body = DictionaryObject(id: 51, owner: "A", name: "PK", kind: .packageBody)
        let package = DictionaryObject(id: 50, owner: "A", name: "PK", kind: .package)
        contents.routines = [
            Routine(object: package, text: "PACKAGE pk AS END;"),
            Routine(object: body, text: "PACKAGE BODY pk AS END;"),
        ]
        let trigger = DictionaryObject(id: 60, owner: "A", name: "G", kind: .trigger)
        contents.triggers = [Trigger(object: trigger, timing: .before, bodyText: "BEGIN NULL; END;", text: "")]
        let type = DictionaryObject(id: 70, owner: "A", name: "TY", kind: .type)
        contents.types = [ObjectTypeDefinition(object: type, form: .incomplete, identifier: [], text: "")]
        contents.grants = [
            Grant(grantee: "R", grantor: "SYS", kind: .system("SELECT ANY TABLE"), isGrantable: false),
            Grant(grantee: "B", grantor: "SYS", kind: .role("R"), isGrantable: false),
            Grant(grantee: "B", grantor: "A", kind: .object("UPDATE", objectID: 10, columns: []), isGrantable: false),
        ]
        contents.systemViews = DictionaryViews.all
        return DataDictionary(contents)
    }

    @Test func aSchemaIsFoundBehindATableOfItsName() {
        let dictionary = dictionary()
        guard case .table(let own)? = dictionary.resolve(["A"], in: "A")?.entry else { return #expect(Bool(false)) }
        #expect(own.object.name == "A")
        guard case .table(let other)? = dictionary.resolve(["A", "T"], in: "A")?.entry else {
            return #expect(Bool(false))
        }
        #expect(other.object.name == "T")
    }

    @Test func namesResolveInOraclesOrder() {
        let dictionary = dictionary()
        guard case .table(let table)? = dictionary.resolve(["T"], in: "A")?.entry else { return #expect(Bool(false)) }
        #expect(table.physicalName == "data.t10" && table.pastName == "past.t10")
        #expect(dictionary.resolve(["T"], in: "B") == nil)
        guard case .table? = dictionary.resolve(["A", "T"], in: "B")?.entry else { return #expect(Bool(false)) }
        guard case .table? = dictionary.resolve(["PT"], in: "B")?.entry else { return #expect(Bool(false)) }
        let member = dictionary.resolve(["A", "PK", "F"], in: "B")
        #expect(member?.rest == ["F"])
        guard case .brokenSynonym? = dictionary.resolve(["RING"], in: "B")?.entry else { return #expect(Bool(false)) }
        guard case .systemView(let dual)? = dictionary.resolve(["SYS", "DUAL"], in: "B")?.entry else {
            return #expect(Bool(false))
        }
        #expect(dual.physicalName == "sys.\"DUAL\"")
        #expect(dictionary.body(owner: "A", name: "PK")?.text == "PACKAGE BODY pk AS END;")
    }

    @Test func physicalNamesAreFoundAgain() {
        let dictionary = dictionary()
        #expect(dictionary.constraint(physicalName: "k5")?.constraint.name == "K")
        #expect(dictionary.index(physicalName: "i11")?.index.typeName == "FUNCTION-BASED NORMAL")
        #expect(dictionary.table(physicalName: "data.t12")?.name == "T")
        #expect(dictionary.table(physicalName: "t99") == nil)
    }

    @Test func rightsComeDirectlyAndByRoles() {
        let dictionary = dictionary()
        guard let table = dictionary.tables[10] else { return #expect(Bool(false)) }
        #expect(dictionary.allows("SELECT", on: table.object, user: "B"))
        #expect(dictionary.allows("UPDATE", on: table.object, user: "B"))
        #expect(!dictionary.allows("DELETE", on: table.object, user: "B"))
        #expect(dictionary.canSee(table.object, user: "B"))
        #expect(dictionary.has("SELECT ANY TABLE", user: "B") && !dictionary.has("SELECT ANY TABLE", user: "A"))
        #expect(dictionary.systemViews["DBA_TABLES"].map { !dictionary.canRead($0, user: "A") } ?? false)
    }

    @Test func everyTypeHasARepresentation() {
        #expect(OracleType.number(precision: 9, scale: -2).postgresColumnType == "numeric(9,-2)")
        #expect(OracleType.number(precision: nil, scale: 0).postgresColumnType == "numeric(38,0)")
        #expect(OracleType.date.postgresColumnType == "timestamp(0)")
        #expect(OracleType.rowid.representation == .rowid && OracleType.clob.representation == .text)
    }

    @Test func viewsOfAFamilyAreMadeFromOneDefinition() {
        let all = DictionaryViews.all.filter { $0.name.hasSuffix("_TABLES") && $0.name.hasPrefix("ALL_") }
        #expect(all.contains { $0.name == "ALL_TABLES" && $0.columns.first?.name == "OWNER" && $0.isPublic })
        let own = DictionaryViews.all.first { $0.name == "USER_TABLES" }
        #expect(own?.columns.first?.name == "TABLE_NAME")
        #expect(Set(DictionaryViews.all.map(\.name)).count == DictionaryViews.all.count)
    }
}

/// A statement that changes what is defined. Oracle commits before and after each of them.
package indirect enum DefinitionStatement: Sendable {
    case createTable(CreateTable)
    case createIndex(CreateIndex)
    case createSequence(SequenceStatement)
    case createView(CreateView)
    case createSynonym(CreateSynonym)
    case createLog(MaterializedViewLog)
    /// Procedure, function, package, package body, type body: the text is kept whole.
    case createRoutine(CreateRoutine)
    case createTrigger(CreateTrigger)
    case createType(CreateType)
    case createUser(UserStatement)
    case createRole(Name)
    /// Directory, edition, profile, tablespace, context …: accepted and kept by name.
    case createKept(KeptObject)
    case createCluster(ClusterStatement)
    case alterTable(AlterTable)
    case alterIndex(AlterIndex)
    case alterSequence(SequenceStatement)
    case alterUser(UserStatement)
    /// ALTER VIEW | PROCEDURE | FUNCTION | PACKAGE | TYPE | TRIGGER … COMPILE, ENABLE, DISABLE, RENAME.
    case alterObject(AlterObject)
    case alterSystem(SystemCommand)
    case alterDatabase(SystemCommand)
    case drop(DropStatement)
    case truncate(TruncateTable)
    case rename(Name, to: Name)
    case comment(CommentStatement)
    case grant(GrantStatement)
    case revoke(GrantStatement)
    case purge(PurgeStatement)
    case flashbackTable(FlashbackTable)
    /// ANALYZE, AUDIT, NOAUDIT and other statements without an effect that can be seen: the words.
    case accepted(String)
}

/// `schema.name` or `name`.
package struct ObjectName: Sendable, Hashable {
    package let schema: Name?
    package let name: Name

    package init(schema: Name? = nil, name: Name) {
        self.schema = schema
        self.name = name
    }

    package var position: Position { schema?.position ?? name.position }
}

/// A piece of the statement as it was written, for the dictionary keeps texts.
package struct Fragment: Sendable, Hashable {
    package let text: String
    /// Where the piece begins in the statement.
    package let position: Position

    package init(_ text: String, at position: Position) {
        self.text = text
        self.position = position
    }
}

/// A type as it stands in a declaration.
package struct DeclaredType: Sendable, Hashable {
    package var type: OracleType
    /// False when neither BYTE nor CHAR was written: NLS_LENGTH_SEMANTICS decides.
    package var isLengthUnitStated: Bool
    package let position: Position

    package init(_ type: OracleType, isLengthUnitStated: Bool = true, at position: Position) {
        self.type = type
        self.isLengthUnitStated = isLengthUnitStated
        self.position = position
    }

    /// The type when lengths without a unit count this.
    package func resolved(_ unit: LengthUnit) -> OracleType {
        guard !isLengthUnitStated else { return type }
        return switch type {
        case .varchar2(let length, _): .varchar2(length, unit)
        case .char(let length, _): .char(length, unit)
        default: type
        }
    }
}

/// An object that is only kept by name.
package struct KeptObject: Sendable, Hashable {
    package let kind: String
    /// Of the kinds that belong to a schema: DIMENSION.
    package let schema: Name?
    package let name: Name
    package let isReplacing: Bool
    /// The path of a directory, else nil.
    package let value: String?
    package let position: Position
}

/// CREATE CLUSTER, as far as it is kept.
package struct ClusterStatement: Sendable {
    package let name: ObjectName
    package let isHashed: Bool
}

/// CREATE MATERIALIZED VIEW LOG: the table, and the upper-case words behind its name.
package struct MaterializedViewLog: Sendable, Hashable {
    package let table: ObjectName
    package let words: [String]
    package let position: Position
}

/// ALTER SYSTEM and ALTER DATABASE: the command in upper-case words.
package struct SystemCommand: Sendable, Hashable {
    package let words: [String]
    package let position: Position

    package var text: String { words.joined(separator: " ") }
}

package struct AlterObject: Sendable, Hashable {
    package enum Action: Sendable, Hashable { case compile, enable, disable, rename(Name), accepted }

    /// TRIGGER, VIEW, PROCEDURE …
    package let kind: String
    package let name: ObjectName
    package let action: Action
}

/// What a destination holds at most. Lengths of names and comments are in characters.
struct DestinationLimits: Hashable, Sendable {
    var schemaNameLengthMax = 64
    var tableNameLengthMax = 64
    var columnNameLengthMax = 64
    /// Names of checks are measured in bytes rather than characters.
    var measuresChecksInBytes = false

    var columnsMax: Int
    /// Bytes of a row, with what large values leave in it.
    var rowBytesMax: Int
    var varcharBytesMax: Int
    var largeBytesMax: Int
    var keyBytesMax: Int
    var keyColumnsMax: Int
    var indexesMax: Int
    var partitionsMax = 8192

    var columnCommentMax = 1024
    var tableCommentMax: Int
}

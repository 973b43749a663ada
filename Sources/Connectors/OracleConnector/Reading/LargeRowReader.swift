internal import Bytes
internal import ConnectorKit
internal import Model
internal import OracleClient
internal import OracleWire

/// Reads a row whose large values came as locators: the beginning of each at once, the rest when it is asked for.
struct LargeRowReader {
    /// Bytes, or units of UTF-16, of all beginnings together.
    private static let beginningLength = RowQuery.wholeLength
    /// Of one piece: a longer value has larger pieces, since each of them costs its writer more than the one before.
    private static let pieceLengths: ClosedRange<Int64> = 4 << 20...8 << 20
    private static let piecesPerValue: Int64 = 16

    private let batch: OracleRowBatch
    private let forms: [ValueForm]
    private let doing: String

    /// `batch` has one row; its columns behind `forms` are left out.
    init(_ batch: OracleRowBatch, _ forms: [ValueForm], _ doing: String) {
        self.batch = batch
        self.forms = forms
        self.doing = doing
    }

    func page() async throws(OracleError) -> RowPage {
        let lobs = forms.indices.filter { batch.encoding(of: $0).type.isLob }
        let beginning = max(RowQuery.largeLength, Self.beginningLength / max(1, lobs.count))
        var values: [[UInt8]?] = []
        var large: [any LargeValue] = []
        for column in forms.indices {
            guard lobs.contains(column), case .lob(let lob) = try batch.value(0, column) else {
                values.append(batch.bytes(0, column).map { Array($0) })
                continue
            }
            let length = if let known = lob.lengthWhenSelected { known } else { try await lob.length() }
            var pieces = lob.pieces(size: beginning, asUTF16: forms[column] == .wideText).makeAsyncIterator()
            values.append(try await Self.beginning(of: &pieces, length: length, lengthMax: beginning))
            guard length > beginning else { continue }
            pieces.size = Int(
                min(max(length / Self.piecesPerValue, Self.pieceLengths.lowerBound), Self.pieceLengths.upperBound))
            large.append(OracleLargeValue(column, length: length, pieces, doing))
        }
        return RowPage(RowBlock(rows: [values], columnCount: forms.count), large: large)
    }

    /// The first piece; of a value that is no longer than `lengthMax` all of them. A server may answer with less than
    /// was asked for, and what is left at the end of a text that ends within a character is a piece of its own.
    static func beginning<Pieces: AsyncIteratorProtocol>(
        of pieces: inout Pieces, length: Int64, lengthMax: Int
    ) async throws(Pieces.Failure) -> [UInt8] where Pieces.Element == [UInt8] {
        guard length > 0, var bytes = try await pieces.next(isolation: nil) else { return [] }
        guard length <= lengthMax else { return bytes }
        while let piece = try await pieces.next(isolation: nil) { bytes += piece }
        return bytes
    }
}

/// What follows the beginning of a large object.
actor OracleLargeValue: LargeValue {
    nonisolated let column: Int
    nonisolated let length: Int64
    private let doing: String
    private var pieces: OracleLOBPieces.Iterator

    init(_ column: Int, length: Int64, _ pieces: OracleLOBPieces.Iterator, _ doing: String) {
        self.column = column
        self.length = length
        self.pieces = pieces
        self.doing = doing
    }

    func next() async throws(DatabaseRefusal) -> [UInt8]? {
        var reading = pieces
        do throws(OracleError) {
            let piece = try await reading.next()
            pieces = reading
            return piece
        } catch {
            throw DatabaseRefusal(error, doing: doing)
        }
    }
}

internal import ConnectorKit

typealias SourcePrecheck = EndPrecheck<OracleSource>

extension OracleSource: Prechecked {
    static let prechecks: [SourcePrecheck] =
        ServerPrechecks.all + PrivilegePrechecks.all + LoggingPrechecks.all + ExistencePrechecks.all
        + ShapePrechecks.all + ValuePrechecks.all
}

extension SourcePrecheck.Context {
    /// The account as a GRANT names it.
    var grantee: String { ConnectionAdvice.grantee(source.user) }
}

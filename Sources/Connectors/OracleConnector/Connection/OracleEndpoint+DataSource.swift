internal import Crypto
internal import Model
internal import OracleClient

extension OracleEndpoint {
    /// Where a data source is. Its database is the name of the service; the option `sid` counts where there is none.
    init(_ source: DataSource, _ password: Secret) {
        let transport: ConnectDescriptor.Transport = source.encryption == .off ? .tcp : .tcps
        let address = ConnectDescriptor.Address(transport, host: source.host, port: source.port)
        var description = ConnectDescriptor.Description([ConnectDescriptor.AddressList([address])])
        let sid = source.options["sid"] ?? ""
        if source.database.isEmpty, !sid.isEmpty {
            description.sid = sid
        } else {
            description.service = source.database
        }
        description.security.matchesName = source.encryption == .verified
        description.security.walletLocation = source.options["wallet"]
        if let name = source.options["certificateName"], !name.isEmpty { description.security.certificateName = name }
        // A lost peer is noticed by silence: a lane must not wait for it without end.
        description.expireTime = .seconds(60)
        self.init(
            descriptor: ConnectDescriptor([description]), user: source.user, password: password.reveal())
        let authorities = source.options["authorityFile"] ?? ""
        switch source.encryption {
        case .off, .required: trust = .anyone
        case .verified: trust = authorities.isEmpty ? .system : .file(authorities)
        }
    }
}

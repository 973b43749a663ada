internal import DecoyEngine

extension ServerOptions {
    var engineOptions: EngineOptions {
        EngineOptions(
            directory: directory, systemPassword: systemPassword, undoRetention: .seconds(undoRetentionSeconds),
            version: wire.version.parts.major)
    }
}

internal import JSON
internal import Model

extension ProjectOptions {
    /// Nil is every standard.
    init(file json: JSONValue?) throws(Failure) {
        self.init()
        guard let json else { return }
        let fields = try FileFields(
            json, at: "options",
            known: [
                "createDatabase", "onNonEmpty", "onUnsupported", "conversion", "speed", "stopBefore", "quarantineMax",
                "checkers", "consistentCopy",
            ])
        createDatabase = try fields.flag("createDatabase") ?? createDatabase
        onNonEmpty = try fields.choice("onNonEmpty", NonEmptyPolicy.self) ?? onNonEmpty
        onUnsupported = try fields.choice("onUnsupported", UnsupportedPolicy.self) ?? onUnsupported
        consistentCopy = try fields.choice("consistentCopy", ReadConsistency.self) ?? consistentCopy
        quarantineMax = try fields.count("quarantineMax", in: 0...1_000_000_000) ?? quarantineMax
        checkers = try fields.count("checkers", in: 1...Limits.componentsPerMachine) ?? checkers
        if let json = fields["conversion"] { conversion = try ConversionSettings(file: json) }
        if let json = fields["speed"] { speed = try CopySpeed(file: json) }
        for name in try fields.texts("stopBefore") ?? [] {
            guard let step = StepKind(rawValue: name) else {
                throw fields.wrong("stopBefore", .string(name), "a list of steps")
            }
            stopBefore.append(step)
        }
    }
}

extension ConversionSettings {
    init(file json: JSONValue) throws(Failure) {
        self.init()
        let fields = try FileFields(
            json, at: "options.conversion",
            known: [
                "integers", "lengthRule", "lengthFactor", "nameRule", "rowAddress", "collation", "timestampLoss",
                "floatLoss", "indexesAfterRows", "migratesForeignKeys",
            ])
        integers = try fields.choice("integers", Integers.self) ?? integers
        lengthRule = try fields.choice("lengthRule", LengthRule.self) ?? lengthRule
        lengthFactor = try fields.number("lengthFactor", in: 1...4) ?? lengthFactor
        nameRule = try fields.choice("nameRule", NameRule.self) ?? nameRule
        rowAddress = try fields.choice("rowAddress", RowAddress.self) ?? rowAddress
        collation = try fields.text("collation") ?? collation
        timestampLoss = try fields.choice("timestampLoss", LossRule.self) ?? timestampLoss
        floatLoss = try fields.choice("floatLoss", LossRule.self) ?? floatLoss
        indexesAfterRows = try fields.flag("indexesAfterRows") ?? indexesAfterRows
        migratesForeignKeys = try fields.flag("migratesForeignKeys") ?? migratesForeignKeys
    }
}

extension CopySpeed {
    /// A preset by its name, or an object with its numbers; numbers alone are the custom preset.
    init(file json: JSONValue) throws(Failure) {
        if let name = json.asString {
            guard let preset = SpeedPreset(rawValue: name) else {
                throw FileFields.problem(
                    "options.speed", "is “\(name.prefix(40))”",
                    "It must be one of \(SpeedPreset.allCases.map(\.rawValue).joined(separator: ", ")), or an object.")
            }
            self.init(preset: preset)
            return
        }
        let fields = try FileFields(
            json, at: "options.speed",
            known: [
                "preset", "lanes", "rowsPerStatement", "chunkBytes", "rowsPerSecondMax", "bytesPerSecondMax",
                "destinationMemoryPercentMax",
            ])
        self.init(preset: try fields.choice("preset", SpeedPreset.self) ?? .custom)
        lanes = try fields.count("lanes", in: 1...64) ?? lanes
        rowsPerStatement = try fields.count("rowsPerStatement", in: 1...10_000) ?? rowsPerStatement
        chunkBytes = try fields.count("chunkBytes", in: 1 << 16...1 << 30) ?? chunkBytes
        rowsPerSecondMax = try fields.count("rowsPerSecondMax", in: 0...1_000_000_000) ?? rowsPerSecondMax
        bytesPerSecondMax = try fields.count("bytesPerSecondMax", in: 0...1 << 40) ?? bytesPerSecondMax
        destinationMemoryPercentMax =
            try fields.count("destinationMemoryPercentMax", in: 0...100) ?? destinationMemoryPercentMax
    }
}

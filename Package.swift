// swift-tools-version: 6.2
import PackageDescription

// The house: every room stands on a floor and imports strictly downwards. The table is the architecture;
// HouseTests compares it with the import lines of every file, and the loop at the end refuses a row that looks up.

/// A Swift module of the product.
struct Room {
    let floor: Int
    let path: String
    let imports: [String]

    init(_ floor: Int, _ path: String, _ imports: [String] = []) {
        self.floor = floor
        self.path = path
        self.imports = imports
    }

    var name: String { path.split(separator: "/").last.map(String.init)! }
}

/// C libraries: a module map each, imported by exactly one room.
let libraries: [(name: String, pkgConfig: String, debian: String)] = [
    ("CMariaDB", "libmariadb", "libmariadb-dev"),
    ("CMicroHTTPD", "libmicrohttpd", "libmicrohttpd-dev"),
    ("COpenSSL", "openssl", "libssl-dev"),
    ("CPostgres", "libpq", "libpq-dev"),
    ("CSQLite", "sqlite3", "libsqlite3-dev"),
    ("CZlib", "zlib", "zlib1g-dev"),
]

let rooms: [Room] = [
    Room(0, "Ground/Bytes"),
    Room(0, "Ground/Values"),

    Room(1, "Formats/JSON"),
    Room(1, "Formats/OracleWire", ["Bytes", "Values"]),
    Room(1, "Formats/OracleSQL"),
    Room(1, "Domain/Model"),
    Room(1, "Drivers/Net", ["CLinux"]),
    Room(1, "Drivers/Processes", ["CLinux"]),
    Room(1, "Drivers/Crypto", ["COpenSSL"]),

    Room(2, "Drivers/MySQLClient", ["Net", "Bytes", "Values", "CMariaDB"]),
    Room(2, "Drivers/Sockets", ["Crypto"]),
    Room(2, "Drivers/OracleLogon", ["Crypto"]),
    Room(2, "Drivers/HTTPServer", ["Net", "CMicroHTTPD", "CZlib"]),
    Room(2, "Stores/Catalog", ["Model", "JSON", "Net", "Crypto", "CSQLite"]),
    Room(2, "Connectors/ConnectorKit", ["Model", "Bytes", "Net"]),
    Room(2, "Domain/Translation", ["Model", "OracleSQL"]),
    Room(2, "Domain/Transcoding", ["Model", "OracleWire", "Bytes", "Values"]),

    Room(2, "Decoy/DecoyDictionary", ["OracleSQL"]),

    Room(3, "Drivers/OracleClient", ["OracleWire", "OracleLogon", "Sockets", "Crypto", "Net", "Bytes", "Values"]),
    Room(
        3, "Connectors/MySQLConnectors",
        ["ConnectorKit", "Transcoding", "MySQLClient", "Model", "Values", "Bytes", "Net"]),
    Room(3, "Engine", ["ConnectorKit", "Catalog", "Model", "JSON", "Processes", "Net", "Bytes"]),
    Room(3, "Fixtures/LocalServers", ["Processes", "Net"]),
    Room(3, "Decoy/PostgresClient", ["Bytes"]),
    Room(3, "Decoy/DecoyCompiler", ["DecoyDictionary", "OracleSQL"]),

    Room(
        4, "Console/API",
        ["Engine", "Catalog", "ConnectorKit", "Model", "JSON", "HTTPServer", "Crypto", "Net"]),
    Room(4, "Console/Web", ["HTTPServer", "CWebAssets"]),
    Room(4, "Fixtures/SampleCompany", ["OracleClient", "OracleWire", "Values"]),
    Room(
        4, "Connectors/OracleConnector",
        ["ConnectorKit", "OracleClient", "OracleWire", "Crypto", "Model", "Values", "Bytes"]),
    Room(
        4, "Decoy/DecoyEngine",
        [
            "DecoyCompiler", "DecoyDictionary", "OracleSQL", "OracleWire", "OracleLogon", "PostgresClient",
            "LocalServers", "Crypto", "Net",
        ]),

    Room(
        5, "Decoy/DecoyServer",
        [
            "DecoyEngine", "DecoyCompiler", "DecoyDictionary", "OracleSQL", "OracleWire", "OracleLogon", "Sockets",
            "Processes", "Net", "Crypto", "Bytes",
        ]),
]

let programs: [Room] = [
    Room(
        5, "Programs/godwit",
        [
            "API", "Web", "Engine", "LocalServers", "SampleCompany", "MySQLConnectors", "OracleConnector",
            "Translation", "ConnectorKit", "Catalog", "HTTPServer", "Processes", "Crypto", "Net", "Model", "JSON",
        ]),
    Room(6, "Programs/decoy", ["DecoyServer", "OracleClient", "OracleWire", "Values", "Processes"]),
]

/// Test modules mirror the rooms; what a test needs beyond its room is listed here.
let tests: [(path: String, imports: [String])] = [
    ("Ground/BytesTests", ["Bytes"]),
    ("Ground/ValuesTests", ["Values"]),
    ("Formats/JSONTests", ["JSON", "TestKit"]),
    ("Formats/OracleWireTests", ["OracleWire", "Bytes", "Values", "TestKit"]),
    ("Formats/OracleSQLTests", ["OracleSQL"]),
    ("Domain/ModelTests", ["Model", "TestKit"]),
    (
        "Domain/TranslationTests",
        ["Translation", "Model", "OracleSQL", "OracleClient", "OracleWire", "MySQLClient", "LocalServers", "TestKit"]
    ),
    ("Domain/TranscodingTests", ["Transcoding", "Model", "OracleWire", "Bytes", "Values"]),
    ("Drivers/NetTests", ["Net"]),
    ("Drivers/ProcessesTests", ["Processes", "TestKit"]),
    ("Drivers/CryptoTests", ["Crypto"]),
    ("Drivers/SocketsTests", ["Sockets", "Crypto", "Net", "TestKit"]),
    ("Drivers/OracleLogonTests", ["OracleLogon", "Crypto"]),
    (
        "Drivers/OracleClientTests",
        [
            "OracleClient", "OracleWire", "OracleLogon", "Sockets", "Crypto", "Net", "Bytes", "Values", "LocalServers",
            "Processes", "TestKit",
        ]
    ),
    ("Drivers/MySQLClientTests", ["MySQLClient", "Net", "Values", "Bytes", "LocalServers", "TestKit"]),
    ("Drivers/HTTPServerTests", ["HTTPServer", "Net", "TestKit"]),
    ("Stores/CatalogTests", ["Catalog", "Model", "Net", "TestKit"]),
    (
        "Connectors/MySQLConnectorsTests",
        [
            "MySQLConnectors", "MySQLClient", "ConnectorKit", "Model", "OracleWire", "Bytes", "Values", "LocalServers",
            "TestKit",
        ]
    ),
    (
        "Connectors/OracleConnectorTests",
        [
            "OracleConnector", "OracleClient", "OracleWire", "ConnectorKit", "Model", "Bytes", "LocalServers",
            "Crypto", "Processes", "TestKit",
        ]
    ),
    ("EngineTests", ["Engine", "ConnectorKit", "Catalog", "Model", "JSON", "Processes", "Bytes", "TestKit"]),
    ("Fixtures/SampleCompanyTests", ["SampleCompany", "OracleClient", "LocalServers", "TestKit"]),
    ("Fixtures/LocalServersTests", ["LocalServers", "Processes", "Net", "CPostgres", "TestKit"]),
    (
        "Console/APITests",
        [
            "API", "Catalog", "Model", "JSON", "HTTPServer", "ConnectorKit", "Engine", "Net", "TestKit",
        ]
    ),
    ("Decoy/DecoyDictionaryTests", ["DecoyDictionary", "OracleSQL"]),
    ("Decoy/PostgresClientTests", ["PostgresClient", "Bytes", "Net", "LocalServers", "TestKit"]),
    ("Decoy/DecoyCompilerTests", ["DecoyCompiler", "DecoyDictionary", "OracleSQL", "LocalServers", "TestKit"]),
    (
        "Decoy/DecoyEngineTests",
        [
            "DecoyEngine", "DecoyCompiler", "DecoyDictionary", "OracleSQL", "OracleWire", "PostgresClient", "Net",
            "Bytes", "LocalServers", "TestKit",
        ]
    ),
    (
        "Decoy/DecoyServerTests",
        [
            "DecoyServer", "DecoyEngine", "OracleWire", "OracleLogon", "Sockets", "Processes", "Net", "LocalServers",
            "TestKit",
        ]
    ),
    ("Console/WebTests", ["Web", "HTTPServer"]),
    (
        "Scenarios",
        [
            "Engine", "Catalog", "Model", "JSON", "Processes", "LocalServers", "OracleClient", "MySQLClient", "Net",
            "TestKit",
        ]
    ),
    ("HouseTests", []),
]

let swift: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let floors: [String: Int] = {
    var floors = Dictionary(uniqueKeysWithValues: (rooms + programs).map { ($0.name, $0.floor) })
    for library in libraries { floors[library.name] = -1 }
    floors["CLinux"] = -1
    floors["CWebAssets"] = -1
    return floors
}()
for room in rooms + programs {
    for other in room.imports {
        guard let below = floors[other] else { fatalError("\(room.name) imports \(other), which is not in the house") }
        precondition(below < room.floor, "\(room.name) (floor \(room.floor)) may not import \(other) (floor \(below))")
    }
}

func dependencies(_ names: [String]) -> [Target.Dependency] { names.map { .init(stringLiteral: $0) } }

let package = Package(
    name: "godwit",
    products: [.executable(name: "godwit", targets: ["godwit"]), .executable(name: "decoy", targets: ["decoy"])],
    targets: libraries.map {
        .systemLibrary(
            name: $0.name, path: "Sources/System/\($0.name)", pkgConfig: $0.pkgConfig, providers: [.apt([$0.debian])])
    } + [
        .target(name: "CLinux", path: "Sources/System/CLinux"),
        .target(name: "CWebAssets", path: "Sources/Console/WebAssets", exclude: ["web"]),
        .target(
            name: "TestKit", dependencies: dependencies(["LocalServers", "Processes"]),
            path: "Tests/Support/TestKit", swiftSettings: swift),
    ]
        + programs.map {
            .executableTarget(
                name: $0.name, dependencies: dependencies($0.imports), path: "Sources/\($0.path)", swiftSettings: swift)
        }
        + rooms.map {
            .target(
                name: $0.name, dependencies: dependencies($0.imports), path: "Sources/\($0.path)", swiftSettings: swift)
        }
        + tests.map {
            .testTarget(
                name: String($0.path.split(separator: "/").last!), dependencies: dependencies($0.imports),
                path: "Tests/\($0.path)", swiftSettings: swift)
        },
    swiftLanguageModes: [.v6], cLanguageStandard: .gnu2x)

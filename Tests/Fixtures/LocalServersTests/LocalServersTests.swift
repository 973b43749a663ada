internal import CPostgres
internal import Glibc
internal import LocalServers
internal import Net
internal import Processes
internal import TestKit
internal import Testing

/// Real servers: started, asked, stopped, killed, restarted.
@Suite struct LocalServersTests {
    @Test func seekDBAnswersAfterAStopAndAfterAKill() async throws {
        try await livesThroughStopAndKill(try await SeekDBServer.start())
    }

    @Test func mariaDBAnswersAfterAStopAndAfterAKill() async throws {
        try await livesThroughStopAndKill(try await MariaDBServer.start())
    }

    @Test func committedRowsOfPostgreSQLSurviveAKill() async throws {
        let server = try await PostgreSQLServer.start()
        try await livesThroughStopAndKill(server, removing: false)
        try await query(server, "create table kept(a int)")
        try await query(server, "insert into kept select generate_series(1, 1000)")
        await server.kill()
        try await server.restart()
        #expect(try await query(server, "select count(*), sum(a) from kept") == ["1000", "500500"])
        await server.remove()
    }

    @Test func postgreSQLDoesNotRunAsRoot() async throws {
        let server = try await TestServers.shared.postgreSQL
        let pid = try #require(await server.pid)
        let status = String(decoding: try #require(SmallFile.read("/proc/\(pid)/status")), as: UTF8.self)
        let uid = status.split(separator: "\n").first { $0.hasPrefix("Uid:") }?.split(separator: "\t")
        #expect(uid?[1] != "0")
    }

    @Test func serversOfOneKindRunSideBySide() async throws {
        async let a = MariaDBServer.start()
        async let b = MariaDBServer.start()
        let (first, second) = try await (a, b)
        #expect(first.port != second.port)
        #expect(first.directory != second.directory)
        await first.remove()
        #expect(await second.pid != nil)
        await second.remove()
    }

    @Test func removingAServerDeletesItsDirectoryAndItsProcess() async throws {
        let server = try await PostgreSQLServer.start()
        let pid = try #require(await server.pid)
        let identity = try #require(ProcessTable.identity(of: pid))
        await server.remove()
        #expect(!ProcessTable.isAlive(identity))
        #expect(!FileTree.exists(server.directory))
    }

    @Test func aKilledPostgreSQLLeavesNoSharedMemory() async throws {
        let server = try await PostgreSQLServer.start()
        let file = try #require(SmallFile.read("\(server.directory)/data/postmaster.pid"))
        let lines = String(decoding: file, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let segment = try #require(lines[6].split(separator: " ").last)
        #expect(segments().contains(String(segment)))
        await server.kill()
        await server.remove()
        #expect(!segments().contains(String(segment)))
    }

    /// The numbers of all System V segments.
    private func segments() -> Set<String> {
        let table = String(decoding: SmallFile.read("/proc/sysvipc/shm") ?? [], as: UTF8.self)
        let rows = table.split(separator: "\n").dropFirst().map { $0.split(separator: " ") }
        return Set(rows.compactMap { $0.dropFirst().first.map(String.init) })
    }

    @Test func aFailedStartShowsTheEndOfTheLog() async throws {
        let folder = try TemporaryDirectory()
        let failure = await #expect(throws: ServerFailure.self) {
            try await PostgreSQLServer.start(in: folder("pg"), settings: ["no_such_setting=1"])
        }
        #expect(failure?.log.contains("no_such_setting") == true, "\(String(describing: failure))")
        #expect(ProcessTable.entries().allSatisfy { !$0.arguments.contains("\(folder("pg"))/data") })
    }

    @Test func aServerOfALivingOwnerIsNotTaken() async throws {
        let folder = try TemporaryDirectory()
        let other = try await launch(Launch("sleep", ["1000"]))
        try FileTree.makeFolder(folder("db"))
        try SmallFile.replace(folder("db/owner"), with: Array("\(other.identity)\n".utf8))
        let failure = await #expect(throws: ServerFailure.self) { try await PostgreSQLServer.start(in: folder("db")) }
        #expect(failure?.message.contains("\(other.pid)") == true)
        await other.stop(grace: .seconds(5))
        let server = try await PostgreSQLServer.start(in: folder("db"))
        await server.remove()
    }

    @Test func aServerOfADeadOwnerIsKilledAndItsDataKept() async throws {
        let folder = try TemporaryDirectory()
        let server = try await PostgreSQLServer.start(in: folder("db"))
        try await query(server, "create table kept(a int)")
        let pid = try #require(await server.pid)
        let orphan = try #require(ProcessTable.identity(of: pid))
        // The file as a program would leave it that was killed together with the machinery of its children.
        let dead = ProcessIdentityRaw(pid: ProcessTable.own.pid, startTicks: 1, bootID: ProcessTable.bootID)
        try SmallFile.replace(folder("db/owner"), with: Array("\(dead)\n\(orphan)\n".utf8))
        let heir = try await PostgreSQLServer.start(in: folder("db"))
        #expect(!ProcessTable.isAlive(orphan))
        #expect(try await query(heir, "select count(*) from kept") == ["0"])
        await heir.remove()
    }

    @Test func temporaryServersOfADeadOwnerAreSweptAtTheNextStart() async throws {
        let server = try await PostgreSQLServer.start()
        let left = server.directory + "-left"
        try FileTree.makeFolder(left)
        let dead = ProcessIdentityRaw(pid: ProcessTable.own.pid, startTicks: 1, bootID: ProcessTable.bootID)
        let orphan = try await launch(Launch("sleep", ["1000"]))
        try SmallFile.replace("\(left)/owner", with: Array("\(dead)\n\(orphan.identity)\n".utf8))
        let next = try await PostgreSQLServer.start()
        #expect(orphan.exitStatus == .signalled(SIGKILL))
        #expect(!FileTree.exists(left))
        await server.remove()
        await next.remove()
    }

    /// The program that owns the servers is killed without warning; they must end at once, not at the next start.
    @Test func serversEndWithAKilledOwner() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            async let postgreSQL = PostgreSQLServer.start(in: "\(path)/PostgreSQL")
            async let mariaDB = MariaDBServer.start(in: "\(path)/MariaDB")
            async let seekDB = SeekDBServer.start(in: "\(path)/seekdb")
            _ = try await (postgreSQL, mariaDB, seekDB)
            kill(getpid(), SIGKILL)
        }
        for name in ["PostgreSQL", "MariaDB", "seekdb"] {
            let owners = String(decoding: try #require(SmallFile.read(folder("\(name)/owner"))), as: UTF8.self)
            let last = try #require(owners.split(separator: "\n").last)
            let server = try #require(ProcessIdentityRaw(String(last)))
            try await eventually("\(name) is gone") { !ProcessTable.isAlive(server) }
            try await eventually("nothing of \(name) is left") {
                !ProcessTable.entries().contains { $0.arguments.contains { $0.contains(folder(name)) } }
            }
        }
        await (try PostgreSQLServer.start(in: folder("PostgreSQL"))).remove()
    }

    @Test func theBuiltProgramIsBesideTheTests() {
        #expect(access(BuiltProgram.path, X_OK) == 0, "\(BuiltProgram.path)")
    }

    @Test func sharedServersAreStartedOnce() async throws {
        async let first = TestServers.shared.mariaDB
        async let second = TestServers.shared.mariaDB
        let ports = try await (first.port, second.port)
        #expect(ports.0 == ports.1)
    }

    @Test func aMissingEngineSaysWhatToDo() async {
        await #expect(processExitsWith: .success) {
            unsetenv("GODWIT_SEEKDB")
            setenv("GODWIT_CACHE", "/nowhere", 1)
            do {
                _ = try await SeekDBServer.start()
                exit(2)
            } catch {
                exit("\(error)".contains("./godwit setup") ? 0 : 3)
            }
        }
    }

    @Test func theEngineIsTheOneThatSetUpUnpacks() throws {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let versions = String(decoding: try #require(SmallFile.read("/\(root)/scripts/versions")), as: UTF8.self)
        #expect(versions.contains("\nSEEKDB_VERSION=\(SeekDBServer.version)\n"))
    }

    private func livesThroughStopAndKill(_ server: some LocalServer, removing: Bool = true) async throws {
        let first = try #require(await server.pid)
        await server.stop()
        #expect(await server.pid == nil)
        #expect(LoopbackPort.isFree(server.port))
        try await server.restart()
        let second = try #require(await server.pid)
        #expect(second != first)
        await server.kill()
        #expect(ProcessTable.identity(of: second) == nil)
        try await server.restart()
        #expect(await server.pid != nil)
        if removing { await server.remove() }
    }

    /// The first row of the answer.
    @discardableResult
    private func query(_ server: PostgreSQLServer, _ sql: String) async throws -> [String] {
        let parameters = "host=127.0.0.1 port=\(server.port) user=postgres dbname=postgres connect_timeout=10"
        return try await onThread("query") {
            let connection = PQconnectdb(parameters)
            defer { PQfinish(connection) }
            let result = PQexec(connection, sql)
            defer { PQclear(result) }
            let status = PQresultStatus(result)
            guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
                throw ServerFailure("PostgreSQL", String(cString: PQerrorMessage(connection)), advice: "")
            }
            guard PQntuples(result) > 0 else { return [] }
            return (0..<PQnfields(result)).map { String(cString: PQgetvalue(result, 0, $0)) }
        }
    }
}

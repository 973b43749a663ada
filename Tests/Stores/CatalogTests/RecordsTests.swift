import Catalog
import Model
import Testing

@Suite struct RecordsTests {
    private func open(_ folder: Folder, _ clock: TestClock = TestClock()) async throws -> Catalog {
        try await Catalog.open(folder, clock)
    }

    @Test func enrollingAgainKeepsWhatTheOperatorSet() async throws {
        let folder = Folder()
        let catalog = try await open(folder)
        _ = try await catalog.enrol(Sample.machine)
        let changed = try await catalog.changeMachine(
            Sample.machine.id, expecting: 1, name: "beta", region: "there", componentLimit: 3)
        #expect(changed.revision == 2)
        var again = Sample.machine
        again.address = "10.9.9.9"
        let known = try await catalog.enrol(again)
        #expect(known.name == "beta" && known.region == "there" && known.componentLimit == 3)
        #expect(known.address == "10.9.9.9")
        #expect(try await catalog.machines() == [known])
        await #expect(throws: CatalogError.stale(current: 2)) {
            try await catalog.changeMachine(Sample.machine.id, expecting: 1, name: "gamma")
        }
        await #expect(throws: CatalogError.self) {
            try await catalog.changeMachine(Sample.machine.id, expecting: 2, componentLimit: -1)
        }
        #expect(try await catalog.machine(Sample.machine.id)?.componentLimit == 3)
    }

    @Test func aNameIsTakenOnlyOnce() async throws {
        let folder = Folder()
        let catalog = try await open(folder)
        _ = try await catalog.enrol(Sample.machine)
        try await catalog.add(Sample.component("cp_1", name: "same"))
        await #expect(throws: CatalogError.duplicateName("same")) {
            try await catalog.add(Sample.component("cp_2", name: "same"))
        }
        try await catalog.addDataSource(Sample.dataSource("ds_1", name: "Shop"), password: Secret("x"))
        await #expect(throws: CatalogError.duplicateName("Shop")) {
            try await catalog.addDataSource(Sample.dataSource("ds_2", name: "Shop"), password: Secret("x"))
        }
        #expect(try await catalog.password(of: DataSourceID(rawValue: "ds_2")) == nil, "nothing of it was written")
        await #expect(throws: CatalogError.notFound(.machine(MachineID(rawValue: "mc_9")))) {
            var elsewhere = Sample.component("cp_3")
            elsewhere.machine = MachineID(rawValue: "mc_9")
            try await catalog.add(elsewhere)
        }
    }

    @Test func aFullMachineTakesNoComponent() async throws {
        let folder = Folder()
        let catalog = try await open(folder)
        var machine = Sample.machine
        machine.componentLimit = 1
        _ = try await catalog.enrol(machine)
        try await catalog.add(Sample.component("cp_1"))
        await #expect(throws: CatalogError.self) { try await catalog.add(Sample.component("cp_2")) }
        #expect(try await catalog.components().count == 1)
        try await catalog.remove(Sample.component("cp_1").id)
        try await catalog.add(Sample.component("cp_2"))
    }

    @Test func everyChangeOfStateEntersTheTimelineOnce() async throws {
        let folder = Folder()
        let clock = TestClock()
        let catalog = try await open(folder, clock)
        _ = try await catalog.enrol(Sample.machine)
        let id = Sample.component("cp_1").id
        try await catalog.add(Sample.component("cp_1"))
        let ordered = try await catalog.order(.running, id, by: Actor("admin"))
        #expect(ordered.intent.generation == 2 && ordered.revision == 2 && ordered.intent.at == clock.now)
        for _ in 0..<3 {
            try await catalog.observe(
                .init(state: .running, since: clock.now, generation: 2, heartbeat: clock.now), of: id,
                cause: "started", by: .agent(Sample.machine.id))
        }
        let changes = try await catalog.stateChanges(of: .component(id), limit: 10)
        #expect(changes.map(\.to) == ["running", "desired.running", "stopped"])
        #expect(changes.map(\.from) == ["stopped", "desired.stopped", ""])
        #expect(changes.map(\.cause) == ["started", "order 2", "added"])
        #expect(try await catalog.stateChanges(of: .component(id), limit: 1).map(\.to) == ["running"])
        // An observer that read before the last beat does not turn the heartbeat back.
        try await catalog.observe(
            .init(state: .running, since: clock.now, heartbeat: clock.now - .seconds(5)), of: id, cause: "late",
            by: .system)
        #expect(try await catalog.component(id)?.observation.heartbeat == clock.now)
        try await catalog.remove(id)
        #expect(try await catalog.component(id) == nil)
        #expect(try await catalog.stateChanges(of: .component(id), limit: 10).count == 3)
        #expect(try await catalog.revisions()["component:cp_1"] == nil)
        await #expect(throws: CatalogError.notFound(.component(id))) { try await catalog.remove(id) }
    }

    @Test func everyWriteMovesItsTopicAndNoOther() async throws {
        let folder = Folder()
        let clock = TestClock()
        let catalog = try await open(folder, clock)
        func moved(_ body: () async throws -> Void) async throws -> Set<String> {
            let before = try await catalog.revisions()
            try await body()
            return Set(try await catalog.revisions().filter { before[$0.key] != $0.value }.keys)
        }
        let id = Sample.component("cp_1").id
        #expect(try await moved { _ = try await catalog.enrol(Sample.machine) } == ["machines"])
        #expect(try await moved { _ = try await catalog.enrol(Sample.machine) } == [])
        #expect(
            try await moved { try await catalog.add(Sample.component("cp_1")) } == [
                "components", "component:cp_1", "machines",
            ])
        let lease = try #require(try await catalog.acquire("l", holder: "h", ttl: .seconds(1)))
        #expect(
            try await moved { _ = try await catalog.beat(id, lease: lease, ttl: .seconds(1)) } == ["component:cp_1"])
        #expect(
            try await moved { _ = try await catalog.order(.running, id, by: .system) } == [
                "components", "component:cp_1",
            ])
        #expect(
            try await moved {
                try await catalog.record([.init(subject: .component(id), name: "n", at: clock.now, value: 1)])
            } == ["component:cp_1"])
        #expect(try await moved { try await catalog.open(Sample.ticket("tk_1")) } == ["tickets"])
        #expect(try await moved { try await catalog.append(Sample.audit("a.b")) } == ["audit"])
        #expect(
            try await moved { try await catalog.setParameter("audit.kept.days", to: "40", by: .system) } == [
                "parameters"
            ])
        #expect(
            try await moved {
                try await catalog.addDataSource(Sample.dataSource("ds_1", name: "s"), password: Secret("p"))
            } == ["dataSources"])
    }

    @Test func ticketsAreFilteredAndPaged() async throws {
        let folder = Folder()
        let catalog = try await open(folder)
        for number in 1...25 {
            try await catalog.open(Sample.ticket("tk_\(number)", subject: number % 5 == 0 ? "cp_100%" : "cp_x"))
        }
        var seen: [String] = []
        var cursor: Int64?
        repeat {
            let page = try await catalog.tickets(limit: 10, before: cursor)
            #expect(page.total == 25)
            seen += page.tickets.map(\.id.rawValue)
            cursor = page.next
        } while cursor != nil
        #expect(seen == (1...25).reversed().map { "tk_\($0)" })
        #expect(try await catalog.tickets(.init(query: "100%")).total == 5)
        #expect(try await catalog.tickets(.init(query: "NAME OF")).total == 25)
        #expect(try await catalog.tickets(.init(query: "_1_")).total == 0, "wildcards stand for themselves")
        var ticket = try #require(try await catalog.ticket(TicketID(rawValue: "tk_3")))
        ticket.state = .failed
        ticket.finishedAt = Timestamp(milliseconds: 99)
        ticket.failure = Failure("A-1", "m", advice: "a")
        ticket.steps[1].state = .failed
        ticket.steps[1].finishedAt = Timestamp(milliseconds: 98)
        try await catalog.update(ticket)
        #expect(try await catalog.ticket(ticket.id) == ticket)
        #expect(try await catalog.tickets(.init(states: [.failed])).tickets == [ticket])
        #expect(try await catalog.openTickets().count == 24)
        #expect(try await catalog.ticketCounts() == [.failed: 1, .initializing: 24])
        try await catalog.update(ticket)
        ticket.state = .inProgress
        await #expect(throws: CatalogError.self) { try await catalog.update(ticket) }
    }

    @Test func auditEntriesAreFilteredPagedAndTrimmed() async throws {
        let folder = Folder()
        let catalog = try await open(folder)
        for number in 1...6 {
            try await catalog.append(
                Sample.audit(
                    number % 2 == 0 ? "dataSource.add" : "session.start", actor: "a\(number % 3)",
                    at: Int64(number) * 100))
        }
        #expect(try await catalog.audit(limit: 2).map(\.number) == [6, 5])
        #expect(try await catalog.audit(limit: 2, before: 5).map(\.number) == [4, 3])
        #expect(try await catalog.audit(.init(actor: "a0")).map(\.number) == [6, 3])
        #expect(try await catalog.audit(.init(action: "session")).map(\.number) == [5, 3, 1])
        #expect(try await catalog.audit(.init(action: "dataSource.add")).map(\.number) == [6, 4, 2])
        #expect(try await catalog.audit(.init(object: "shOP")).count == 6)
        #expect(try await catalog.audit(.init(object: "ds_2")).isEmpty)
        let between = AuditFilter(from: Timestamp(milliseconds: 200), to: Timestamp(milliseconds: 400))
        #expect(try await catalog.audit(between).map(\.number) == [3, 2])
        #expect(try await catalog.auditCount(between) == 2)
        #expect(try await catalog.trimAudit(before: Timestamp(milliseconds: 400)) == 3)
        #expect(try await catalog.append(Sample.audit("a.b")) == 7, "numbers are not given twice")
    }

    @Test func dataSourcesChangeUnderTheirRevision() async throws {
        let folder = Folder()
        let catalog = try await open(folder)
        var source = Sample.dataSource("ds_1", name: "Shop")
        try await catalog.addDataSource(source, password: Secret("one"))
        var step = ConnectionTest.Step(key: "port", title: "t", outcome: .passed, detail: "d")
        step.capabilities = [.init("binlog", "Binlog", found: "no binlog", isPresent: false)]
        step.rights = [.init("SELECT", on: "*.*", isPresent: true, grant: "GRANT SELECT ON *.* TO 'a'@'%';")]
        let test = ConnectionTest(at: Timestamp(milliseconds: 5), steps: [step])
        try await catalog.recordTest(test, of: source.id)
        source.host = "other"
        source.options = [:]
        let changed = try await catalog.changeDataSource(source, password: nil, expecting: 1)
        #expect(changed.revision == 2 && changed.lastTest == test)
        #expect(try await catalog.dataSource(named: "Shop") == changed)
        #expect(try await catalog.password(of: source.id)?.reveal() == "one")
        await #expect(throws: CatalogError.stale(current: 2)) {
            try await catalog.changeDataSource(source, password: Secret("two"), expecting: 1)
        }
        _ = try await catalog.changeDataSource(source, password: Secret("two"), expecting: nil)
        #expect(try await catalog.password(of: source.id)?.reveal() == "two")
        source.port = 70_000
        await #expect(throws: CatalogError.self) {
            try await catalog.changeDataSource(source, password: nil, expecting: nil)
        }
        #expect(try await catalog.dataSource(source.id)?.port == 3306)
    }

    @Test func parametersAreCheckedBothWays() async throws {
        let folder = Folder()
        let clock = TestClock()
        let catalog = try await open(folder, clock)
        #expect(try await catalog.parameters().map(\.value) == Parameters.all.map(\.standard))
        try await catalog.setParameter("audit.kept.days", to: "0040", by: Actor("admin"))
        let value = try await catalog.parameter(Parameters.auditKeptDays)
        #expect(value.value == "40" && value.changedBy == Actor("admin") && value.changedAt == clock.now)
        for refused in ["29", "x", "", "99999999999999999999"] {
            await #expect(throws: CatalogError.self) {
                try await catalog.setParameter("audit.kept.days", to: refused, by: .system)
            }
        }
        await #expect(throws: CatalogError.notFound(Subject(.parameter, "no.such"))) {
            try await catalog.setParameter("no.such", to: "1", by: .system)
        }
        try await catalog.setParameter("audit.kept.days", to: nil, by: .system)
        #expect(try await catalog.parameter(Parameters.auditKeptDays).changedBy == nil)
    }

    @Test func sessionsEndByTimeByOrderAndByAccount() async throws {
        let folder = Folder()
        let clock = TestClock()
        let catalog = try await open(folder, clock)
        #expect(try await catalog.createFirstAccount(Sample.account))
        func session(_ hash: String) -> ConsoleSession {
            ConsoleSession(
                tokenHash: hash, account: "admin", address: "a", createdAt: clock.now, usedAt: clock.now,
                expires: clock.now + .seconds(60))
        }
        for hash in ["h1", "h2", "h3"] { try await catalog.start(session(hash)) }
        clock.advance(.seconds(30))
        try await catalog.touch(session("h1"), usedAt: clock.now, expires: clock.now + .seconds(60))
        clock.advance(.seconds(30))
        #expect(try await catalog.session(tokenHash: "h2") == nil)
        #expect(try await catalog.session(tokenHash: "h1")?.usedAt == clock.now - .seconds(30))
        try await catalog.trimSessions()
        try await catalog.start(session("h2"))
        try await catalog.endSessions(of: "admin", except: "h2")
        #expect(try await catalog.session(tokenHash: "h1") == nil)
        #expect(try await catalog.session(tokenHash: "h2") != nil)
        try await catalog.endSession(tokenHash: "h2")
        try await catalog.touch(session("h2"), usedAt: clock.now, expires: clock.now + .seconds(60))
        #expect(try await catalog.session(tokenHash: "h2") == nil, "an ended session is not touched back to life")
        try await catalog.setPassword("scrypt$new", of: "admin")
        #expect(try await catalog.account("admin")?.passwordSetAt == clock.now)
    }

    @Test func signInFailuresCountUntilClearedOrOld() async throws {
        let folder = Folder()
        let clock = TestClock()
        let catalog = try await open(folder, clock)
        #expect(try await catalog.signInFailures(key: "k") == nil)
        for count in 1...3 { #expect(try await catalog.recordSignInFailure(key: "k").count == count) }
        #expect(try await catalog.signInFailures(key: "k")?.last == clock.now)
        clock.advance(.seconds(24 * 3600 + 1))
        #expect(try await catalog.recordSignInFailure(key: "k").count == 1)
        try await catalog.clearSignInFailures(key: "k")
        #expect(try await catalog.signInFailures(key: "k") == nil)
    }

    @Test func anAnswerIsRememberedForADayAndNotReplaced() async throws {
        let folder = Folder()
        let clock = TestClock()
        let catalog = try await open(folder, clock)
        try await catalog.remember(key: "k", account: "a", status: 202, body: "{\"ticket\":1}")
        try await catalog.remember(key: "k", account: "a", status: 500, body: "")
        let answer = try #require(try await catalog.answer(forKey: "k", account: "a"))
        #expect(answer.status == 202 && answer.body == "{\"ticket\":1}")
        #expect(try await catalog.answer(forKey: "k", account: "b") == nil)
        clock.advance(.seconds(24 * 3600 + 1))
        #expect(try await catalog.answer(forKey: "k", account: "a") == nil)
        try await catalog.remember(key: "k", account: "a", status: 200, body: "again")
        #expect(try await catalog.answer(forKey: "k", account: "a")?.status == 200)
    }
}

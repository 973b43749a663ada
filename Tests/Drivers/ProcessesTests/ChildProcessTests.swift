internal import Glibc
internal import TestKit
internal import Testing

@testable internal import Processes

/// What a child gets, how it is stopped, and that it never outlives us.
@Suite struct ChildProcessTests {
    @Test func theExitStatusIsTold() async throws {
        let child = try await launch(Launch("sh", ["-c", "exit 7"]))
        #expect(await child.waitForExit() == .exited(7))
        #expect(child.exitStatus == .exited(7))
    }

    @Test func aSignalIsToldAsTheEnd() async throws {
        let child = try await launch(Launch("sh", ["-c", "kill -USR1 $$"]))
        #expect(await child.waitForExit() == .signalled(SIGUSR1))
    }

    @Test func aMissingExecutableIsNamed() async throws {
        let byPath = await #expect(throws: LaunchFailure.self) { try await launch(Launch("/no/such/program")) }
        #expect(byPath?.step == .execute)
        #expect(byPath?.errno == ENOENT)
        #expect(byPath?.description.contains("/no/such/program") == true)
        let byName = await #expect(throws: LaunchFailure.self) { try await launch(Launch("no-such-program-1")) }
        #expect(byName?.step == .findExecutable)
    }

    @Test func aFileThatIsNoProgramIsRefusedWithTheReason() async throws {
        let folder = try TemporaryDirectory()
        try SmallFile.replace(folder("plain"), with: Array("text".utf8), mode: 0o644)
        let notExecutable = await #expect(throws: LaunchFailure.self) { try await launch(Launch(folder("plain"))) }
        #expect(notExecutable?.errno == EACCES)
        #expect(notExecutable?.advice.contains("executable") == true)
        try SmallFile.replace(folder("no-program"), with: Array("text".utf8), mode: 0o755)
        let notProgram = await #expect(throws: LaunchFailure.self) { try await launch(Launch(folder("no-program"))) }
        #expect(notProgram?.errno == ENOEXEC)
        #expect(ProcessTable.children(of: getpid()).allSatisfy { $0.name != "plain" && $0.name != "no-program" })
    }

    @Test func everyFailingStepIsNamed() async throws {
        let away = Launch("true", workingDirectory: "/no/such/folder")
        let directory = await #expect(throws: LaunchFailure.self) { try await launch(away) }
        #expect(directory?.step == .enterDirectory)
        #expect(directory?.subject == "/no/such/folder")
        let silent = Launch("true", output: .file("/no/such/folder/log", append: true))
        let output = await #expect(throws: LaunchFailure.self) { try await launch(silent) }
        #expect(output?.step == .openOutput)
        var draft = Launch("true")
        draft.account = .named("no-such-account")
        let foreign = draft
        let account = await #expect(throws: LaunchFailure.self) { try await launch(foreign) }
        #expect(account?.step == .findAccount)
    }

    @Test(.enabled(if: geteuid() == 0)) func aChildRunsUnderTheAccountAskedFor() async throws {
        let folder = try TemporaryDirectory()
        var order = Launch("sh", ["-c", "id -u; id -g; id -G"], output: .file(folder("out"), append: false))
        order.account = .named("nobody")
        #expect(try await launch(order).waitForExit().isSuccess)
        #expect(text(folder("out")) == "65534\n65534\n65534\n")
    }

    @Test func argumentsEnvironmentAndFolderArriveAsGiven() async throws {
        let folder = try TemporaryDirectory()
        let script = "pwd; printf '%s|' \"$@\"; env | grep -c '' ; echo $ONLY"
        let order = Launch(
            "/bin/sh", ["-c", script, "sh", "a b", "", "'\""], environment: ["ONLY": "this", "PATH": "/usr/bin:/bin"],
            workingDirectory: folder.path, output: .file(folder("out"), append: false))
        #expect(try await launch(order).waitForExit().isSuccess)
        let lines = text(folder("out")).split(separator: "\n").map(String.init)
        #expect(lines.first?.hasSuffix(folder.path) == true)
        #expect(lines.last == "this")
        #expect(lines.dropFirst().first?.hasPrefix("a b||'\"|") == true)
    }

    @Test func outputIsAppendedOrReplaced() async throws {
        let folder = try TemporaryDirectory()
        for append in [false, true, true, false, true] {
            let order = Launch("sh", ["-c", "echo x; echo y >&2"], output: .file(folder("out"), append: append))
            _ = try await launch(order).waitForExit()
        }
        #expect(text(folder("out")) == "x\ny\nx\ny\n")
    }

    @Test func noDescriptorLeaksIntoAChild() async throws {
        let folder = try TemporaryDirectory()
        // Open without close-on-exec, as a careless library would.
        let careless = open("/dev/null", O_RDONLY)
        defer { close(careless) }
        let order = Launch("ls", ["/proc/self/fd"], output: .file(folder("out"), append: false))
        #expect(try await launch(order).waitForExit().isSuccess)
        // 3 is the folder that `ls` itself reads.
        #expect(text(folder("out")) == "0\n1\n2\n3\n")
    }

    @Test func aChildStartsWithTheStandardSignals() async throws {
        let folder = try TemporaryDirectory()
        Signals.ignoreBrokenPipes()
        let order = Launch("cat", ["/proc/self/status"], output: .file(folder("out"), append: false))
        #expect(try await launch(order).waitForExit().isSuccess)
        let lines = text(folder("out")).split(separator: "\n")
            .filter { ["SigBlk", "SigIgn", "SigCgt"].contains($0.prefix(6)) }
        #expect(lines.count == 3)
        for line in lines {
            #expect(line.hasSuffix("\t0000000000000000"), "\(line)")
        }
    }

    @Test func aProcessThatIgnoresTheRequestIsKilledAfterTheGrace() async throws {
        let folder = try TemporaryDirectory()
        let order = Launch(
            "sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 1; done"],
            output: .file(folder("out"), append: false))
        let child = try await launch(order)
        try await eventually("the trap is set") { text(folder("out")) == "ready\n" }
        #expect(await child.stop(grace: .milliseconds(200)) == .signalled(SIGKILL))
    }

    @Test func grandchildrenEndWithTheGroup() async throws {
        let child = try await launch(Launch("sh", ["-c", "sleep 1000 & sleep 1000 & wait"]))
        try await eventually("both grandchildren run") { ProcessTable.children(of: child.pid).count == 2 }
        let group = ProcessTable.members(ofGroup: child.pid).map(\.identity)
        #expect(group.count == 3)
        await child.stop(grace: .seconds(5))
        try await eventually("the whole group is gone") { !group.contains(where: ProcessTable.isAlive) }
    }

    @Test func whatALeaderLeavesBehindIsKilledAtItsEnd() async throws {
        let child = try await launch(Launch("sh", ["-c", "sleep 1000 & exit 3"]))
        #expect(await child.waitForExit() == .exited(3))
        try await eventually("the group is empty") { ProcessTable.members(ofGroup: child.pid).isEmpty }
    }

    @Test func aCancelledCallerStillGivesTheGrace() async throws {
        let folder = try TemporaryDirectory()
        let order = Launch(
            "sh", ["-c", "trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done"],
            output: .file(folder("out"), append: false))
        let child = try await launch(order)
        try await eventually("the trap is set") { text(folder("out")) == "ready\n" }
        let stop = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await child.stop(grace: .seconds(20))
        }
        #expect(await stop.value == .exited(9))
    }

    @Test func aBoundedWaitComesBackWithoutAnAnswer() async throws {
        let child = try await launch(Launch("sleep", ["1000"]))
        #expect(await child.waitForExit(within: .milliseconds(30)) == nil)
        await child.stop(grace: .seconds(5))
        #expect(await child.waitForExit(within: .milliseconds(30)) == .signalled(SIGTERM))
        child.signal(SIGKILL)
        child.signalGroup(SIGKILL)
    }

    @Test func closingTheLifelineIsReadAsEndOfFile() async throws {
        let child = try await launch(Launch("sh", ["-c", "read line; exit 5"], standardInput: .lifeline))
        #expect(await child.waitForExit(within: .milliseconds(50)) == nil)
        child.closeLifeline()
        #expect(await child.waitForExit() == .exited(5))
    }

    @Test func twoHundredChildrenAtOnceAreAllReaped() async throws {
        let statuses = try await withThrowingTaskGroup { group in
            for number in Int32(0)..<200 {
                group.addTask {
                    let child = try await launch(Launch("/bin/sh", ["-c", "exit \(number)"], standardInput: .lifeline))
                    return await child.waitForExit() == .exited(number) && child.identity.startTicks > 0
                }
            }
            return try await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(statuses == [Bool](repeating: true, count: 200))
    }

    /// The program in the middle is killed without warning; its child must follow.
    @Test(arguments: [false, true]) func aChildDiesWithAKilledParent(byLifeline: Bool) async throws {
        let folder = try TemporaryDirectory()
        let out = folder("out")
        await #expect(processExitsWith: .signal(SIGKILL)) { [byLifeline, out = out as String] in
            // `cat` ends at end of file; `sleep` ends by the signal alone.
            var order = byLifeline ? Launch("cat", standardInput: .lifeline) : Launch("sleep", ["1000"])
            if byLifeline { order.deathSignal = 0 }
            guard let child = try? await launch(order) else { exit(3) }
            try? SmallFile.replace(out, with: Array("\(child.identity)".utf8))
            kill(getpid(), SIGKILL)
        }
        let identity = try #require(ProcessIdentityRaw(text(out)))
        try await eventually("the child is gone") { !ProcessTable.isAlive(identity) }
    }

    private func text(_ path: String) -> String { String(decoding: SmallFile.read(path) ?? [], as: UTF8.self) }
}

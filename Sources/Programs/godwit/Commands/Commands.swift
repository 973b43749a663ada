/// Every command of the program, in the order of the help.
enum Commands {
    static let all: [Command] = [
        .demo, .run, .apply, .project, .serve, .agent, .source, .component, .machine, .ticket, .account, .doctor,
        .version,
    ]
}

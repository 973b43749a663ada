/// A place in the tree that breaks a rule, and what to do about it.
struct Finding: Hashable, CustomStringConvertible {
    var path: String
    var line: Int
    /// The name or word that is at fault; exemptions are given by it.
    var subject: String
    /// What is wrong and what to do, as one or two sentences.
    var message: String

    init(_ path: String, line: Int = 1, subject: String = "", _ message: String) {
        self.path = path
        self.line = line
        self.subject = subject
        self.message = message
    }

    var description: String { "\(path):\(line): \(message)" }
}

/// The rules of the house. A new rule is a new case: the compiler then asks for its check.
enum Rule: CaseIterable {
    case importsAreDeclared, declarationsAreImported, outsideModules, oneRoomPerLibrary
    case fileLength, functionLength, lineLength, parameterCount, storedProperties, filesPerFolder, webFileSize
    case refusedWords, refusedTypeNames, productNames, publicAccess, traps, unfinishedMarks, machinePaths, outsideHosts
    case prints, sleeps, deadCode, fileNames
    case glossary, glossaryForm
    case mirroredTests, testNames, testedFiles
    case readme, entry, changelog, decisions, links
    case webAssets
    case failureNumbers, failurePage
    case strayKeys, unsaid

    func findings(in tree: SourceTree) -> [Finding] {
        switch self {
        case .importsAreDeclared: ImportRules(tree).undeclared()
        case .declarationsAreImported: ImportRules(tree).unused()
        case .outsideModules: ImportRules(tree).outsideModules()
        case .oneRoomPerLibrary: ImportRules(tree).sharedLibraries()
        case .fileLength: SizeRules.fileLength(tree)
        case .functionLength: SizeRules.functionLength(tree)
        case .lineLength: SizeRules.lineLength(tree)
        case .parameterCount: SizeRules.parameterCount(tree)
        case .storedProperties: SizeRules.storedProperties(tree)
        case .filesPerFolder: SizeRules.filesPerFolder(tree)
        case .webFileSize: SizeRules.webFileSize(tree)
        case .refusedWords: NameRules.refusedWords(tree)
        case .refusedTypeNames: NameRules.refusedTypeNames(tree)
        case .fileNames: NameRules.fileNames(tree)
        case .productNames: WordRules.productNames(tree)
        case .publicAccess: WordRules.publicAccess(tree)
        case .traps: WordRules.traps(tree)
        case .unfinishedMarks: WordRules.unfinishedMarks(tree)
        case .machinePaths: WordRules.machinePaths(tree)
        case .outsideHosts: WordRules.outsideHosts(tree)
        case .prints: WordRules.prints(tree)
        case .sleeps: WordRules.sleeps(tree)
        case .deadCode: WordRules.deadCode(tree)
        case .glossary: GlossaryRules.types(tree)
        case .glossaryForm: GlossaryRules.form(tree)
        case .mirroredTests: TestRules.mirroredTests(tree)
        case .testNames: TestRules.testNames(tree)
        case .testedFiles: TestRules.testedFiles(tree)
        case .readme: DocumentRules.readme(tree)
        case .entry: DocumentRules.entry(tree)
        case .changelog: DocumentRules.changelog(tree)
        case .decisions: DocumentRules.decisions(tree)
        case .links: DocumentRules.links(tree)
        case .webAssets: AssetRules.webAssets(tree)
        case .failureNumbers: FailureRules.numbers(tree)
        case .failurePage: FailureRules.page(tree)
        case .strayKeys: SayingRules.strayKeys(tree)
        case .unsaid: SayingRules.unsaid(tree)
        }
    }
}

/// What a Swift file declares, as far as the rules ask.
struct Declarations {
    struct TypeDeclaration {
        enum Kind: String { case `struct`, `class`, actor, `enum`, `protocol`, `extension` }

        var kind: Kind
        var name: String
        var line: Int
        var isNested: Bool
        /// Names of stored instance properties, without those of extensions and enums.
        var storedProperties: [String] = []
    }

    /// A function, an initializer, or the accessor block of a property.
    struct FunctionDeclaration {
        var name: String
        var line: Int
        /// From the line of its keyword to its closing brace; 0 when it has no body.
        var lineCount = 0
        /// The names by which callers, or else the body, know the parameters.
        var parameters: [String] = []
        /// Index into `types` of the type around it.
        var owner: Int?
        var test: TestMark?
    }

    /// The `@Test` before a function.
    struct TestMark {
        var displayName: String?
    }

    /// A name that our code gave to something.
    struct Name {
        enum Role: String { case type, function, property, parameter, enumCase = "case" }

        var text: String
        var line: Int
        var role: Role
    }

    var types: [TypeDeclaration] = []
    var functions: [FunctionDeclaration] = []
    var names: [Name] = []
}
